"""Who owes the network an answer, as a pure function: no row is touched."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import pgettext_lazy

from charter.followup.deliverables import SOON, add_months


class Silence(models.TextChoices):
    """How a signatory stands who owes an answer. It is computed, never stored."""

    DUE = "due", pgettext_lazy("answer of a signatory", "Answer awaited")
    LATE = "late", pgettext_lazy("answer of a signatory", "Answer late")
    SILENT = "silent", pgettext_lazy("answer of a signatory", "Silent for a year")


@dataclass(frozen=True)
class Request:
    """One thing that was asked and has had no answer. `since` is the day from which silence is counted.

    A report is waited for from the day on which it was asked, a deliverable from the day on which it was due.
    """

    since: date
    due_on: date


def a_year_before(today: date) -> date:
    """Return the day on which a silence that lasts a year today began at the latest."""
    return add_months(today, -12)


def silence(requests: Collection[Request], *, heard_on: date, today: date) -> Silence | None:
    """Return how a signatory with unanswered `requests` stands on `today`; None where nothing is awaited.

    `heard_on` is the day of its last sign of life: signature, report or evidence, whether or not it was accepted.
    """
    if not requests:
        return None
    since = max(heard_on, min(request.since for request in requests))
    return standing(due_on=min(request.due_on for request in requests), silent_since=since, today=today)


def standing(*, due_on: date | None, silent_since: date | None, today: date) -> Silence | None:
    """Return how a signatory stands on `today` whose first unanswered request is due on `due_on`.

    `silent_since` is the day from which its silence is counted. What is due later than SOON is not awaited yet.
    The same rule in SQL is `charter.signatories.querysets.SignatoryQuerySet.owing`; a test compares the two.
    """
    if due_on is None or silent_since is None or due_on > today + SOON:
        return None
    if silent_since <= a_year_before(today):
        return Silence.SILENT
    return Silence.LATE if due_on < today else Silence.DUE
