"""A ticket as PDF, by Typst (PDF/UA-1). What people typed reaches the template as JSON, and is never markup."""

from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from coalition.pages import printing
from coalition.pages.typefaces import clean

from .facts import Ticket

TEMPLATE = Path(__file__).with_name("ticket.typ")


def pdf(ticket: Ticket, language: str) -> bytes:
    """Return `ticket` in `language` as PDF. Equal facts give equal bytes.

    A letter that the embedded fonts lack (ideographs, for example) is written in Latin letters instead.
    """
    return printing.pdf(TEMPLATE, content(ticket, language), timestamp=int(ticket.made_at))


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
