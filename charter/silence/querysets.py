"""Which requests have had no answer, and which signatories owe one: conditions of subqueries, never writes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from charter.followup.deliverables import SOON
from charter.followup.models import Commitment, Evidence
from charter.reports.models import ANSWERED_WITHIN, Report
from charter.silence.rules import Silence, a_year_before

ONE_DAY = timedelta(days=1)


def reports() -> Any:
    """Return the reports that were asked and not sent, each with `asked_at`; one of a later year answers for them."""
    return Report.objects.awaited()


def commitments(today: date) -> Any:
    """Return the commitments of signatures in force that are due by `today` or soon, and were not answered."""
    rows = Commitment.objects.filter(signature__state="signed", due_on__lte=today + SOON).unmet()
    return rows.filter(~Exists(Evidence.objects.filter(commitment=OuterRef("pk"), state="awaiting")))


def has_request(today: date) -> Q:
    """Return the condition that something was asked of a government and has had no answer.

    One pass over what is open, whatever number of rows it is asked of: `silence_case` looks at each row.
    """
    return Q(government__in=reports().values("government")) | Q(government__in=commitments(today).values("government"))


def silence_case(today: date) -> Case:
    """Return what `rules.silence` says of each row of the public list on `today`, an empty text for nothing.

    Nothing is said of a place at risk, nor of a signature that is not in force.
    """
    long_ago = a_year_before(today)
    told = Q(status="signed", government__at_risk=False)
    heard_since = _start(long_ago + ONE_DAY)
    government = {"government": OuterRef("government")}
    quiet = (
        Q(signed_at__lt=heard_since)
        & ~Exists(Report.objects.filter(**government, submitted_at__gte=heard_since))
        & ~Exists(Evidence.objects.filter(commitment__government=OuterRef("government"), submitted_at__gte=heard_since))
    )
    cases = [
        (quiet & _asked(report_before=heard_since, due=Q(due_on__lte=long_ago), today=today), Silence.SILENT),
        (
            _asked(report_before=_start(today - ANSWERED_WITHIN), due=Q(due_on__lt=today), today=today),
            Silence.LATE,
        ),
        (_asked(report_before=None, due=Q(), today=today), Silence.DUE),
    ]
    return Case(
        *(When(told & condition, then=Value(silence.value)) for condition, silence in cases),
        default=Value(""),
        output_field=CharField(),
    )


def _asked(*, report_before: datetime | None, due: Q, today: date) -> Q:
    """Return the condition that a report asked before a time, or a commitment that is `due`, has had no answer."""
    asked = Q() if report_before is None else Q(asked_at__lt=report_before)
    own = Q(government=OuterRef("government"))
    return Q(Exists(reports().filter(asked, own))) | Q(Exists(commitments(today).filter(due, own)))


def _start(day: date) -> datetime:
    """Return when `day` begins on the site's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))
