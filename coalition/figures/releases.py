"""Earlier releases as the audit of the next one reads them: each place under the code that it has today.

A release keeps the codes of then. Where two rows were merged since, the old code is the code of the row that stayed:
otherwise what was hidden under the one would be shown under the other.
"""

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from coalition.members import place_names as naming
from coalition.members.models import GovernmentMerge, LocalGovernment

from .disclosure import (
    Breach,
    CannotProtect,
    Key,
    ReleasedTable,
    Share,
    Sum,
    Table,
    Untrue,
    protect,
    tells_of_few,
    unsafe,
)
from .measures import TOTAL, part_name
from .models import Figure, Indicator, Release, Territory, value_of
from .totals import Reckoned, reckon


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


def read(stored: Sequence[Release], codes: Codes) -> list[ReleasedTable]:
    """Return stored releases with what they withheld. Raises Unreadable: what is not understood is not audited."""
    return [_read(one, codes) for one in stored]


def people(stored: Release, codes: Codes, per: int) -> Iterator[tuple[Key, tuple[int, ...]]]:
    """Yield the cells that a release shows, by the key of today: each with its count, or with those of its share."""
    since = codes.since(stored.released_at)
    for cell in stored.cells:
        if (value := value_of(cell)) is not None:
            place, *rest = cell["key"]
            counts = Share(Decimal(str(value)), per, cell.get("base")).people if per else (int(value),)
            yield (since.get(place, place), *rest), counts


def places_and_years(stored: Release, codes: Codes) -> set[tuple[str, str]]:
    """Return of which places, by the code of today, and of which years a release says something."""
    since = codes.since(stored.released_at)
    return {(since.get(cell["key"][0], cell["key"][0]), cell["key"][1]) for cell in stored.cells}


def _today(key: Sequence[str], since: Mapping[str, str]) -> Key:
    return (since.get(key[0], key[0]), *key[1:])


def _read(stored: Release, codes: Codes) -> ReleasedTable:
    since = codes.since(stored.released_at)

    def today(key: Sequence[str]) -> Key:
        return _today(key, since)

    gone = {key[0] for key in _keys(stored)} - codes.known - since.keys() - stored.territories
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
    return ReleasedTable(Table({**shown, **hidden}, sums, totals), frozenset(hidden))


def _keys(stored: Release) -> Iterator[list[str]]:
    for cell in chain(stored.cells, stored.withheld):
        yield cell["key"]


Places = Mapping[str, dict[str, str]]


def cell_name(key: Key, places: Places) -> str:
    """Return how a cell is called: place, year, and its part if it is no total."""
    place, year, part = key
    words = [naming.localised(places.get(place, {})) or place, year]
    return ", ".join([*words, part_name(part)] if part != TOTAL else words)


def same_persons(name: str) -> str:
    """Return that another indicator, called `name`, may count the same persons."""
    told = _(
        "“%(name)s” has figures for the same places and years. Make one a breakdown of the other, or say "
        "that they count different people."
    )
    return told % {"name": name}


def unreadable(error: Unreadable) -> str:
    """Return which place of an earlier release is not one place of today."""
    told = {"number": error.number, "code": error.code, "other": error.other}
    if error.other:
        return _("Release %(number)s has figures of %(code)s and %(other)s, which are one place now.") % told
    return _("Release %(number)s names %(code)s, but no place has this code now. Give the place its code again.") % told


def does_not_add_up(key: Key, places: Places) -> str:
    return _("%(cell)s: the parts do not make the total.") % {"cell": cell_name(key, places)}


def of_few(key: Key, number: int, places: Places) -> str:
    told = {"cell": cell_name(key, places), "number": number}
    return (
        _(
            "%(cell)s: this figure differs from the one of release %(number)s by one to four people, who could be "
            "recognised. Enter the earlier figure again, or leave this one out until the difference is larger."
        )
        % told
    )


def unchecked(key: Key, places: Places) -> str:
    return _("%(cell)s: nobody has checked this figure. Check the numbers of this year.") % {
        "cell": cell_name(key, places)
    }


def cell_given_away(breach: Breach, places: Places) -> str:
    """Return what somebody would learn who reckons with everything that is or was shown."""
    told = {"cell": cell_name(breach.key, places), "low": str(breach.low), "high": str(breach.high)}
    if breach.low == breach.high:
        return _("%(cell)s: readers can work out from the published figures that this one is %(low)s.") % told
    return (
        _("%(cell)s: readers can work out from the published figures that this one is between %(low)s and %(high)s.")
        % told
    )


RELEASED, WITHDRAWN = "figures.release", "figures.withdraw"  # actions in the site history


