"""What waits for editors: calendars of others that cannot be read."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coalition.users.waiting import Item, Waiting

from .models import OutsideCalendar

EDIT = "wagtailsnippets_events_outsidecalendar:edit"


def calendars_that_fail(user: Any) -> list[Waiting]:
    """Return the calendars of others that cannot be read, for who may change them."""
    if not user.has_perm("events.change_outsidecalendar"):
        return []
    rows = OutsideCalendar.objects.filter(active=True, reading__failed_at__isnull=False).select_related("reading")
    found = list(rows.order_by("reading__failed_at", "pk"))
    items = tuple(Item(str(row), reverse(EDIT, args=[row.pk])) for row in found)
    label = _("Calendars of others that cannot be read: readers see what was in them before")
    since = found[0].reading.failed_at if found else None
    return [Waiting(label, len(found), "", since=since, items=items)] if found else []
