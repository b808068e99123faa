"""What may happen to figures: prepared as everybody would read them, audited, published; and given by a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from coalition.members.models import LocalGovernment

from . import reasons
from .disclosure.audit import audit
from .disclosure.suppression import CannotProtect, protect
from .disclosure.tables import Key, Untrue
from .models import Figure, Indicator, Release, Territory
from .reckoning import Reckoned, reckon, released

RELEASED = "figures.release"  # the action in the site history


class Refused(Exception):
    """Nothing was published; `reasons` say why, in the active language."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)


@dataclass(frozen=True)
class Draft:
    """What a release would show: the table, what it hides, or why there is none."""

    indicator: Indicator
    reckoned: Reckoned
    hidden: frozenset[Key]
    reasons: list[str]

    @cached_property
    def cells(self) -> list[dict[str, Any]]:
        """Return the cells as they are stored and read: a hidden one without its count and its quality."""
        return [
            {
                "key": list(key),
                "count": None if key in self.hidden else count,
                "quality": "" if key in self.hidden else self.reckoned.qualities.get(key, ""),
            }
            for key, count in sorted(self.reckoned.table.counts.items())
        ]


def prepare(indicator: Indicator) -> Draft:
    """Return what publishing the figures of `indicator` would show, or why it is refused. Writes nothing."""
    figures = Figure.objects.filter(indicator=indicator).select_related("government").order_by("pk")
    territories = Territory.objects.prefetch_related("governments")
    stored = list(Release.objects.filter(indicator=indicator).order_by("number"))
    reckoned = reckon(indicator, figures, territories)
    if not reckoned.table.counts:
        return Draft(indicator, reckoned, frozenset(), [reasons.nothing_to_publish()])
    hidden: frozenset[Key] = frozenset()
    refusals: list[str] = []
    if indicator.counts_persons:
        try:
            hidden, refusals = _protected(reckoned, stored)
        except Untrue as error:
            refusals = [reasons.does_not_add_up(error.key, reckoned.places)]
    draft = Draft(indicator, reckoned, hidden, refusals)
    if not refusals and stored and (stored[-1].cells, stored[-1].places) == (draft.cells, reckoned.places):
        refusals.append(reasons.nothing_new())
    return draft


def _protected(reckoned: Reckoned, stored: Sequence[Release]) -> tuple[frozenset[Key], list[str]]:
    """Return what to hide; and what is given away all the same, in words. The audit has the last word."""
    earlier = [released(release) for release in stored]
    try:
        hidden = protect(reckoned.table, earlier)
        breaches = audit(reckoned.table, hidden, earlier)
    except CannotProtect as refused:
        hidden, breaches = frozenset(), refused.breaches
    return hidden, [reasons.given_away(breach, reckoned.places) for breach in breaches]


@transaction.atomic
def release(*, indicator: Indicator, by: Any) -> Release:
    """Publish the figures of `indicator` as they are now; `by` is the account that decided so.

    The indicator is locked: two releases never audit themselves against the same past. Raises Refused.
    """
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    draft = prepare(indicator)
    if draft.reasons:
        raise Refused(draft.reasons)
    last = indicator.releases.aggregate(last=Max("number"))["last"] or 0
    table = draft.reckoned.table
    stored = Release.objects.create(
        indicator=indicator,
        number=last + 1,
        released_by=by,
        cells=draft.cells,
        places=draft.reckoned.places,
        sums=[[list(line.whole), *map(list, line.parts)] for line in table.sums] if indicator.counts_persons else [],
        withheld=[{"key": list(key), "count": table.counts[key]} for key in sorted(draft.hidden)],
    )
    log(instance=indicator, action=RELEASED, user=by, data={"number": stored.number})
    return stored


def move_territories(source: LocalGovernment, into: LocalGovernment) -> None:
    """Let `into` stand in each territory of `source`, once."""
    between = Territory.governments.through
    taken = between.objects.filter(localgovernment=into).values("territory")
    between.objects.filter(localgovernment=source).exclude(territory__in=taken).update(localgovernment=into)


def move_figures(source: LocalGovernment, into: LocalGovernment) -> None:
    """Give `into` the figures of `source`, but where it has its own of that cell: two rows of one place are merged."""
    taken = set(Figure.objects.filter(government=into).values_list("indicator", "year", "part"))
    for figure in Figure.objects.filter(government=source):
        if (figure.indicator_id, figure.year, figure.part) in taken:
            figure.delete()
        else:
            Figure.objects.filter(pk=figure.pk).update(government=into)
