"""Which requests have had no answer: conditions of subqueries, never writes."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from charter.followup.deliverables import SOON
from charter.followup.models import Commitment, Evidence
from charter.reports.models import Report


def reports() -> Any:
    """Return the reports that were asked and not sent; one of a later year answers for them."""
    return Report.objects.awaited()


def commitments(today: date) -> Any:
    """Return the commitments of signatures in force that are due by `today` or soon, and were not answered."""
    rows = Commitment.objects.filter(signature__state="signed", due_on__lte=today + SOON).unmet()
    return rows.filter(~Exists(Evidence.objects.filter(commitment=OuterRef("pk"), state="awaiting")))