class Refused(Exception):
    """Nothing was published; `reasons` say why, in the active language."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Draft:
    """What a release would show: the table, what it hides, or why there is none. `persons`: whether it was audited.

    `decided_by` are the keys of the accounts that decided what is new since the last release.
    """

    indicator: Indicator
    reckoned: Reckoned
    hidden: frozenset[Key]
    reasons: list[str]
    persons: bool = True
    decided_by: frozenset[int] = frozenset()

    @cached_property
    def cells(self) -> list[dict[str, Any]]:
        """Return the cells as they are stored and read: of a hidden one nothing but which it is."""
        return [self._cell(key, is_hidden=key in self.hidden) for key in self.reckoned.keys]

    @property
    def withheld(self) -> list[dict[str, Any]]:
        return [{"key": list(key), **self._value(key)} for key in sorted(self.hidden)]

    def _cell(self, key: Key, *, is_hidden: bool) -> dict[str, Any]:
        if is_hidden:
            return {"key": list(key), **dict.fromkeys(self._value(key)), "quality": ""}
        words = {
            "source": self.reckoned.sources.get(key, ""),
            "source_date": self.reckoned.dates.get(key, ""),
            "note": self.reckoned.notes.get(key, ""),
        }
        told = {name: text for name, text in words.items() if text}
        return {"key": list(key), **self._value(key), "quality": self.reckoned.qualities.get(key, ""), **told}

    def _value(self, key: Key) -> dict[str, Any]:
        """Return the count of a cell; a share has another name, so that nobody reckons with it as with a count."""
        if share := self.reckoned.shares.get(key):
            return {"share": float(share.value), "base": share.base}
        return {"count": self.reckoned.table.counts[key]}

    @cached_property
    def digest(self) -> str:
        """Return the SHA-256 of what everybody would read: nothing of it is hidden from who looks at the draft."""
        told = [self.cells, self.reckoned.places, self.indicator.wording]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class Changed(Exception):
    """Nothing was published: what would be shown is not what was looked at. `draft` is what it would be now."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft


def prepare(indicator: Indicator) -> Draft:
    """Return what publishing the figures of `indicator` would show, or why it is refused. Writes nothing."""
    rows = Figure.objects.filter(indicator=indicator, government__in=LocalGovernment.objects.public())
    figures = list(rows.select_related("government").order_by("pk"))
    territories = Territory.objects.prefetch_related("governments")
    stored = list(Release.objects.filter(indicator=indicator).order_by("number"))
    persons = indicator.counts_persons or any(release.withheld for release in stored)
    try:
        reckoned = reckon(indicator, figures, territories, persons=persons)
    except Untrue as error:
        return Draft(indicator, Reckoned(Table({})), frozenset(), [does_not_add_up(error.key, {})])
    if not reckoned.keys:
        return Draft(
            indicator,
            reckoned,
            frozenset(),
            [_("There are no figures yet. Ask a local government for them, or enter them.")],
        )
    for row in stored[-1].withdrawn if stored else []:
        reckoned.places.setdefault(row["place"], stored[-1].places[row["place"]])
    hidden, refusals = _protected(indicator, reckoned, stored) if persons else (frozenset(), [])
    draft = Draft(indicator, reckoned, hidden, refusals, persons)
    new = _new(figures, draft, stored[-1] if stored else None)
    refusals += [unchecked(_key(row), reckoned.places) for row in new if row.checked_by_id is None]
    if not refusals and stored and _is_told(stored[-1], draft):
        refusals.append(_("Nothing has changed since the last release."))
    people = chain.from_iterable((*row.decided_by, row.checked_by_id) for row in new)
    return replace(draft, decided_by=frozenset(pk for pk in people if pk))


def _key(figure: Figure) -> Key:
    return (figure.government.code, str(figure.year), figure.part)


def _new(figures: list[Figure], draft: Draft, last: Release | None) -> list[Figure]:
    """Return the figures of which `last` does not say, or withhold, the same."""
    since = Codes().since(last.released_at) if last else {}
    cells = chain(last.cells, last.withheld) if last else ()
    before = {_today(cell["key"], since): _facts(cell) for cell in cells}
    now = {tuple(cell["key"]): _facts(cell) for cell in chain(draft.cells, draft.withheld)}
    return [row for row in figures if before.get(_key(row)) != now[_key(row)]]


def _facts(cell: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in cell.items() if name != "key"}


def _is_told(last: Release, draft: Draft) -> bool:
    told = (draft.cells, draft.reckoned.places, draft.indicator.wording)
    return (last.cells, last.places, last.wording) == told


def _protected(indicator: Indicator, reckoned: Reckoned, stored: Sequence[Release]) -> tuple[frozenset[Key], list[str]]:
    """Return what to hide; and why it is not enough all the same, in words."""
    codes = Codes()
    if other := _of_the_same_persons(indicator, reckoned, codes):
        return frozenset(), [same_persons(other.name)]
    if reckoned.shares:
        hidden = unsafe(reckoned.shares)
        return hidden, _of_few(indicator, reckoned, hidden, stored, codes)
    given_away = []
    try:
        hidden = protect(reckoned.table, read(stored, codes))
    except CannotProtect as refused:
        hidden = frozenset()
        given_away = [cell_given_away(breach, reckoned.places) for breach in refused.breaches]
    except Unreadable as error:
        return frozenset(), [unreadable(error)]
    except Untrue as error:
        return frozenset(), [does_not_add_up(error.key, reckoned.places)]
    return hidden, given_away + _of_few(indicator, reckoned, hidden, stored, codes)


