"""Earlier releases as the audit of the next one reads them: each place under the code that it has today.

A release keeps the codes of then. Where two rows were merged since, the old code is the code of the row that stayed:
otherwise what was hidden under the one would be shown under the other.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from itertools import chain

from coalition.figures.breakdowns import TOTAL
from coalition.figures.disclosure import Key, Release, Share, Sum, Table
from coalition.figures.models import Release as StoredRelease
from coalition.figures.models import Territory, value_of
from coalition.members.models import GovernmentMerge, LocalGovernment


class Unreadable(Exception):
    """An earlier release names `code`, which is no place of today (`other` is empty), or the same place as `other`."""

    def __init__(self, number: int, code: str, other: str = "") -> None:
        super().__init__(number, code, other)
        self.number, self.code, self.other = number, code, other


class Codes:
    def __init__(self) -> None:
        merges = GovernmentMerge.objects.order_by("merged_at", "pk").values_list("code", "merged_at", "into__code")
        self._merges: list[tuple[str, datetime, str]] = list(merges)
        self.known = {
            *LocalGovernment.objects.values_list("code", flat=True),
            *Territory.objects.values_list("code", flat=True),
        }

    def since(self, moment: datetime) -> dict[str, str]:
        """Return the codes that were given up after `moment`, each with the one that stands for it today."""
        found: dict[str, str] = {}
        for code, merged_at, into in self._merges:
            if merged_at >= moment:
                found.setdefault(code, into)
        return found


def read(stored: Sequence[StoredRelease], codes: Codes) -> list[Release]:
    """Return stored releases with what they withheld. Raises Unreadable: what is not understood is not audited."""
    return [_read(one, codes) for one in stored]


def people(stored: StoredRelease, codes: Codes, per: int) -> Iterator[tuple[Key, tuple[int, ...]]]:
    """Yield the cells that a release shows, by the key of today: each with its count, or with those of its share."""
    since = codes.since(stored.released_at)
    for cell in stored.cells:
        if (value := value_of(cell)) is not None:
            place, *rest = cell["key"]
            counts = Share(Decimal(str(value)), per, cell.get("base")).people if per else (int(value),)
            yield (since.get(place, place), *rest), counts


def places_and_years(stored: StoredRelease, codes: Codes) -> set[tuple[str, str]]:
    """Return of which places, by the code of today, and of which years a release says something."""
    since = codes.since(stored.released_at)
    return {(since.get(cell["key"][0], cell["key"][0]), cell["key"][1]) for cell in stored.cells}


def _read(stored: StoredRelease, codes: Codes) -> Release:
    since = codes.since(stored.released_at)

    def today(key: Sequence[str]) -> Key:
        return (since.get(key[0], key[0]), *key[1:])

    gone = {key[0] for key in _keys(stored)} - codes.known - since.keys() - _territories(stored)
    if gone:
        raise Unreadable(stored.number, min(gone))
    before: dict[Key, str] = {}
    for key in _keys(stored):
        if (other := before.setdefault(today(key), key[0])) != key[0]:
            raise Unreadable(stored.number, key[0], other)
    hidden = {today(cell["key"]): cell["count"] for cell in stored.withheld}
    shown = {today(cell["key"]): cell["count"] for cell in stored.cells if cell["count"] is not None}
    sums = tuple(Sum(today(whole), tuple(map(today, parts))) for whole, *parts in stored.sums)
    totals = frozenset(key for key in chain(shown, hidden) if key[2] == TOTAL)
    return Release(Table({**shown, **hidden}, sums, totals), frozenset(hidden))


def _keys(stored: StoredRelease) -> Iterator[list[str]]:
    for cell in chain(stored.cells, stored.withheld):
        yield cell["key"]


def _territories(stored: StoredRelease) -> set[str]:
    """Return the codes of territories that a release adds up: one that is deleted since is still only their sum."""
    return {whole[0] for whole, *parts in stored.sums if any(part[0] != whole[0] for part in parts)}
