"""What the front page shows of the network: figures, map, next events, latest resources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from charter.signatories import counts
from charter.signatories.signatory_map import front_map
from coalition.members import maps
from coalition.members.models import LocalGovernment
from coalition.pages.covers.addresses import Cover
from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import path_of
from coalition.resources.models import ResourcePage
from events.models import Event
from events.pages.models import EventPage
from events.pages.rows import ROW_FIELDS, EventRow

NEXT_EVENTS = 3
LATEST_RESOURCES = 3
MOST_DOTS = 400  # signatories that the map draws one by one


@dataclass(frozen=True)
class Counter:
    """One figure of the network, counted when the page is built."""

    value: int
    label: str


@dataclass(frozen=True)
class Card:
    """One resource as a card."""

    title: str
    url: str
    text: str
    eyebrow: str
    cover: Cover


def front_page_context(page: Page) -> dict[str, Any]:
    """Return counters, map, next events and latest resources in the language of `page`.

    Four queries, however much there is; five where the signatories are too many to draw one by one.
    """
    signatories = counts.in_force()
    one_by_one = signatories <= MOST_DOTS
    shown = (
        LocalGovernment.objects.public().with_signed() if one_by_one else LocalGovernment.objects.filter(member=True)
    )
    network = list(shown.order_by().only(*maps.FIELDS, "kind", "member", "pilot"))
    countries = {one.country for one in network} | (set() if one_by_one else counts.countries())
    return {
        "counters": counters(network, signatories, len(countries)),
        "map_dots": maps.world_map(network) if one_by_one else None,
        "signatures": None if one_by_one else front_map(),
        "next_events": next_events(page),
        "latest_resources": latest_resources(page),
    }


def counters(network: Iterable[LocalGovernment], signatories: int, countries: int) -> list[Counter]:
    """Return the figures of the network: `network` holds its members at least."""
    return [
        Counter(sum(one.member and not one.is_association for one in network), _("member governments")),
        Counter(signatories, _("signatories of the charter")),
        Counter(countries, _("countries")),
        Counter(sum(one.pilot for one in network), _("pilot territories")),
    ]


def next_events(page: Page) -> list[EventRow]:
    """Return the next public events that take place, soonest first, in the language of `page`."""
    pages = EventPage.objects.public().filter(locale_id=page.locale_id)
    pages = pages.exclude(event__state=Event.State.CANCELLED).upcoming()
    return [found.row for found in pages.only(*ROW_FIELDS)[:NEXT_EVENTS]]


def latest_resources(page: Page) -> list[Card]:
    """Return the newest resources in the language of `page`."""
    pages = unrestricted(ResourcePage.objects.live()).filter(locale_id=page.locale_id).select_related("resource")
    fields = ("title", "url_path", "summary", "resource__key", "resource__kind", "resource__year")
    newest = pages.order_by("-resource__year", "-pk").only(*fields)[:LATEST_RESOURCES]
    return [
        Card(
            title=found.title,
            url=path_of(found),
            text=found.summary,
            eyebrow=f"{found.resource.get_kind_display()} · {found.resource.year}",
            cover=found.get_cover(),
        )
        for found in newest
    ]
