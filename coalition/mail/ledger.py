"""What a ledger of outgoing mail says of itself, and what the engine says of one run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from .models import Outgoing
from .rows import Change, Fields
from .transport import Refused

State = Outgoing.State


@dataclass
class Outcome:
    """What one run did. `more` says that rows may still be due, `held` that a person decides first.

    Decision 0005-sent-once.
    """

    sent: int = 0
    failed: int = 0
    uncertain: int = 0
    outage: bool = False
    held: bool = False
    more: bool = False


@dataclass(frozen=True)
class Envelope:
    """A finished mail: the two addresses of its envelope, and what goes over the wire."""

    sender: str
    recipient: str
    data: bytes


class Ledger[Row: Outgoing]:
    """What differs between two ledgers. Make one for each run: it may remember what it looked up."""

    model: type[Row]
    batch: int
    lease: timedelta  # to claim, build and speak up to the mark; a slower worker loses the rows, not the mails
    most_attempts: int
    marks_wait = True  # for the disk; where they do not, nothing has to be unchanged
    answered: Change | None = None  # what the server said of the last mail, until the next mark
    reached: tuple[datetime, int] | None = None  # when the last row that this run claimed was due, and its number

    def look_up(self, batch: Sequence[Row]) -> None:
        """Look up at once what the methods below need about the claimed `batch`."""

    def refusal(self, row: Row) -> State | None:
        """Return the state of a `row` that is not to be sent, or None."""

    def build(self, row: Row) -> Envelope:
        """Return the mail of `row`. Whatever it raises is this mail's failed attempt."""
        raise NotImplementedError

    def unchanged(self, row: Row) -> Fields:
        """Return what must still be so when `row` is marked, and when its words are recorded."""
        return {}

    def given_up(self, row: Row, error: Refused, outcome: Outcome) -> None:
        """Take note that the server refused `row` for the last time."""

    def waits(self, row: Row) -> datetime | None:
        """Return when `row` may leave, where that is not now."""
        return None

    def took(self, row: Row, seconds: float) -> None:
        """Take note of the time that `row` took."""

    def ended(self) -> None:
        """Take note that the batch is done."""

    def is_crowded(self) -> bool:
        """Say whether others carry all that is due now, and this run is of no use."""
        return False

    def words(self, row: Row, state: State) -> Fields:
        """Return what is recorded with `state` of what `row` says."""
        return {}
