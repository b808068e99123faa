"""What the front page shows of the network: figures, map, next events, latest resources."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from coalition.members import badges
from coalition.members.maps import map_dots
from coalition.members.models import LocalGovernment
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


def front_page_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """Return counters, map, next events and latest resources in the language of `page`.

    Four queries, however much there is.
    """
    return {
        "counters": counters(),
        "map_dots": map_dots(LocalGovernment.objects.all()),
        "next_events": next_events(),
        "latest_resources": latest_resources(page, request),
    }


def counters() -> list[Counter]:
    """Return how many members, signatories, countries and pilot territories the network has. One query."""
    totals = LocalGovernment.objects.public().aggregate(
        members=Count("pk", filter=Q(member=True)),
        signatories=Count("pk", filter=Q(pk__in=badges.signed_ids())),
        countries=Count("country", distinct=True),
        pilots=Count("pk", filter=Q(pilot=True)),
    )
    return [
        Counter(totals["members"], _("member governments")),
        Counter(totals["signatories"], _("signatories of the charter")),
        Counter(totals["countries"], _("countries")),
        Counter(totals["pilots"], _("pilot territories")),
    ]


def next_events() -> list[listing.EventRow]:
    """Return the next public events that take place, soonest first, in the active language."""
    pages = (
        EventPage.objects.public()
        .in_language(get_language() or "en")
        .exclude(event__state=Event.State.CANCELLED)
        .upcoming()
    )
    return [listing.row(page) for page in pages.defer_streamfields()[:NEXT_EVENTS]]


def latest_resources(page: Page, request: HttpRequest) -> list[Card]:
    """Return the newest resources in the language of `page`."""
    pages = ResourcePage.objects.live().filter(locale_id=page.locale_id).select_related("resource")
    newest = pages.order_by("-resource__year", "-pk").defer_streamfields()[:LATEST_RESOURCES]
    return [
        Card(
            title=found.title,
            url=found.get_url(request) or "",
            text=found.summary,
            eyebrow=f"{found.resource.get_kind_display()} · {found.resource.year}",
        )
        for found in newest
    ]
