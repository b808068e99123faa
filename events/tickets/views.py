"""One's own ticket: a page, a file that opens without a network, and a PDF."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.privacy.decorators import private_page
from events.registrations.actions import Action
from events.registrations.models import Registration
from events.registrations.own.page import find_registration, is_elsewhere, own_page
from events.registrations.own.views import own_context

from . import facts
from .facts import Ticket, has_ticket, is_online, is_quiet, ticket_of


@private_page
@require_safe
@own_page("ticket/")
def ticket(request: HttpRequest, found: Registration, token: str, short_id: str) -> HttpResponse:
    """Show the ticket; for a place on the waiting list, say that there is none yet."""
    made = ticket_of(found, get_language() or "en") if has_ticket(found) else None
    context: dict[str, Any] = {
        **own_context(found, token, bool(short_id)),
        "ticket": made,
        "quiet": is_quiet(found),
        "online": is_online(found),
    }
    return render(request, "events/ticket.html", context)


@private_page
@require_safe
def ticket_file(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    """Hand over the ticket as one HTML file with all that it shows: no script, no request, no link."""
    made = _ticket(token, short_id)
    page = render_to_string("events/ticket_file.html", {"ticket": made, "language": get_language() or "en"})
    return _as_file(page.encode(), "text/html; charset=utf-8", "ticket.html")


@private_page
@require_safe
def ticket_pdf(request: HttpRequest, token: str, short_id: str = "") -> HttpResponse:
    return _as_file(facts.pdf(_ticket(token, short_id), get_language() or "en"), "application/pdf", "ticket.pdf")


def _ticket(token: str, short_id: str) -> Ticket:
    """Return the ticket behind `token`, or raise Http404 where there is none, or none at this address."""
    found = find_registration(token)
    if is_elsewhere(found, short_id) or not has_ticket(found):
        raise Http404
    return ticket_of(found, get_language() or "en")


def _as_file(data: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def ticket_action(found: Registration, own: str) -> Action | None:
    if not has_ticket(found) or found.event.is_over:
        return None
    return Action(label=_("My ticket"), url=f"{own}ticket/", main=True)
