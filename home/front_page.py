"""What the front page shows of the network: figures, map, next events, latest resources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from coalition.members import maps
from coalition.members.models import LocalGovernment
from coalition.pages.skeleton import path_of
from coalition.resources.models import ResourcePage
from events import listing
from events.models import Event, EventPage

NEXT_EVENTS = 3
LATEST_RESOURCES = 3


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


def front_page_context(page: Page) -> dict[str, Any]:
    """Return counters, map, next events and latest resources in the language of `page`.

    Three queries, however much there is.
    """
    network = LocalGovernment.objects.public().with_signed().order_by().only(*maps.FIELDS, "member", "pilot")
    return {
        "counters": counters(network),
        "map_dots": maps.world_map(network),
        "next_events": next_events(page),
        "latest_resources": latest_resources(page),
    }


def counters(network: Iterable[LocalGovernment]) -> list[Counter]:
    """Return how many members, signatories, countries and pilot territories the public `network` has."""
    return [
        Counter(sum(one.member for one in network), _("member governments")),
        Counter(sum(one.is_signed for one in network), _("signatories of the charter")),
        Counter(len({one.country for one in network}), _("countries")),
        Counter(sum(one.pilot for one in network), _("pilot territories")),
    ]


def next_events(page: Page) -> list[listing.EventRow]:
    """Return the next public events that take place, soonest first, in the language of `page`."""
    pages = EventPage.objects.public().filter(locale_id=page.locale_id)
    pages = pages.exclude(event__state=Event.State.CANCELLED).upcoming()
    return [listing.row(found) for found in pages.only(*listing.ROW_FIELDS)[:NEXT_EVENTS]]


def latest_resources(page: Page) -> list[Card]:
    """Return the newest resources in the language of `page`."""
    pages = ResourcePage.objects.live().filter(locale_id=page.locale_id).select_related("resource")
    fields = ("title", "url_path", "summary", "resource__kind", "resource__year")
    newest = pages.order_by("-resource__year", "-pk").only(*fields)[:LATEST_RESOURCES]
    return [
        Card(
            title=found.title,
            url=path_of(found),
            text=found.summary,
            eyebrow=f"{found.resource.get_kind_display()} · {found.resource.year}",
        )
        for found in newest
    ]
