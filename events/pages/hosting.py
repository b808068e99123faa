"""The public events that a member hosts, for its profile."""

from typing import Any

from django.utils.translation import get_language

from events.rows import ROW_FIELDS

from .models import EventPage

NEXT, PAST = 3, 3


def hosted_section(government: Any) -> dict[str, Any] | None:
    """Return the next and the latest public events that `government` hosts, in two queries; None without any."""
    pages = EventPage.objects.public().in_language(get_language() or "en").filter(event__host=government)
    pages = pages.only(*ROW_FIELDS)
    upcoming = [page.row for page in pages.upcoming()[:NEXT]]
    past = [page.row for page in pages.past()[:PAST]]
    return {"upcoming": upcoming, "past": past} if upcoming or past else None
