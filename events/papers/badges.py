"""Badges: four on a sheet, each with the name that somebody chose and their language. No address, no code."""

from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import get_language_bidi, get_language_info
from django.utils.translation import gettext as _

from coalition.certificates.pdf import draw_pdf
from coalition.certificates.typefaces import clean
from coalition.pages.identity.kept import site_names
from events.models import Event
from events.registrations.emails import entry
from events.registrations.models import Registration
from events.seats.models import SeatKind

TEMPLATE = Path(__file__).with_name("badges.typ")


def sheets(event: Event, language: str) -> bytes:
    """Return the badges of everybody with a seat on site, by name; the file is called in `language`."""
    rows = Registration.objects.filter(event=event).confirmed().exclude(category__kind=SeatKind.ONLINE)
    rows = rows.select_related("category").order_by("name", "pk")
    with translation.override(language):
        content = {
            "language": language,
            "title": _("Badges: %(event)s") % {"event": clean(entry(event, language).title)},
            "network": site_names(language).site,
        }
    return draw_pdf(
        TEMPLATE, content | {"badges": [_badge(event, row) for row in rows]}, timestamp=int(timezone.now().timestamp())
    )


def _badge(event: Event, row: Registration) -> dict[str, Any]:
    """Return what one badge says, in the language of its person."""
    with translation.override(row.language):
        return {
            "language": row.language,
            "direction": "rtl" if get_language_bidi() else "ltr",
            "event": clean(entry(event, row.language).title),
            "name": clean(row.name),
            "category": clean(str(row.category)),
            "speaks": str(get_language_info(row.language)["name_local"]).capitalize(),
        }
