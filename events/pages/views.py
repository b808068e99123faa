"""The address of an event that says nothing. All other pages of events are served by Wagtail."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from coalition.pages.skeleton import path_of
from coalition.privacy.decorators import private_page

from .finding import find_page
from .models import EventPage


@require_safe
def neutral_page(request: HttpRequest, short_id: str) -> HttpResponse:
    """Show an event's page at the address that says nothing, and leave no copy of it."""
    found = find_page(request, short_id=short_id)
    if not found.event.neutral_address:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"{path_of(found)}{f'?{query}' if query else ''}")
    page = EventPage.objects.select_related("event").get(pk=found.pk)
    response: HttpResponse = page.serve(request, neutral=True)
    return private_page(lambda _request: response)(request)
