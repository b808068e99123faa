"""`/demo/components/`: every component on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def components(request: HttpRequest) -> HttpResponse:
    """Show each component with sample values."""
    return render(request, "demo/components.html")
