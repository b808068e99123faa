"""What the database makes impossible about an event."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from .fields import WallTimeField

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)  # calendars and clocks of every reader can show what lies between
CLOSES_BY_DEFAULT = _("Leave empty to close at the start, or for an online event at the end.")
LONGEST_RETENTION = 90  # days after the event; what the privacy notice promises at most


def midnight(field: str) -> Q:
    """Say that the wall time in `field` is the beginning of a day."""
    return Q(**{field: Func(Value("day"), F(field), function="date_trunc", output_field=WallTimeField())})


def known(name: str, words: Any, **column: Sequence[str]) -> models.CheckConstraint:
    """Return the constraint `name`: its one `column` holds one of these values, else `words` say so."""
    ((field, values),) = column.items()
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__in": values}), violation_error_message=words)


INDEXES = [
    models.Index(name="event_by_end", fields=["end"]),
    models.Index(name="event_newest", fields=["-start", "-id"]),
]

CONSTRAINTS = [
    models.CheckConstraint(
        name="event_ends_after_it_starts",
        condition=Q(end__gt=F("start")),
        violation_error_message=_("An event ends after it starts."),
    ),
    models.CheckConstraint(
        name="event_all_day_is_whole_days",
        condition=Q(all_day=False) | (midnight("wall_start") & midnight("wall_end")),
        violation_error_message=_("An all-day event begins and ends at midnight."),
    ),
    models.CheckConstraint(
        name="event_registration_closes_after_it_opens",
        condition=Q(registration_opens__isnull=True)
        | Q(registration_closes__isnull=True)
        | Q(registration_closes__gt=F("registration_opens")),
        violation_error_message=_("Registration closes after it opens."),
    ),
    known(
        "event_kind_is_known",
        _("Choose one of the types of events."),
        kind=["femmes-du-monde", "seminar", "training", "uclg-meeting", "partner-meeting", "webinar"],
    ),
    known("event_mode_is_known", _("Choose one of the modes."), mode=["on-site", "online", "hybrid"]),
    known(
        "event_audience_is_known", _("Choose who the event is for."), audience=["all", "professionals", "associations"]
    ),
    known("event_state_is_known", _("Choose one of the states."), state=["scheduled", "postponed", "cancelled"]),
    models.CheckConstraint(
        name="event_is_of_our_time",
        condition=Q(start__gte=EARLIEST, end__lte=LATEST),
        violation_error_message=_("An event takes place between the years 2000 and 2099."),
    ),
    models.CheckConstraint(
        name="event_forgets_people_in_time",
        condition=Q(retention_days__range=(1, LONGEST_RETENTION)),
        violation_error_message=_("Names are erased between 1 and 90 days after the event."),
    ),
    models.CheckConstraint(
        name="event_registration_is_of_our_time",
        condition=(Q(registration_opens=None) | Q(registration_opens__range=(EARLIEST, LATEST)))
        & (Q(registration_closes=None) | Q(registration_closes__range=(EARLIEST, LATEST))),
        violation_error_message=_("Registration opens and closes between the years 2000 and 2099."),
    ),
]

TRIGGERS = [
    pgtrigger.Protect(
        name="event_revision_never_goes_back",
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(new__sequence__lt=pgtrigger.F("old__sequence"))
        | pgtrigger.Q(new__revised_at__lt=pgtrigger.F("old__revised_at"))
        | pgtrigger.Q(old__uid__df=pgtrigger.F("new__uid")),
    )
]
