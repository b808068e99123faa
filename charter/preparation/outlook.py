"""What follows a signature, on which days, told before it is made."""

from dataclasses import dataclass
from datetime import date

from charter.followup.deliverables import Deliverable, add_months
from charter.followup.models import Schedule


@dataclass(frozen=True)
class Due:
    label: str
    months: int
    day: date


def due_after(act_date: date) -> list[Due]:
    """Return the deliverables and their days for an act of `act_date`, by the schedule of today; earliest first."""
    months = Schedule.objects.months()
    rows = [Due(str(one.label), months[one], add_months(act_date, months[one])) for one in Deliverable]
    return sorted(rows, key=lambda row: row.day)
