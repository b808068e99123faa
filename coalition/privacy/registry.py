"""Where personal data lives: each app registers its own in `AppConfig.ready()` (GDPR articles 15, 17, 5.1.e).

Export, erasure and retention ask every registered source; a source that is not registered does not exist
for the person who asks, so tests walk all models for fields that hold an address.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


@dataclass(frozen=True)
class Kept:
    """Rows that an erasure leaves: how many of what, and why they stay, in words for a person."""

    what: str
    count: int
    why: str


def _nothing(address: str) -> list[Kept]:
    return []


@dataclass(frozen=True)
class PersonalData:
    """One source of personal data.

    `export(address)` returns JSON-ready rows about an e-mail address.
    `erase(address)` erases or anonymises them and returns how many rows it touched.
    `purge(now)` deletes what passed its retention and returns how many rows it touched. It runs in one transaction.
    `kept(address)` says, before an erasure, what it will leave and why; nothing unless a source says otherwise.
    `label` says to a person what it is; `name` does where there is none.
    `periods` are the retentions that the privacy notice names, by the name that stands in its words.
    """

    name: str
    export: Callable[[str], list[dict[str, Any]]]
    erase: Callable[[str], int]
    purge: Callable[[datetime], int]
    kept: Callable[[str], list[Kept]] = _nothing
    label: "StrPromise | str" = ""
    periods: Mapping[str, timedelta] = field(default_factory=dict)


_sources: dict[str, PersonalData] = {}


def register(source: PersonalData) -> None:
    """Add `source`; a second one of the same name replaces the first."""
    _sources[source.name] = source


def sources() -> list[PersonalData]:
    """Return every registered source, by name."""
    return [_sources[name] for name in sorted(_sources)]


def periods() -> dict[str, timedelta]:
    """Return how long each kind of data is kept, of every source, by the names that the privacy notice uses."""
    return {name: period for source in sources() for name, period in source.periods.items()}
