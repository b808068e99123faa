"""Where personal data lives: each app registers its own in `AppConfig.ready()` (GDPR articles 15, 17, 5.1.e).

Export, erasure and retention ask every registered source, and so does a restored database that must learn who left;
a source that is not registered does not exist for the person who asks, so tests walk all models for fields that hold
an address.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Exists
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Kept:
    """Rows that an erasure leaves: how many of what, and why they stay, in words for a person."""

    what: str
    count: int
    why: str


def nothing(_asked: object) -> int:
    """Touch no row."""
    return 0


@dataclass(frozen=True)
class Here:
    """Somebody whom this database still has: `subject` is what the list of erasures knows them by, a digest of it.

    `since` is when what they may have left began; a step that was taken before says nothing of it. `leave` lets them
    leave once more, without a mail and without another line in the list.
    """

    subject: str
    leave: Callable[[], object]
    since: datetime | None = None


@dataclass(frozen=True)
class Step:
    """A way to leave (`leaving`), by its name in the list; `here` yields everybody who could take it."""

    name: str
    here: Callable[[], Iterator[Here]]


@dataclass(frozen=True)
class PersonalData:
    """One source of personal data.

    `export(address)` returns JSON-ready rows about an e-mail address.
    `erase(address)` erases or anonymises them and returns how many rows it touched; none where `kept` says why.
    `purge(now)` deletes what passed its retention and returns how many rows it touched. It runs in one transaction.
    `kept(address)` says, before an erasure, what it will leave and why; nothing unless a source says otherwise.
    `label` says to a person what it is; `name` does where there is none.
    `periods` are the retentions that the privacy notice names, by the name that stands in its words.
    `left` is the way in which people leave what the source holds.
    `owed(since)` says of event registrations whether their people are owed a mail since that moment: they are told
    before they are forgotten.
    """

    name: str
    export: Callable[[str], list[dict[str, Any]]]
    erase: Callable[[str], int] = nothing
    purge: Callable[[datetime], int] = nothing
    kept: Callable[[str], list[Kept]] = lambda address: []
    label: "StrPromise | str" = ""
    periods: Mapping[str, timedelta] = field(default_factory=dict)
    left: Step | None = None
    owed: "Callable[[datetime], Exists] | None" = None


_sources: dict[str, PersonalData] = {}


def register(source: PersonalData) -> None:
    """Add `source`; a second one of the same name replaces the first."""
    _sources[source.name] = source


def sources() -> list[PersonalData]:
    return [_sources[name] for name in sorted(_sources)]


def periods() -> dict[str, timedelta]:
    """Return how long each kind of data is kept, of every source, by the names that the privacy notice uses."""
    return {name: period for source in sources() for name, period in source.periods.items()}
