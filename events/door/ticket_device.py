"""What a device keeps of a ticket where its holder asks for that: decision 0013-leaving-is-measured.

The worker stands in the folder of one ticket, so that it can serve no other address (Service Workers, "scope"). It
keeps two pages without a script: the ticket, and the words that it is gone.
"""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages.views import leaving, worker_script
from coalition.privacy.decorators import private_page
from coalition.site import site_words as identity
from events.registrations.models import Registration
from events.registrations.own_page import find_registration, is_elsewhere

from .tickets import has_ticket, is_quiet, ticket_on_device

WORKER = "events/ticket/worker.js"
UNTIL = "Ticket-Until"  # the header that says from when on the device throws the page away
LEAVE = "Ticket-Leave"  # the header that says where *Leave this site* leads
KEPT_AFTER = timedelta(days=1)  # after the end of the event
POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}


@private_page
@require_safe
def worker(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Give the service worker of one ticket."""
    _found(token, short_id)
    return HttpResponse(worker_script(WORKER), content_type="text/javascript; charset=utf-8")


@private_page
@require_safe
def kept(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Give the page that the device keeps. 404 where there is no ticket, or none any more: the device forgets it."""
    found = _found(token, short_id)
    response = _page(request, found, ticket=ticket_on_device(found, get_language() or "en"))
    response[UNTIL] = (found.event.last_end + KEPT_AFTER).isoformat()
    response[LEAVE] = identity.leave_url()
    return response


@private_page
@require_safe
def leave(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Lead to the neutral site who leaves a page that was kept, where no worker did so and took the ticket away.

    Nothing is looked up: who leaves is never shown a page of ours, whatever became of the registration.
    """
    return leaving(request)


@private_page
@require_safe
def forgotten(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Give the page that says that the device keeps nothing any more."""
    return _page(request, _found(token, short_id))


def _found(token: str, short_id: str) -> Registration:
    """Return the registration whose ticket may be kept under this address. Raises Http404."""
    found = find_registration(token)
    if is_elsewhere(found, short_id) or not has_ticket(found) or found.event.is_over:
        raise Http404
    return found


def _page(request: HttpRequest, found: Registration, **shown: Any) -> HttpResponse:
    here = f"{request.path.rpartition('/ticket/')[0]}/ticket/"
    ways = {
        "forget_url": f"{here}forget/",
        "leave_url": f"{here}leave/",
    }  # the worker answers both; the site the second
    context = {"language": get_language() or "en", "neutral": is_quiet(found), **ways, **shown}
    response = render(request, "events/ticket_kept.html", context)
    response._csp_config = POLICY  # type: ignore[attr-defined]
    return response
