"""Who owes the network an answer, as a pure function: no row is touched."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import pgettext_lazy

from charter.followup.deliverables import add_months


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
    The same rule in SQL is `querysets.silence_case`.
    """
    if not requests:
        return None
    long_ago = a_year_before(today)
    if heard_on <= long_ago and any(request.since <= long_ago for request in requests):
        return Silence.SILENT
    return Silence.LATE if any(request.due_on < today for request in requests) else Silence.DUE
