"""How many: the figures of the public list, from counters that PostgreSQL keeps. No signature is read here."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Coalesce

from charter.signatories.models import Signatory, SignatoryCount
from charter.silence.rules import Silence

Grain = SignatoryCount.Grain


def _sum(name: str, condition: Q | None = None) -> Coalesce:
    return Coalesce(Sum(name, filter=condition), 0)


def in_force() -> int:
    """Return the number of signatures in force. One query."""
    rows = SignatoryCount.objects.filter(grain=Grain.MONTH, status="signed")
    return int(rows.aggregate(total=_sum("signatures"))["total"])


def by_status() -> dict[str, int]:
    """Return the number of published signatures in each status that has one."""
    return _by("status", SignatoryCount.objects.filter(grain=Grain.MONTH))


def by_month() -> dict[str, int]:
    """Return how many signatures were published in each month (`2026-01`) that has one, oldest first."""
    return _by("month", SignatoryCount.objects.filter(grain=Grain.MONTH))


def by_version() -> dict[int, int]:
    """Return the number of signatures in force to each version that has one."""
    return _by("version", SignatoryCount.objects.filter(grain=Grain.FACTS, status="signed"))


def facts(condition: Q, *, by_place: bool = False) -> list[dict[str, Any]]:
    """Return for each country and version with a published signature how many `asked` meet `condition`, in one query.

    `condition` speaks of status, ad_referendum, version, kind, section and country, and `by_place` of the cell too.
    """
    grain = Grain.FACTS_PLACE if by_place else Grain.FACTS
    rows = SignatoryCount.objects.filter(grain=grain).values("country", "version").order_by("country", "version")
    found = rows.annotate(all=_sum("signatures"), asked=_sum("signatures", condition)).filter(all__gt=0)
    return [dict(row) for row in found]


def places(condition: Q, *, only_status: bool) -> list[dict[str, Any]]:
    """Return for each cell of the map the signatures that meet `condition`, and the sums of their seats' degrees.

    `only_status` says that the condition speaks of nothing else: fewer rows are read then.
    """
    grain = Grain.PLACE if only_status else Grain.FACTS_PLACE
    rows = SignatoryCount.objects.filter(condition, grain=grain, cell__gte=0).values("cell").order_by("cell")
    sums = rows.annotate(count=_sum("signatures"), latitude=Sum("latitudes"), longitude=Sum("longitudes"))
    return [dict(row) for row in sums.filter(count__gt=0)]


def by_silence(today: date) -> dict[str, int]:
    """Return how many signatories in force owe an answer on `today`, by `Silence`, of those that have any. One query.

    It changes with the day: so it counts the days that triggers keep, and nothing else is read.
    """
    first, *others = (
        Signatory.objects.owing(state, today).order_by().values(state=Value(state.value)).annotate(total=Count("pk"))
        for state in Silence
    )
    return {row["state"]: row["total"] for row in first.union(*others, all=True) if row["total"]}


def countries() -> set[str]:
    """Return the codes of the countries that have a government with a signature in force."""
    return {row["country"] for row in coverage("country")}


def coverage(*columns: str) -> list[dict[str, Any]]:
    """Return governments and population that signatures in force cover, by `columns`: kind, section, country, year."""
    rows = SignatoryCount.objects.filter(grain=Grain.COVERAGE).values(*columns).order_by(*columns)
    found = rows.annotate(covered=_sum("governments"), people=_sum("population"))
    return list(found.filter(covered__gt=0))


def _by(column: str, rows: Iterable[Any]) -> dict[Any, int]:
    found = rows.values(column).order_by(column).annotate(total=_sum("signatures"))  # type: ignore[attr-defined]
    return {row[column]: row["total"] for row in found if row["total"]}
