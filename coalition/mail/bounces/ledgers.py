"""Whose copies come back: each app that owns a ledger of mails registers itself here in `AppConfig.ready()`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from .verdicts import Verdict

ANSWERED_WITHIN = timedelta(days=30)  # after the sending; whoever saw an older envelope can report nothing any more


def nothing_more(row: int, verdict: Verdict, at: datetime) -> None:
    """Note nothing on the row."""


@dataclass(frozen=True)
class Ledger:
    """One ledger: the small letter that names it in addresses, and what it tells and takes of a row.

    `address_of(row)` returns the digest of the address that the row was sent to, empty where it is gone or was
    sent longer than `ANSWERED_WITHIN` ago. `note(row,
    verdict, at)` is called once for each verdict of a row, in the transaction that keeps it.
    """

    letter: str
    address_of: Callable[[int], str]
    note: Callable[[int, Verdict, datetime], None] = nothing_more
    complaint_ends_address: bool = True  # not where `note` takes the reader from the list that they complain of


_ledgers: dict[str, Ledger] = {}


def register(ledger: Ledger) -> None:
    """Add `ledger`; a second one of the same letter replaces the first."""
    _ledgers[ledger.letter] = ledger


def find(letter: str) -> Ledger | None:
    """Return the ledger of `letter`, if there is one."""
    return _ledgers.get(letter)
