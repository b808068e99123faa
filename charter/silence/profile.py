"""What a profile says of what was asked and has had no answer: what, and on which days; no words and no names."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from charter.followup.models import Evidence, Reminder
from charter.reports.models import Report
from charter.signing.models import Signature
from charter.silence import querysets
from charter.silence.rules import Request, silence


@dataclass(frozen=True)
class Line:
    """One thing that was asked: its name, when it was asked or reminded of, and by when it was due."""

    what: str
    asked_on: list[date]
    due_on: date
    is_late: bool


Asked = tuple[Request, Line]


def silence_section(government: Any) -> dict[str, Any] | None:
    """Return what `government` has not answered, for its profile; None where that is nothing. Six queries at most.

    None also without a signature in force, and for a place at risk: there, silence may have reasons that are nobody's.
    """
    signature = None if government.at_risk else Signature.objects.signed().filter(government=government).first()
    if signature is None or signature.signed_at is None:
        return None
    today = timezone.localdate()
    asked = _asked([government.pk], today)[government.pk]
    if not asked:
        return None
    heard = _last_answer(government)
    signed_on = timezone.localdate(signature.signed_at)
    state = silence([request for request, _line in asked], heard_on=max(heard or signed_on, signed_on), today=today)
    lines = _sorted(asked)
    return {"state": state, "label": state.label if state else "", "lines": lines, "heard_on": heard}


def lines_of(governments: Collection[int], today: date) -> dict[int, list[Line]]:
    """Return what each of `governments` (keys) has not answered on `today`, the earliest due first; three queries."""
    return {key: _sorted(asked) for key, asked in _asked(governments, today).items()}


def _sorted(asked: list[Asked]) -> list[Line]:
    return sorted((line for _request, line in asked), key=lambda line: line.due_on)


def _asked(governments: Collection[int], today: date) -> dict[int, list[Asked]]:
    found: dict[int, list[Asked]] = {key: [] for key in governments}
    if not found:
        return found
    for report in querysets.reports().filter(government__in=found).order_by("year"):
        words = _("Report for %(year)s") % {"year": report.year}
        days = sorted({timezone.localdate(report.invited_at), report.asked_on})
        line = Line(words, days, report.due_on, is_late=report.due_on < today)
        found[report.government_id].append((Request(report.asked_on, report.due_on), line))
    reminders = Prefetch("reminders", queryset=Reminder.objects.order_by("sent_at"), to_attr="sent")
    for row in querysets.commitments(today).filter(government__in=found).prefetch_related(reminders):
        days = sorted({timezone.localdate(sent.sent_at) for sent in row.sent if sent.due_on == row.due_on})
        line = Line(str(row.get_deliverable_display()), days, row.due_on, is_late=row.due_on < today)
        found[row.government_id].append((Request(row.due_on, row.due_on), line))
    return found


def _last_answer(government: Any) -> date | None:
    """Return the day on which the town hall last sent a report or evidence."""
    sent = Report.objects.filter(government=government).aggregate(at=Max("submitted_at"))["at"]
    shown = Evidence.objects.filter(commitment__government=government).aggregate(at=Max("submitted_at"))["at"]
    times = [at for at in (sent, shown) if at]
    return timezone.localdate(max(times)) if times else None
