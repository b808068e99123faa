"""How the seat of one registration changed: what a host answers with who is asked "why her, and not me".

It names nobody who waits: only how many had waited longer and found every seat that was theirs to have taken.
"""

from dataclasses import dataclass

from django.utils.text import capfirst

from coalition import dates
from events.registrations.models import Registration
from events.registrations.moves.models import SeatMove

GIVEN_IN_TURN = (SeatMove.Kind.OFFERED, SeatMove.Kind.PROMOTED)
NOT_SAID = "–"


@dataclass(frozen=True)
class Line:
    """One line of the log, in words."""

    when: str
    what: str
    seats: str
    state: str
    host: str
    passed: str


def lines_of(registration: Registration) -> list[Line]:
    """Return the log of the seat of `registration`, first move first. One query."""
    rows = SeatMove.objects.filter(registration=registration).select_related("category", "by")
    return [_line(row) for row in rows.order_by("pk")]


def _line(row: SeatMove) -> Line:
    in_turn = row.kind in GIVEN_IN_TURN and row.by is None  # a host who chooses somebody counts nobody
    return Line(
        when=dates.moment(row.at, short=True),
        what=capfirst(str(row.get_kind_display())),
        seats=str(row.category),
        state=str(Registration.State(row.state).label),
        host=str(row.by) if row.by else NOT_SAID,
        passed=str(row.passed) if in_turn else NOT_SAID,
    )
