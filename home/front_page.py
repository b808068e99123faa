"""What the front page shows: the parts that an editor chose, each with what the network is doing now."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from babel.numbers import format_compact_decimal, format_decimal
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext, npgettext
from django.utils.translation import gettext as _
from wagtail.models import Page

from charter.followup.deliverables import add_months
from charter.followup.models import Commitment
from charter.signatories import cards, counts, signatory_list
from charter.signatories.models import Signatory
from coalition.caching.memory import recall
from coalition.members import maps
from coalition.members.directory import front_map
from coalition.members.maps import WorldMap
from coalition.members.models import LocalGovernment
from coalition.news.models import NewsRow, latest
from coalition.pages.covers import with_pictures
from coalition.privacy import discretion
from events.models import Event
from events.pages.models import EventPage
from events.pages.querysets import PICTURED_FIELDS, EventRow

ROUNDED_FROM = 100_000  # people: a larger sum is written in thousands or millions
ACHIEVED = ("population", "kept", "overdue")  # shown large: what is done, and what is late


@dataclass(frozen=True)
class Figure:
    """One figure: as written for the reader, what it counts, what moved in it, and the page that shows it whole."""

    key: str
    value: str
    label: str
    note: str
    path: str
    large: bool


class Figures:
    """The sums behind the figures; each group is asked for when a figure needs it, once."""

    def __init__(self, today: date | None = None) -> None:
        self.today = today or timezone.localdate()

    @cached_property
    def charter(self) -> dict[str, int]:
        """Signatures in force, those of the last twelve months, and the people and countries that they cover."""
        year_ago = add_months(self.today, -12)
        found = Signatory.objects.in_force().aggregate(
            signatories=Count("pk"), recent=Count("pk", filter=Q(signed_at__date__gt=year_ago))
        )
        return found | counts.covered().aggregate(population=Coalesce(Sum("population"), 0))

    @cached_property
    def commitments(self) -> dict[str, int]:
        """Commitments of published signatures by how they stand today; closed ones are in none of the sums."""
        return Commitment.objects.public().totals(self.today)

    @cached_property
    def network(self) -> dict[str, Any]:
        """Member governments (an association is none), pilot territories, and the countries of members."""
        return LocalGovernment.objects.filter(member=True).aggregate(
            members=Count("pk", filter=~Q(kind=LocalGovernment.Kind.ASSOCIATION)),
            pilots=Count("pk", filter=Q(pilot=True)),
            countries=ArrayAgg("country", distinct=True, default=Value([])),
        )

    def figures(self, keys: Iterable[str]) -> list[Figure]:
        """Return the figures called `keys` that have something to count, in the order of the site."""
        wanted = set(keys)
        found = (getattr(self, key)() for key in ORDER if key in wanted)
        return [figure for figure in found if figure is not None]

    def population(self) -> Figure | None:
        people = self.charter["population"]
        label = _("population of the territories that signed")
        return _figure("population", people, label, path="charter/signatories/") if people else None

    def kept(self) -> Figure | None:
        kept, made = self.commitments["kept"], self.commitments["made"]
        label = ngettext("commitment kept", "commitments kept", kept)
        note = _("of %(count)s made") % {"count": written(made)}
        return _figure("kept", kept, label, note, path="charter/progress/") if made else None

    def overdue(self) -> Figure | None:
        overdue, soon = self.commitments["overdue"], self.commitments["soon"]
        label = ngettext("commitment late", "commitments late", overdue)
        note = ngettext("%(count)s more due within 90 days", "%(count)s more due within 90 days", soon)
        note = note % {"count": written(soon)} if soon else ""
        path = "charter/progress/?status=overdue"
        return _figure("overdue", overdue, label, note, path=path) if self.commitments["made"] else None

    def signatories(self) -> Figure | None:
        total, recent = self.charter["signatories"], self.charter["recent"]
        label = ngettext("signatory of the charter", "signatories of the charter", total)
        note = ngettext("%(count)s in the last 12 months", "%(count)s in the last 12 months", recent)
        note = note % {"count": written(recent)} if recent else ""
        return _figure("signatories", total, label, note, path="charter/signatories/") if total else None

    def members(self) -> Figure | None:
        total = self.network["members"]
        label = ngettext("member government", "member governments", total)
        return _figure("members", total, label, path="members/") if total else None

    def countries(self) -> Figure | None:
        total = len({*self.network["countries"], *counts.countries()})
        label = npgettext("figure", "country", "countries", total)
        return _figure("countries", total, label, path="members/") if total else None

    def pilots(self) -> Figure | None:
        total = self.network["pilots"]
        label = npgettext("figure", "pilot territory", "pilot territories", total)
        return _figure("pilots", total, label, path="members/") if total else None


ORDER = ("population", "kept", "overdue", "signatories", "members", "countries", "pilots")


def _figure(key: str, value: int, label: str, note: str = "", *, path: str) -> Figure:
    return Figure(key, written(value), label, note, path, key in ACHIEVED)


def written(value: int) -> str:
    """Return `value` as the reader's language writes it; a large one rounded: `1.7 million`."""
    locale = get_language() or "en"
    if value < ROUNDED_FROM:
        return str(format_decimal(value, locale=locale))
    return str(format_compact_decimal(value, format_type="long", fraction_digits=1, locale=locale))


