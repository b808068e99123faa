"""The page of the agenda. HTTP only."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from home.agenda import showing


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """Show the goals with what is done, under way and planned for each."""
    way = [{"title": gettext("Home"), "url": f"/{get_language()}/"}]
    return render(request, "home/agenda/agenda.html", {"goals": showing.goals(), "breadcrumb": way})
