"""The figures of one indicator and one local government by year and part, and how all of them are written at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Count, Max, Min
from wagtail.log_actions import log

from coalition.figures.models import FIRST_YEAR, Figure, Indicator
from coalition.members.models import LocalGovernment

TYPED = "figures.type"  # the action in the site history
YEARS_BACK, MOST_YEARS = 5, 40

type Cells = dict[tuple[int, str], Figure]


class Given(NamedTuple):
    """What a cell is told: a value, and what is to be known of it."""

    value: Decimal | int
    quality: str = ""
    base: int | None = None
    source: str = ""
    note: str = ""


def given(row: Figure) -> Given:
    return Given(row.value, row.quality, row.base, row.source, row.note)


class Changed(Exception):
    """Nothing was written: somebody else changed these figures meanwhile."""


@dataclass(frozen=True)
class Written:
    added: int
    changed: int
    removed: int

    @property
    def total(self) -> int:
        return self.added + self.changed + self.removed


def cells_of(indicator: Indicator, government: LocalGovernment) -> Cells:
    found = Figure.objects.filter(indicator=indicator, government=government)
    return {(row.year, row.part): row for row in found}


def given_so_far() -> list[tuple[Indicator, LocalGovernment, int, int, int]]:
    """Return each indicator and place that has figures, with the first year, the last, and how many: three queries."""
    rows = Figure.objects.order_by("indicator__slug", "government__code").values_list("indicator", "government")
    counted = list(rows.annotate(first=Min("year"), last=Max("year"), number=Count("pk")))
    indicators = Indicator.objects.prefetch_related("words").in_bulk({row[0] for row in counted})
    places = LocalGovernment.objects.public().in_bulk({row[1] for row in counted})
    return [(indicators[row[0]], places[row[1]], *row[2:]) for row in counted if row[1] in places]


def years_of(cells: Cells, today: date) -> list[int]:
    """Return the years of a grid, newest first: some back from `today`, and as far as figures go."""
    first = min([today.year - YEARS_BACK, *(year for year, _part in cells)])
    last = max([today.year, *(year for year, _part in cells)])
    return list(range(last, max(first, last - MOST_YEARS, FIRST_YEAR) - 1, -1))


def digest_of(cells: Cells) -> str:
    """Return the SHA-256 of the figures that are stored: what a grid was drawn from."""
    told = [(key, [str(fact) for fact in given(row)]) for key, row in sorted(cells.items())]
    return sha256(repr(told).encode()).hexdigest()


@transaction.atomic
def write(
    *,
    indicator: Indicator,
    government: LocalGovernment,
    values: Mapping[tuple[int, str], Given],
    years: list[int],
    seen: str,
    by: Any,
) -> Written:
    """Let `values` be the figures of a place in `years`; a cell that is not there is taken out.

    `seen` is the digest of what the grid was drawn from. Raises Changed. Two who save at once wait for each other.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    before = cells_of(indicator, government)
    if digest_of(before) != seen:
        raise Changed
    added, changed, removed = [], [], []
    for key, told in values.items():
        row = before.get(key)
        if row is None:
            year, part = key
            added.append(Figure(indicator=indicator, government=government, year=year, part=part, **told._asdict()))
        elif given(row) != told:
            for name, fact in told._asdict().items():
                setattr(row, name, fact)
            changed.append(row)
    removed = [row.pk for key, row in before.items() if key[0] in years and key not in values]
    Figure.objects.bulk_create(added)
    Figure.objects.bulk_update(changed, Given._fields)
    Figure.objects.filter(pk__in=removed).delete()
    written = Written(len(added), len(changed), len(removed))
    if written.total:
        log(instance=indicator, action=TYPED, user=by, data={"place": government.code, "number": written.total})
    return written