MOST_DOTS = 400  # signatories that the map draws one by one

HALVES = {"map", "newest_signatory", "quotation", "sign", "newsletter"}  # two that follow each other stand side by side
BRAND = {"sign"}  # on the dark ground, with whatever stands beside it


@dataclass(frozen=True)
class Part:
    """One part as the page shows it: `value` is what the editor wrote, `shown` what the network says now."""

    name: str
    template: str
    value: Any
    shown: Any


@dataclass(frozen=True)
class Band:
    """One section of the page, as wide as the window: one part, or two halves; `ground` is its colour."""

    parts: tuple[Part, ...]
    ground: str


class Front:
    """One front page while it is made: its page, and the sums that more than one part needs."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.figures = Figures()


def body_of(page: Page, *, remembered: bool) -> SafeString:
    """Return the sections of `page` as HTML, in the active language.

    With `remembered`, this process makes them once until a public table changes, and each minute: what they say
    costs a dozen queries, and editors, previews and addresses with a query string pass the kept pages by.
    """
    language = get_language() or "en"

    def make() -> SafeString:
        return render_to_string("home/bands.html", {**front_page_context(page), "base": f"/{language}/"})

    return recall(("front page", page.pk, language), make) if remembered else make()


def front_page_context(page: Page) -> dict[str, Any]:
    """Return the bands of `page`, in its language.

    One query for each part at most, four for the figures, however much there is.
    """
    return {"bands": bands(parts(page))}


def parts(page: Any) -> list[Part]:
    """Return the parts of `page` that have something to show, in the editor's order."""
    front = Front(page)
    found = (part_of(child.block_type, child.value, front) for child in page.body)
    return [part for part in found if part is not None]


def part_of(name: str, value: Any, front: Front) -> Part | None:
    """Return the part `name` with what it shows now; None where there is nothing to show."""
    shown = SHOWN[name](front, value) if name in SHOWN else True
    return Part(name, f"home/parts/{name}.html", value, shown) if shown is not None else None


def bands(found: list[Part]) -> list[Band]:
    """Return `found` as sections: halves side by side, grounds that alternate below the opening."""
    sections: list[Band] = []
    for group in _groups(found):
        if any(part.name in BRAND for part in group):
            ground = "brand"
        else:
            ground = "plain" if sections and sections[-1].ground == "sand" else "sand"
        sections.append(Band(tuple(group), ground))
    return sections


def _groups(found: list[Part]) -> Iterator[list[Part]]:
    rest = list(found)
    while rest:
        is_pair = len(rest) > 1 and {rest[0].name, rest[1].name} <= HALVES
        size = 2 if is_pair else 1
        yield rest[:size]
        del rest[:size]


def preview_context(name: str, value: Any) -> dict[str, Any]:
    """Return what a preview of the part `name` needs: it is shown as on the front page of the active language."""
    pages = Page.objects.filter(depth=2).order_by("path")
    page = pages.filter(locale__language_code=get_language()).first() or pages.first()
    part = part_of(name, value, Front(page)) if page else None
    return {"bands": bands([part]) if part else []}


def figures(front: Front, value: Any) -> Any:
    """Return the figures that the editor chose, large ones apart; None where none was chosen."""
    found = front.figures.figures(value["figures"])
    large, small = [one for one in found if one.large], [one for one in found if not one.large]
    return {"large": large, "small": small} if found else None


def purpose(_front: Front, value: Any) -> bool | None:
    return bool(value["text"] or value["goals"]) or None


def world_map(front: Front, _value: Any) -> WorldMap | None:
    """Return the map of members and signatories, or of signatures where they are too many to draw one by one."""
    if front.figures.charter["signatories"] > MOST_DOTS:
        return signatory_list.front_map()
    return front_map(maps.places(LocalGovernment.objects.all()), f"/{get_language()}/members/") or None


def next_events(front: Front, value: Any) -> list[EventRow]:
    pages = EventPage.objects.public().filter(locale_id=front.page.locale_id)
    pages = pages.exclude(event__state=Event.State.CANCELLED).upcoming()
    return [found.pictured_row for found in with_pictures(pages).only(*PICTURED_FIELDS)[: value["number"]]]


def latest_news(_front: Front, value: Any) -> list[NewsRow] | None:
    return latest(get_language() or "en", value["number"]) or None


# What each part shows now; one that is not here shows what the editor wrote.
SHOWN: dict[str, Callable[[Front, Any], Any]] = {
    "figures": figures,
    "purpose": purpose,
    "newest_signatory": lambda _front, _value: cards.opened(),
    "map": world_map,
    "next_events": next_events,
    "latest_news": latest_news,
    "newsletter": lambda _front, _value: {"discreet": discretion.is_offered()},
}
