"""What a device keeps of a ticket where its holder asks for that: the ticket, or the words that it is gone."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages import kept as kept_pages
from coalition.privacy.decorators import private_page
from events.registrations.models import Registration
from events.registrations.own_page import find_registration, is_elsewhere

from .tickets import has_ticket, is_quiet, ticket_on_device

KEPT_AFTER = timedelta(days=1)  # after the end of the event
TEMPLATE = "events/ticket_kept.html"


@private_page
@require_safe
def worker(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Give the service worker of one ticket."""
    _found(token, short_id)
    return kept_pages.worker(request)


@private_page
@require_safe
def kept(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Give the page that the device keeps. 404 where there is no ticket, or none any more: the device forgets it."""
    found = _found(token, short_id)
    ticket = ticket_on_device(found, get_language() or "en")
    until = found.event.last_end + KEPT_AFTER
    return kept_pages.render_kept(request, TEMPLATE, until=until, neutral=is_quiet(found), ticket=ticket)


@private_page
@require_safe
def forgotten(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Give the page that says that the device keeps nothing any more."""
    return kept_pages.render_kept(request, TEMPLATE, neutral=is_quiet(_found(token, short_id)))


def _found(token: str, short_id: str) -> Registration:
    """Return the registration whose ticket may be kept under this address. Raises Http404."""
    found = find_registration(token)
    if is_elsewhere(found, short_id) or not has_ticket(found) or found.event.is_over:
        raise Http404
    return found
