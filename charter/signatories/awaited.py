"""What was asked of a signatory and has had no answer: what, on which days, and since when it has been silent.

No words and no names; nothing of a place at risk, where silence may have reasons that are nobody's.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, Max, OuterRef, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from charter.followup.deliverables import SOON, add_months
from charter.followup.models import Commitment, Evidence, Reminder
from charter.signing.models import Signature

from .models import Report


class Silence(models.TextChoices):
    """How a signatory stands who owes an answer. It is computed, never stored."""

    DUE = "due", pgettext_lazy("answer of a signatory", "Answer awaited")
    LATE = "late", pgettext_lazy("answer of a signatory", "Answer late")
    SILENT = "silent", pgettext_lazy("answer of a signatory", "Silent for a year")


@dataclass(frozen=True)
class Line:
    """One thing that was asked: its name, when it was asked or reminded of, and by when it was due.

    `since` is the day from which silence is counted: a report is waited for from the day on which it was asked, a
    deliverable from the day on which it was due.
    """

    what: str
    asked_on: list[date]
    due_on: date
    is_late: bool
    since: date


@dataclass(frozen=True)
class Answer:
    """How a government stands that owes an answer, and what was asked."""

    state: Silence
    lines: list[Line]


def silence(lines: Collection[Line], *, heard_on: date, today: date) -> Silence:
    """Return how a signatory that was asked `lines` stands on `today`.

    `heard_on` is the day of its last sign of life: signature, report or evidence, whether or not it was accepted.
    """
    since = max(heard_on, min(line.since for line in lines))
    if since <= add_months(today, -12):
        return Silence.SILENT
    return Silence.LATE if any(line.is_late for line in lines) else Silence.DUE


def awaited_answers(governments: Collection[int], today: date) -> dict[int, Answer]:
    """Return how those of `governments` (keys) stand on `today` that signed and owe an answer, in six queries."""
    signed = Signature.objects.signed().filter(government__in=governments, government__at_risk=False)
    heard = {key: timezone.localdate(at) for key, at in signed.values_list("government", "signed_at")}
    asked = _asked(heard, today)
    for key, at in _heard(heard):
        heard[key] = max(heard[key], timezone.localdate(at))
    return {
        key: Answer(silence(lines, heard_on=heard[key], today=today), sorted(lines, key=lambda line: line.due_on))
        for key, lines in asked.items()
        if lines
    }


def _asked(governments: Collection[int], today: date) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {key: [] for key in governments}
    for report in Report.objects.awaited().filter(government__in=found).order_by("year"):
        words = _("Report for %(year)s") % {"year": report.year}
        days = sorted({timezone.localdate(report.invited_at), report.asked_on})
        line = Line(words, days, report.due_on, is_late=report.due_on < today, since=report.asked_on)
        found[report.government_id].append(line)
    due = Commitment.objects.filter(signature__state="signed", due_on__lte=today + SOON, government__in=found).unmet()
    due = due.filter(~Exists(Evidence.objects.filter(commitment=OuterRef("pk"), state="awaiting")))
    reminders = Prefetch("reminders", queryset=Reminder.objects.order_by("sent_at"), to_attr="sent")
    for row in due.prefetch_related(reminders):
        days = sorted({timezone.localdate(sent.sent_at) for sent in row.sent if sent.due_on == row.due_on})
        what, is_late = str(row.get_deliverable_display()), row.due_on < today
        found[row.government_id].append(Line(what, days, row.due_on, is_late=is_late, since=row.due_on))
    return found


def _heard(governments: Collection[int]) -> list[tuple[int, Any]]:
    """Return when each of `governments` last sent a report, and when it last sent evidence."""
    reports = Report.objects.filter(government__in=governments, submitted_at__isnull=False).order_by()
    shown = Evidence.objects.filter(commitment__government__in=governments).order_by()
    return [
        *reports.values_list("government").annotate(at=Max("submitted_at")),
        *shown.values_list("commitment__government").annotate(at=Max("submitted_at")),
    ]
