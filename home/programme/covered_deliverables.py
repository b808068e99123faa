"""What a profile tells of a territory: its five deliverables until it signs, and meetings; never a person."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from charter.followup.deliverables import Deliverable
from charter.followup.models import Commitment
from coalition.dates import month
from coalition.members.models import LocalGovernment
from coalition.resources.library import given_by
from coalition.resources.models import Resource
from coalition.site.paths import path_of
from events.models import Event
from home.links import Link, Targets

from .models import TerritoryDeliverable, TerritoryWork

KINDS = {  # what the library calls it; the others have no kind of their own
    Deliverable.DIAGNOSIS: Resource.Kind.STUDY,
    Deliverable.GUIDE: Resource.Kind.GUIDE,
}

LEAST_TOLD = 5  # closed meetings: fewer are not counted in public, for each could be told apart
STEPS = (5, 10, 20, 50)  # how many are told of a place at risk: the highest step that was reached


@dataclass(frozen=True)
class Meetings:
    """How many closed meetings took place; `is_step`: at least so many."""

    count: int
    is_step: bool


@dataclass(frozen=True)
class Product:
    """One deliverable as its page shows it: state and words of its days ("" where nobody told), and what shows it."""

    label: str
    state: str
    state_label: str
    days: list[str]
    link: Link | None


def profile_section(government: LocalGovernment) -> dict[str, Any] | None:
    """Return what the profile tells of `government` as a pilot territory or an observatory; None of any other.

    Who signed has the status of its deliverables among its commitments.
    """
    if not (government.pilot or government.observatory_since):
        return None
    has_signed = Commitment.objects.public().filter(government=government).exists()
    found = [] if has_signed else products(government)
    told = {
        "products": found,
        "are_planned": bool(found) and {(one.state, *one.days, one.link) for one in found} == {("planned", None)},
        "closed_meetings": closed_meetings(government),
    }
    return told if any(told.values()) else None


def products(government: LocalGovernment) -> list[Product]:
    """Return the five deliverables of `government`, in the active language; none of who is no pilot and told nothing.

    What editors chose shows a deliverable, else the newest study or guide of the library that is this territory's.
    """
    stored = TerritoryDeliverable.objects.filter(work__government=government)
    rows = {row.deliverable: row for row in stored}
    if not rows and not government.pilot:
        return []
    targets, library = Targets(rows.values()), _library(government)
    return [_product(name, rows.get(name), government, targets, library) for name in Deliverable]


def move_work(source: LocalGovernment, into: LocalGovernment, **signal: Any) -> None:
    """Give `into`, which stays in a merge, the deliverables that only `source` has."""
    mine = TerritoryWork.objects.filter(government=source).first()
    kept = TerritoryWork.objects.filter(government=into).first()
    if mine is None or kept is None:
        return
    told = TerritoryDeliverable.objects.filter(work=kept).values("deliverable")
    TerritoryDeliverable.objects.filter(work=mine).exclude(deliverable__in=told).update(work=kept)
    TerritoryWork.objects.filter(pk=mine.pk).delete()


def _product(
    name: Deliverable,
    row: TerritoryDeliverable | None,
    government: LocalGovernment,
    targets: Targets,
    library: dict[str, Link],
) -> Product:
    hidden = ("event",) if government.at_risk else ()  # where and when people of a place at risk meet
    links = targets.of(row, without=hidden) if row else []
    link = links[0] if links else library.get(KINDS.get(name, ""))
    if row is None:
        return Product(str(name.label), "", "", [], link)
    days = _days(row, is_at_risk=government.at_risk)
    state = pgettext("deliverable of a territory", "Not yet reported") if row.is_unreported else row.get_state_display()
    return Product(str(name.label), row.state, state, days, link)


def _days(row: TerritoryDeliverable, *, is_at_risk: bool) -> list[str]:
    """Return what is told of the days of `row`; of a place at risk no month, and only years that are over."""
    this_year = timezone.localdate().year

    def told(year: int | None) -> bool:
        return bool(year) and not (is_at_risk and (year or 0) >= this_year)

    words: list[str] = []
    if row.year and told(row.year):
        day = month(date(row.year, row.month, 1)) if row.month and not is_at_risk else str(row.year)
        words.append(_("planned for %(year)s") % {"year": day} if row.is_unreported else day)
    if told(row.updated):
        words.append(_("updated in %(year)s") % {"year": row.updated})
    if told(row.until):
        words.append(_("covers up to %(year)s") % {"year": row.until})
    return words


def _library(government: LocalGovernment) -> dict[str, Link]:
    """Return the newest page of each kind that the library has of `government`, in the active language."""
    rows = given_by(government).filter(resource__kind__in=KINDS.values()).order_by("resource__year")
    return {page.resource.kind: Link("resource", page.title, path_of(page)) for page in rows}


def closed_meetings(government: LocalGovernment) -> Meetings | None:
    """Return how many closed partner meetings `government` hosted; None below LEAST_TOLD.

    A year is counted once it is over, so that no meeting is known by the day after which the number grew; of a place
    at risk a year later still, and as the step that was reached.
    """
    last_counted = timezone.localdate().year - (2 if government.at_risk else 1)
    until = timezone.make_aware(datetime(last_counted + 1, 1, 1))
    held = Event.objects.filter(
        host=government,
        kind=Event.Kind.PARTNER_MEETING, closed=True, state=Event.State.SCHEDULED, end__lt=until,
    )  # fmt: skip
    count = held.count()
    if government.at_risk:
        count = max((step for step in STEPS if step <= count), default=0)
    return Meetings(count, is_step=government.at_risk) if count >= LEAST_TOLD else None
