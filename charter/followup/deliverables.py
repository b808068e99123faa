"""The five deliverables of the programme, and the rules of their days: pure functions, no row.

The five are those of the programme's leaflet (Agenda 2021-2025): shared diagnosis, action plan, training
programme, guide, seminar.
"""

from calendar import monthrange
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from charter.states import State


class Deliverable(models.TextChoices):
    DIAGNOSIS = "diagnosis", _("Shared diagnosis")
    ACTION_PLAN = "action-plan", _("Action plan")
    TRAINING = "training", _("Training programme")
    GUIDE = "guide", _("Guide")
    SEMINAR = "seminar", _("Seminar")


# Months after the council's act, until editors say otherwise: the programme plans four years, the follow-up's
# first deliverable stands in the first one. A guess of ours, made to be changed in the CMS.
DEFAULT_MONTHS = {
    Deliverable.DIAGNOSIS: 12,
    Deliverable.ACTION_PLAN: 18,
    Deliverable.TRAINING: 24,
    Deliverable.GUIDE: 30,
    Deliverable.SEMINAR: 36,
}


class Status(models.TextChoices):
    """How a commitment stands on a day. It is computed, never stored."""

    MET = "met", pgettext_lazy("commitment", "Done on time")
    MET_LATE = "met-late", pgettext_lazy("commitment", "Done late")
    SENT = "sent", pgettext_lazy("commitment", "Sent, being checked")
    DUE_SOON = "due-soon", pgettext_lazy("commitment", "Due soon")
    OVERDUE = "overdue", pgettext_lazy("commitment", "Late")
    OPEN = "open", pgettext_lazy("commitment", "Not due yet")
    UNDATED = "undated", pgettext_lazy("commitment", "Date not set")
    PAUSED = "paused", pgettext_lazy("commitment", "Paused")
    CLOSED = "closed", pgettext_lazy("commitment", "Closed")


DONE = (Status.MET, Status.MET_LATE)
OVER = (*DONE, Status.CLOSED)  # nothing more is sent for it
RUNNING = (Status.OPEN, Status.DUE_SOON, Status.OVERDUE)  # awaited on a day: those that reminders are sent for
SOON = timedelta(days=90)
ENDED = (State.WITHDRAWN, State.SUPERSEDED)

REMINDERS = (90, 30, 0)  # days before the due date


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, `months` later; the last day of a month that is too short for it.

    31 January plus one month is 28 or 29 February, as in PostgreSQL's `date + interval`.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def reminder_due(*, due_on: date, dated_on: date, today: date) -> int | None:
    """Return which reminder (days before `due_on`) is the latest whose day has come, or None.

    A reminder whose day was over when the due date was set (`dated_on`) was never due. After an outage only the
    latest one is: the earlier ones would say less.
    """
    passed = [days for days in REMINDERS if dated_on <= due_on - timedelta(days=days) <= today]
    return min(passed, default=None)
