"""The public list: one page of rows, how many there are, and the map. As fast with 100,000 rows as with 100.

Three or four queries, each bounded by what it shows. The figures come from counters. FEW signatures are collected by
an index of what is asked and sorted here; more of them are met soon on a walk along the index of the order. So no
filter, however unlike the others, makes the database walk far or sort much. A map of many is drawn cell by cell.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel.numbers import format_decimal
from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils.translation import get_language

from charter.signatories import counts
from charter.signatories.filters import NEWEST, SORT_CHOICES, Order, SignatoryFilters
from charter.signatories.models import Signatory
from charter.signatories.querysets import SignatoryQuerySet, prefix_query
from charter.signatories.signatory_map import PINS, cells_map, group, pins_map
from coalition.members.maps import WorldMap
from coalition.members.names import search_words
from coalition.pages.countries import country_options

PER_PAGE = 50
FEW = 1000  # where words find more, the list says "more than"

Key = tuple[Any, ...]  # the values of a row in the columns of an order


@dataclass(frozen=True)
class Page:
    """Rows, and the query strings that lead on; an empty one leads nowhere."""

    rows: list[Signatory]
    first: str = ""
    previous: str = ""
    next: str = ""
    last: str = ""

    @property
    def has_other_pages(self) -> bool:
        return bool(self.previous or self.next)


class SignatoryList:
    """What the page shows for what its address asks."""

    def __init__(self, filters: SignatoryFilters) -> None:
        self.filters = filters
        self.order = filters.order()

    @cached_property
    def facts(self) -> list[dict[str, Any]]:
        """Countries and versions that have a signature, each with how many are asked, words apart."""
        return counts.facts(self.filters.place_condition(), by_place="cell" in self.filters.asked)

    @cached_property
    def collected(self) -> list[Key] | None:
        """What is asked, to one more than FEW: primary key, cell, seat and the order's columns of each.

        None where counters say that it is many.
        """
        among = sum(row["asked"] for row in self.facts)
        if not among:
            return []
        if among > FEW and self.filters.is_counted:
            return None
        rows = self.filters.narrow(Signatory.objects.all()).search(self.filters.text)
        if "silence" in self.filters.asked and not self.filters.text:
            rows = rows.order_by("signed_at", "number")  # by an index: where most owe an answer, they are met soon
        return list(rows.values_list("pk", "cell", "latitude", "longitude", *self.order.columns)[: FEW + 1])

    @property
    def few(self) -> list[Key] | None:
        """All that is asked, as it was collected, when it is few; else None."""
        return self.collected if self.collected is not None and len(self.collected) <= FEW else None

    @property
    def is_more(self) -> bool:
        """Say whether there are more than `count`: words, or an answer owed, leave many, and nobody counts them."""
        return not self.filters.is_counted and self.few is None

    @property
    def count(self) -> int:
        """Return how many signatures are asked; FEW where words find more (`is_more`)."""
        if self.few is not None:
            return len(self.few)
        return FEW if self.is_more else sum(row["asked"] for row in self.facts)

    @cached_property
    def countries(self) -> list[tuple[str, str]]:
        return country_options({row["country"] for row in self.facts})

    @cached_property
    def versions(self) -> list[int]:
        return sorted({row["version"] for row in self.facts}, reverse=True)

    @cached_property
    def drawn_one_by_one(self) -> dict[int, Signatory] | None:
        """All that is asked with its facts, by primary key, where the map has a dot for each; else None."""
        if self.few is None or len(self.few) > PINS:
            return None
        return rows_of([key[0] for key in self.few])

    @cached_property
    def page(self) -> Page:
        """The page that is asked; the first one when its place does not exist."""
        place = self.filters.place
        backwards = "last" in place or ("before" in place and "after" not in place)
        start = None
        if "last" not in place and (number := place.get("after") or place.get("before")):
            start = Signatory.objects.filter(number=number).values_list(*self.order.columns).first()
            backwards = backwards and start is not None
        found, more = self._take(start, backwards=backwards)
        if backwards and start is not None and not more:  # less than a page comes before: the first page, whole
            start, backwards = None, False
            found, more = self._take(None, backwards=False)
        has_previous = more if backwards else start is not None
        has_next = start is not None if backwards else more
        return self._linked(found, has_previous=has_previous, has_next=has_next)

    def _take(self, start: Key | None, *, backwards: bool) -> tuple[list[Signatory], bool]:
        if self.few is None:
            return walk(self._many(), self.order, start, backwards=backwards)
        keys, more = pick(self.few, self.order, start, backwards=backwards)
        known = self.drawn_one_by_one
        rows = rows_of(keys) if known is None else known
        return [rows[key] for key in keys if key in rows], more

    def _many(self) -> SignatoryQuerySet:
        rows = self.filters.narrow(Signatory.objects.all())
        if not self.filters.text:
            return rows
        # So many have these words that a walk along the order meets them soon. `strip` keeps the index of the words
        # out of it, which would collect all of them first.
        walked = Func(F("words"), function="strip", output_field=SearchVectorField())
        return rows.alias(walked=walked).filter(walked=prefix_query(search_words(self.filters.text)))

    def _linked(self, found: list[Signatory], *, has_previous: bool, has_next: bool) -> Page:
        first = (self.filters.link() or f"sort={NEWEST}") if has_previous else ""
        if not found:
            return Page([], first=first, previous=first)
        return Page(
            found,
            first=first,
            previous=self.filters.link(before=found[0].number) if has_previous else "",
            next=self.filters.link(after=found[-1].number) if has_next else "",
            last=self.filters.link(last=True) if has_next else "",
        )

    def world_map(self) -> WorldMap:
        """Return the map: each signature where they are few, one circle for those of a cell where they are many."""
        if self.drawn_one_by_one is not None:
            return pins_map(self.drawn_one_by_one.values(), self.filters)
        if self.collected is not None:  # all, or FEW of the many that words find
            return cells_map(group(key[1:4] for key in self.collected[:FEW]), self.filters)
        only_status = self.filters.asks_only_status
        return cells_map(counts.places(self.filters.place_condition(), only_status=only_status), self.filters)


def rows_of(keys: list[int]) -> dict[int, Signatory]:
    """Return the rows of these primary keys with their facts, by key. One query."""
    return Signatory.objects.with_facts().in_bulk(keys)


def pick(found: list[Key], order: Order, start: Key | None, *, backwards: bool) -> tuple[list[int], bool]:
    """Return the primary keys of a page of `found` that follows `start` (precedes it, `backwards`), and if more do.

    Strings are compared by code point, as the database's "C" does.
    """
    down = order.descending != backwards
    ordered = sorted(((tuple(row[4:]), row[0]) for row in found), reverse=down)
    if start is not None:
        ordered = [item for item in ordered if (item[0] < start if down else item[0] > start)]
    page = [key for _values, key in ordered[:PER_PAGE]]
    return page[::-1] if backwards else page, len(ordered) > PER_PAGE


def walk(rows: SignatoryQuerySet, order: Order, start: Key | None, *, backwards: bool) -> tuple[list[Signatory], bool]:
    """Return the same page as `pick`, read from the database along the index of the order."""
    down = order.descending != backwards
    if start is not None:
        compare = TupleLessThan if down else TupleGreaterThan
        rows = rows.filter(compare(Tuple(*(F(column) for column in order.columns)), start))
    sign = "-" if down else ""
    found = list(rows.with_facts().order_by(*(f"{sign}{column}" for column in order.columns))[: PER_PAGE + 1])
    page = found[:PER_PAGE]
    return page[::-1] if backwards else page, len(found) > PER_PAGE


def list_context(filters: SignatoryFilters) -> dict[str, Any]:
    """Return what the template of the list needs."""
    listing = SignatoryList(filters)
    filters.offer("country", listing.countries)
    filters.offer("version", [(number, number) for number in listing.versions])
    filters.offer("sort", SORT_CHOICES[1:], every=SORT_CHOICES[0][1])
    return {
        "filters": filters,
        "asked": filters.asked,
        "query": filters.query,
        "narrowed": bool(filters.asked.keys() - {"sort"}),
        "count": listing.count,
        "figure": format_decimal(listing.count, locale=get_language() or "en"),
        "is_more": listing.is_more,
        "page": listing.page,
        "headings": {name: filters.heading(name) for name in ("number", "name", "country", "date")},
        "world_map": listing.world_map(),
    }
