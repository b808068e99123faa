"""Pilot territories and observatories. HTTP only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.pages.navigation import breadcrumb
from home.territories import showing


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the territories, pilots first, in two queries however many there are."""
    rows = list(showing.territories().by_name().prefetch_related("profiles"))
    rows.sort(key=lambda row: not row.pilot)
    context = {"rows": [(row, showing.profiles.words(row)) for row in rows], "breadcrumb": breadcrumb("members")}
    return render(request, "home/territories/index.html", context)


@require_safe
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one territory; what is none is as unknown as what is not there."""
    government = get_object_or_404(showing.territories(), slug=slug)
    above = [
        *breadcrumb("members"),
        {"title": _("Pilot territories and observatories"), "url": reverse("home:territories")},
    ]
    return render(request, "home/territories/territory.html", {**showing.context(government), "breadcrumb": above})