def _of_few(
    indicator: Indicator, reckoned: Reckoned, hidden: Set[Key], stored: Sequence[Release], codes: Codes
) -> list[str]:
    """Return which cells differ by one to four people from one that was ever shown, in words.

    Of a share whose base was corrected from 208 to 209 everybody reads what that one person answered.
    """
    counts: dict[Key, tuple[int, ...]] = {key: (count,) for key, count in reckoned.table.counts.items()}
    counts |= {key: share.people for key, share in reckoned.shares.items()}
    found: dict[Key, int] = {}
    for one in stored:
        for key, before in people(one, codes, indicator.per):
            if key not in hidden and tells_of_few(before, counts.get(key, ())):
                found[key] = one.number
    return [of_few(key, number, reckoned.places) for key, number in sorted(found.items())]


def _of_the_same_persons(indicator: Indicator, reckoned: Reckoned, codes: Codes) -> Indicator | None:
    """Return an indicator that said something of these places and years, if nobody said that it counts other persons.

    Each table is audited alone: two of the same persons would give each other's figures away.
    """
    if indicator.other_persons:
        return None
    cells = {key[:2] for key in reckoned.keys}
    others = Release.objects.filter(indicator__counts_persons=True, indicator__other_persons=False)
    for release in others.exclude(indicator=indicator).select_related("indicator").order_by("indicator", "number"):
        if cells & places_and_years(release, codes):
            return release.indicator
    return None


@transaction.atomic
def release(*, indicator: Indicator, by: Any, seen: str | None = None) -> Release:
    """Publish the figures of `indicator` as they are now; `by` is the account that decided so.

    `seen` is the digest of the draft that was looked at, where somebody looked at one. Nobody publishes what they
    entered or checked. All indicators of persons are locked: two releases never audit themselves against the same
    past. Raises Refused, and Changed.
    """
    indicator = _locked(indicator)
    draft = prepare(indicator)
    if reasons := reasons_for(draft, by):
        raise Refused(reasons)
    if seen is not None and seen != draft.digest:
        raise Changed(draft)
    last = indicator.releases.order_by("number").last()
    table = draft.reckoned.table
    stored = Release.objects.create(
        indicator=indicator,
        number=last.number + 1 if last else 1,
        released_by=by,
        cells=draft.cells,
        places=draft.reckoned.places,
        wording=indicator.wording,
        sums=[[list(line.whole), *map(list, line.parts)] for line in table.sums] if draft.persons else [],
        withheld=draft.withheld,
        withdrawn=last.withdrawn if last else [],
        decided_by=sorted(draft.decided_by),
    )
    indicator.figures.filter(government__in=LocalGovernment.objects.public()).update(decided_by=[])
    log(instance=indicator, action=RELEASED, user=by, data={"number": stored.number})
    return stored


def reasons_for(draft: Draft, by: Any) -> list[str]:
    """Return why the account `by` cannot publish `draft`, in words."""
    if by is not None and by.pk in draft.decided_by:
        return [*draft.reasons, _("You entered or checked some of these figures. Another person publishes them.")]
    return draft.reasons


def _locked(indicator: Indicator) -> Indicator:
    rows = Indicator.objects.select_for_update().filter(Q(pk=indicator.pk) | Q(counts_persons=True)).order_by("pk")
    return {row.pk: row for row in rows}[indicator.pk]


@transaction.atomic
def withdraw(*, indicator: Indicator, place: str, year: str, reason: str, by: Any) -> Release:
    """Take back what is published of `place` and `year`: a release without it, that says when and why.

    What adds it up goes with it, and its figures: they come back by being given anew. Nothing else changes, so that one
    person is enough. Raises Refused where nothing of it is published.
    """
    indicator = _locked(indicator)
    last = indicator.releases.order_by("number").last()
    gone = last.keys_of({(place, year)}) if last else set()
    if last is None or not gone:
        raise Refused([_("This figure is not published.")])
    facts = {"number": last.number + 1, "on": timezone.localdate().isoformat(), "why": reason}
    told = [{"place": code, "year": of, **facts} for code, of in sorted({key[:2] for key in gone})]
    stored = Release.objects.create(
        indicator=indicator,
        number=last.number + 1,
        released_by=by,
        cells=[cell for cell in last.cells if tuple(cell["key"]) not in gone],
        places=last.places,
        wording=last.wording,
        sums=[line for line in last.sums if not gone.intersection(map(tuple, line))],
        withheld=[cell for cell in last.withheld if tuple(cell["key"]) not in gone],
        withdrawn=[*last.withdrawn, *told],
    )
    indicator.figures.filter(government__code=place, year=int(year)).delete()
    log(instance=indicator, action=WITHDRAWN, user=by, data={"place": place, "year": year, "why": reason})
    return stored
