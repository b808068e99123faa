"""What a ticket says, in one language: the same on the page, in the file that opens offline, and on paper."""

from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coalition.certificates.pdf import clean, draw_pdf
from coalition.privacy.decorators import private_page
from coalition.site.site_words import site_names
from events.days import when
from events.models import Event
from events.programme.published_programme import Reading, last_version, spoken
from events.registrations import emails
from events.registrations.models import Registration
from events.registrations.own_page import Action, find_registration, is_elsewhere, opened_by_link, own_context
from events.seats.models import SeatKind

INK = "#2a0f33"


@dataclass(frozen=True)
class Ticket:
    """The facts of one ticket. `rows` are pairs of a label and what it says; `network` is empty for discreet people."""

    title: str
    rows: list[tuple[str, str]]
    code: str
    network: str
    made_at: float  # when the facts were changed last, since 1970: equal facts give equal files

    @property
    def shown_code(self) -> str:
        """The code in groups of four, as a person reads it out."""
        return " ".join(self.code[start : start + 4] for start in range(0, len(self.code), 4)).upper()

    @property
    def qr_code(self) -> str:
        """The code as SVG, and nothing else: no name, no address of a page. Level Q reads with a quarter hidden."""
        image = BytesIO()
        drawn = segno.make(self.code.upper(), error="q", micro=False, mode="alphanumeric")
        drawn.save(image, kind="svg", border=4, dark=INK, light="#ffffff", xmldecl=False, scale=8, omitsize=True)
        return image.getvalue().decode().replace("<svg ", '<svg width="264" height="264" ', 1)


def ticket_of(registration: Registration, language: str) -> Ticket:
    """Return the ticket of a confirmed `registration`, in `language`."""
    event = registration.event
    words = emails.entry(event, language)
    with translation.override(language):
        rows = [
            (_("When"), when(event)),
            (_("Where"), words.place),
            (_("Name"), registration.name),
            (_("Seats"), registration.category.label(language)),
            *languages_on(registration),
        ]
    return Ticket(
        title=words.title,
        rows=[(label, value) for label, value in rows if value],
        code=registration.ticket_code,
        network="" if is_quiet(registration) else site_names(language).site,
        made_at=max(registration.changed_at, event.revised_at).timestamp(),
    )


def languages_on(registration: Registration) -> list[tuple[str, str]]:
    """Return the row about languages; none where no programme was released, or none is certain. One query.

    It is the same for everybody: which of them somebody asked for stands on their own agenda alone.
    """
    version = last_version(registration.event_id)
    if version is None:
        return []
    languages = [
        _("%(label)s: %(languages)s") % {"label": way.label, "languages": way.listed}
        for way in spoken(Reading(version, registration.event).certain)
    ]
    return [(_("Languages"), " · ".join(languages))] if languages else []


def ticket_on_device(registration: Registration, language: str) -> Ticket:
    """Return the ticket as a device keeps it: what opens the door and when, and no event, for who is to stay unnoticed.

    Whoever else opens the device then reads a code and an hour.
    """
    ticket = ticket_of(registration, language)
    if not is_quiet(registration):
        return ticket
    with translation.override(language):
        return replace(ticket, title=_("Ticket"), rows=[(_("When"), when(registration.event))])


def is_quiet(registration: Registration) -> bool:
    """Say whether nothing may tell others what this ticket is for: a discreet person, or an event that asks for it."""
    return registration.discreet or registration.event.neutral_address


def has_ticket(registration: Registration) -> bool:
    """Say whether there is a ticket: a seat at a door, of an event that is not cancelled."""
    event = registration.event
    confirmed = registration.state == Registration.State.CONFIRMED
    return confirmed and event.state != event.State.CANCELLED and not is_online(registration)


def is_online(registration: Registration) -> bool:
    """Say whether its seat is in the room online, where no door asks for a code."""
    seats = registration.category
    return registration.event.mode == Event.Mode.ONLINE or seats.kind == SeatKind.ONLINE


TEMPLATE = Path(__file__).with_name("ticket.typ")


def pdf(ticket: Ticket, language: str) -> bytes:
    """Return `ticket` in `language` as PDF. Equal facts give equal bytes.

    A letter that the embedded fonts lack (ideographs, for example) is written in Latin letters instead.
    """
    return draw_pdf(TEMPLATE, content(ticket, language), timestamp=int(ticket.made_at))


def content(ticket: Ticket, language: str) -> dict[str, Any]:
    """Return everything that is printed, ready for JSON."""
    with translation.override(language):
        return {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "heading": _("Ticket"),
            "description": _("A ticket with a code that is read at the door."),
            "title": clean(ticket.title),
            "network": clean(ticket.network),
            "rows": [{"label": label, "value": clean(value)} for label, value in ticket.rows],
            "qr": ticket.qr_code,
            "qr_description": _("QR code of this ticket"),
            "code_label": _("Code"),
            "code": ticket.shown_code,
            "note": _("Show this code at the door, on paper or on a screen. It is yours alone."),
        }


@private_page
@require_safe
@opened_by_link("ticket/")
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
    return _as_file(pdf(_ticket(token, short_id), get_language() or "en"), "application/pdf", "ticket.pdf")


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
