"""What may be published: figures prepared as everybody would read them, audited, and released."""

import json
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from coalition.figures.disclosure import CannotProtect, Key, Table, Untrue, protect, tells_of_few, unsafe
from coalition.figures.models import Figure, Indicator, Release, Territory
from coalition.figures.reckoning import Reckoned, reckon
from coalition.figures.releasing import past, reasons
from coalition.members.models import LocalGovernment

RELEASED = "figures.release"  # the action in the site history


class Refused(Exception):
    """Nothing was published; `reasons` say why, in the active language."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Draft:
    """What a release would show: the table, what it hides, or why there is none. `persons`: whether it was audited."""

    indicator: Indicator
    reckoned: Reckoned
    hidden: frozenset[Key]
    reasons: list[str]
    persons: bool = True

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
        words = {"source": self.reckoned.sources.get(key, ""), "note": self.reckoned.notes.get(key, "")}
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
    figures = Figure.objects.filter(indicator=indicator, government__in=LocalGovernment.objects.public())
    figures = figures.select_related("government").order_by("pk")
    territories = Territory.objects.prefetch_related("governments")
    stored = list(Release.objects.filter(indicator=indicator).order_by("number"))
    persons = indicator.counts_persons or any(release.withheld for release in stored)
    try:
        reckoned = reckon(indicator, figures, territories, persons=persons)
    except Untrue as error:
        return Draft(indicator, Reckoned(Table({})), frozenset(), [reasons.does_not_add_up(error.key, {})])
    if not reckoned.keys:
        return Draft(
            indicator,
            reckoned,
            frozenset(),
            [_("There are no figures yet. Import them, or write them in the list of figures.")],
        )
    hidden, refusals = _protected(indicator, reckoned, stored) if persons else (frozenset(), [])
    draft = Draft(indicator, reckoned, hidden, refusals, persons)
    if not refusals and stored and _is_told(stored[-1], draft):
        refusals.append(_("Nothing has changed since the last release."))
    return draft


def _is_told(last: Release, draft: Draft) -> bool:
    told = (draft.cells, draft.reckoned.places, draft.indicator.wording)
    return (last.cells, last.places, last.wording) == told


def _protected(indicator: Indicator, reckoned: Reckoned, stored: Sequence[Release]) -> tuple[frozenset[Key], list[str]]:
    """Return what to hide; and why it is not enough all the same, in words."""
    codes = past.Codes()
    if other := _of_the_same_persons(indicator, reckoned, codes):
        return frozenset(), [reasons.same_persons(other.name)]
    if reckoned.shares:
        hidden = unsafe(reckoned.shares)
        return hidden, _of_few(indicator, reckoned, hidden, stored, codes)
    given_away = []
    try:
        hidden = protect(reckoned.table, past.read(stored, codes))
    except CannotProtect as refused:
        hidden = frozenset()
        given_away = [reasons.given_away(breach, reckoned.places) for breach in refused.breaches]
    except past.Unreadable as error:
        return frozenset(), [reasons.unreadable(error)]
    except Untrue as error:
        return frozenset(), [reasons.does_not_add_up(error.key, reckoned.places)]
    return hidden, given_away + _of_few(indicator, reckoned, hidden, stored, codes)


def _of_few(
    indicator: Indicator, reckoned: Reckoned, hidden: Set[Key], stored: Sequence[Release], codes: past.Codes
) -> list[str]:
    """Return which cells differ by one to four people from one that was ever shown, in words.

    Of a share whose base was corrected from 208 to 209 everybody reads what that one person answered.
    """
    counts: dict[Key, tuple[int, ...]] = {key: (count,) for key, count in reckoned.table.counts.items()}
    counts |= {key: share.people for key, share in reckoned.shares.items()}
    found: dict[Key, int] = {}
    for one in stored:
        for key, before in past.people(one, codes, indicator.per):
            if key not in hidden and tells_of_few(before, counts.get(key, ())):
                found[key] = one.number
    return [reasons.of_few(key, number, reckoned.places) for key, number in sorted(found.items())]


def _of_the_same_persons(indicator: Indicator, reckoned: Reckoned, codes: past.Codes) -> Indicator | None:
    """Return an indicator that said something of these places and years, if nobody said that it counts other persons.

    Each table is audited alone: two of the same persons would give each other's figures away.
    """
    if indicator.other_persons:
        return None
    cells = {key[:2] for key in reckoned.keys}
    others = Release.objects.filter(indicator__counts_persons=True, indicator__other_persons=False)
    for release in others.exclude(indicator=indicator).select_related("indicator").order_by("indicator", "number"):
        if cells & past.places_and_years(release, codes):
            return release.indicator
    return None


@transaction.atomic
def release(*, indicator: Indicator, by: Any, seen: str | None = None) -> Release:
    """Publish the figures of `indicator` as they are now; `by` is the account that decided so.

    `seen` is the digest of the draft that was looked at, where somebody looked at one. All indicators of persons are
    locked: two releases never audit themselves against the same past. Raises Refused, and Changed.
    """
    locked = Indicator.objects.select_for_update().filter(Q(pk=indicator.pk) | Q(counts_persons=True)).order_by("pk")
    indicator = {row.pk: row for row in locked}[indicator.pk]
    draft = prepare(indicator)
    if draft.reasons:
        raise Refused(draft.reasons)
    if seen is not None and seen != draft.digest:
        raise Changed(draft)
    last = indicator.releases.aggregate(last=Max("number"))["last"] or 0
    table = draft.reckoned.table
    stored = Release.objects.create(
        indicator=indicator,
        number=last + 1,
        released_by=by,
        cells=draft.cells,
        places=draft.reckoned.places,
        wording=indicator.wording,
        sums=[[list(line.whole), *map(list, line.parts)] for line in table.sums] if draft.persons else [],
        withheld=draft.withheld,
    )
    log(instance=indicator, action=RELEASED, user=by, data={"number": stored.number})
    return stored
