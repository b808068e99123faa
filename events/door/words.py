"""What is said of a check-in: when, by which device, at which door."""

from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from coalition import dates

from .models import CheckIn


def time_in_words(row: CheckIn) -> str:
    """Return the hour of `row` on the clock of the event, with its day where that is not today."""
    zone = ZoneInfo(row.door.event.zone)
    here = row.moment.astimezone(zone)
    if here.date() == timezone.now().astimezone(zone).date():
        return dates.hour(here)
    return dates.moment(row.moment, zone=row.door.event.zone, short=True)


def first_in_words(row: CheckIn) -> str:
    """Return when, by which device and at which door somebody came: 09:31, Phone A, Main entrance."""
    return _("%(time)s, %(device)s, %(door)s") % {
        "time": time_in_words(row), "device": row.device_name, "door": row.door.name,
    }  # fmt: skip
