"""What editors are told of a calendar of others: how reading it went, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coalition import dates

from .models import CalendarReading, OutsideCalendar
from .reading.calendar import BROKEN_RULE, PRIVATE, TOO_MANY
from .reading.times import NO_TIME, TOO_LONG
from .services import OURS


def reading_of(calendar: OutsideCalendar) -> CalendarReading | None:
    """Return how reading `calendar` went; None where it was not read yet."""
    return getattr(calendar, "reading", None)


def state(calendar: OutsideCalendar) -> str:
    """Return how reading `calendar` goes, in one line."""
    reading = reading_of(calendar)
    if not calendar.active:
        return _("Switched off")
    if reading is None or reading.asked_at is None:
        return _("Not read yet")
    if reading.failed_at:
        return _("Cannot be read since %(moment)s") % {"moment": dates.moment(reading.failed_at, short=True)}
    return _("Read on %(moment)s") % {"moment": dates.moment(reading.good_at or reading.asked_at, short=True)}


def problem(reading: CalendarReading) -> str:
    """Return why a calendar cannot be read, and what readers see meanwhile; "" where it can."""
    if not reading.failed_at:
        return ""
    if reading.good_at is None:
        shown = _("It was never read, so nothing of it is shown.")
    else:
        shown = _("Readers see it as it was on %(moment)s.") % {"moment": dates.moment(reading.good_at)}
    return f"{reading.get_cause_display()} {shown}"


def left_out(reading: CalendarReading) -> list[str]:
    """Return what of the calendar is not shown, and why."""
    counts = reading.left_out
    said = {
        PRIVATE: ngettext("%(count)d event is marked as private.", "%(count)d events are marked as private.",
                          counts.get(PRIVATE, 0)),
        NO_TIME: ngettext("%(count)d event has no date that can be read.",
                          "%(count)d events have no date that can be read.", counts.get(NO_TIME, 0)),
        TOO_LONG: ngettext("%(count)d event lasts longer than a year.", "%(count)d events last longer than a year.",
                           counts.get(TOO_LONG, 0)),
        BROKEN_RULE: ngettext("Of %(count)d repeated event only the first date is shown: its rule cannot be followed.",
                              "Of %(count)d repeated events only the first date is shown: their rules cannot be "
                              "followed.", counts.get(BROKEN_RULE, 0)),
        TOO_MANY: ngettext("%(count)d date is left out: only the soonest 1,000 are shown.",
                           "%(count)d dates are left out: only the soonest 1,000 are shown.", counts.get(TOO_MANY, 0)),
        OURS: ngettext("%(count)d date is of an event on this site, which is shown already.",
                       "%(count)d dates are of events on this site, which are shown already.", counts.get(OURS, 0)),
    }  # fmt: skip
    return [words % {"count": counts[reason]} for reason, words in said.items() if counts.get(reason)]
