"""Search over pages, events and members: in one language, without accents, in every script."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, TextField
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import pgettext
from wagtail.models import Locale, Page

from coalition.members.models import LocalGovernment
from coalition.members.names import search_words
from coalition.pages.skeleton import path_of
from events.pages.models import EventPage
from newsletters.editions.querysets import as_sent

from .sitemaps import closed_event_pages

MAX_LENGTH = 120


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    title: str
    url: str
    text: str = ""
    eyebrow: str = ""


@dataclass(frozen=True)
class Area:
    """One kind of thing that search looks through: its rows (a sliceable, countable list) and how a row is shown."""

    key: str
    label: str
    rows: Any
    as_hit: Callable[[Any], Hit] = field(repr=False)


def clean_query(text: str) -> str:
    """Return `text` fit to be asked: no control characters, single spaces, at most MAX_LENGTH characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:MAX_LENGTH]


def areas(query: str, request: HttpRequest) -> list[Area]:
    """Return the areas with what matches `query` in the active language; rows are not fetched yet."""
    words = " ".join(search_words(query))
    if not words:
        return []
    # The index may still hold the page of an event that was closed since.
    pages = Page.objects.live().public().filter(locale=Locale.get_active(), depth__gt=1)
    pages = pages.exclude(pk__in=closed_event_pages())
    # A sent edition is found, and shown, with the words that were sent.
    pages = pages.annotate(
        shown_title=Coalesce(as_sent("subject"), F("title")),
        shown_text=Coalesce(as_sent("summary"), F("search_description"), output_field=TextField()),
    )

    def as_hit(page: Page) -> Hit:
        return _page_hit(page, request)

    return [
        Area(
            "members",
            pgettext("search", "Members"),
            LocalGovernment.objects.public().search(query).by_name(),
            _member_hit,
        ),
        Area("events", pgettext("search", "Events"), pages.type(EventPage).autocomplete(words), as_hit),
        Area("pages", pgettext("search", "Pages"), pages.not_type(EventPage).autocomplete(words), as_hit),
    ]


def _member_hit(government: LocalGovernment) -> Hit:
    return Hit(government.name, government.get_absolute_url(), eyebrow=government.country_name)


def _page_hit(page: Any, request: HttpRequest) -> Hit:
    return Hit(page.shown_title, path_of(page), text=page.shown_text)
