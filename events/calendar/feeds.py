"""Calendar feeds: which events each holds, and how one knows that it did not change."""

import gzip
import hashlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Max
from django.db.models.functions import Greatest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.caching.entries import CacheStore, Entry, form_of
from coalition.languages.names import listed
from events.models import Event
from events.pages.models import EventPage
from events.pages.querysets import CANCELLED_STAYS_FOR, EventPageQuerySet
from events.walltime import tables_version

from . import builder
from .filters import Chosen, NotThere
from .models import FeedState

ALL = "all"
A_YEAR = re.compile(r"\d{4}", re.ASCII)  # past years had a file each once: it leads to all events
KEPT_FOR = 3600  # seconds a built feed stays in memory; a change gives it another key at once
ROOM = 32 * 1024 * 1024  # bytes that a process keeps of the feeds that the page of the calendar names
ROOM_FOR_CHOICES = 8 * 1024 * 1024  # bytes for all others: who invents choices drops none of the former
AT_ONCE = 16  # feeds that are built at the same time; who asks for one that is being built waits for it


@dataclass(frozen=True)
class Feed:
    chosen: Chosen = field(default_factory=Chosen)

    @property
    def name(self) -> str:
        """How its file is called: a feed of one type has a file of its own."""
        return self.chosen.kind[0] if len(self.chosen.kind) == 1 else ALL

    @property
    def query(self) -> str:
        """What its address asks beside the file."""
        return (self.chosen if self.name == ALL else self.chosen.but(kind=())).query

    @property
    def is_named(self) -> bool:
        """Whether the page of the calendar leads to it; all others somebody put together."""
        return not self.query

    def path(self, language: str) -> str:
        """Return the one path and query at which it is, in words of `language`."""
        return f"/{language}/calendar/{self.name}.ics{f'?{self.query}' if self.query else ''}"

    def address(self, language: str) -> str:
        """Return where it is, absolute."""
        return f"{settings.SITE_URL}{self.path(language)}"

    @property
    def title(self) -> str:
        told = self.chosen.labels()
        if not told:
            return _("Coalition: all events")
        return _("Coalition: %(kind)s") % {"kind": listed(told)}

    def pages(self, language: str, now: datetime | None = None) -> EventPageQuerySet:
        """Return the pages of its events, one of each, in `language` where there is one."""
        return self.chosen.narrow(EventPage.objects.in_feed(now)).one_per_event(language).defer_streamfields()


@dataclass(frozen=True)
class Version:
    """One state of one feed: what conditional requests compare."""

    etag: str
    last_modified: datetime


def find(name: str, query: QueryDict) -> Feed:
    """Return the feed that a file of this `name` and the address's `query` mean; of a year, all. Raises NotThere."""
    chosen = Chosen.read(query, strict=True)
    if name in Event.Kind.values:
        return Feed(chosen.but(kind=(*chosen.kind, name)))
    if name == ALL or A_YEAR.fullmatch(name):
        return Feed(chosen)
    raise NotThere


def current_version(feed: Feed, language: str, now: datetime | None = None) -> Version:
    """Return the state of `feed` without building it: two queries, however many events; one more for a series' name.

    It changes with every change of the calendar, with the rules of time zones, and when a cancelled event leaves the
    feed 60 days after its end and its last revision.
    """
    version, changed_at = FeedState.read()
    left_at = _last_left(feed, now or timezone.now())
    parts = [feed.path(language), version, left_at, tables_version(), builder.BUILDER, settings.SITE_URL]
    if feed.chosen.series:  # it is called as its first meeting, whose own words may be in no other of these feeds
        parts.append(feed.title)
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()
    last_modified = max(filter(None, (changed_at, left_at))).astimezone(UTC).replace(microsecond=0)
    return Version(etag=digest[:32], last_modified=last_modified)


def _last_left(feed: Feed, now: datetime) -> datetime | None:
    """Return when the last cancelled event of `feed` left it by its age."""
    border = now - CANCELLED_STAYS_FOR
    gone = Event.objects.filter(state="cancelled", end__lte=border, revised_at__lte=border)
    left = gone.filter(feed.chosen.condition("")).aggregate(last=Max(Greatest("end", "revised_at")))["last"]
    return left + CANCELLED_STAYS_FOR if left else None


shelves = {True: CacheStore(ROOM), False: CacheStore(ROOM_FOR_CHOICES)}
_building = [threading.Lock() for _number in range(AT_ONCE)]


def built(feed: Feed, version: Version, build: Callable[[], bytes]) -> Entry:
    """Return `feed` at `version`, plain and packed: from memory, else what `build` makes, once in each process."""
    shelf, key = shelves[feed.is_named], (version.etag,)
    with _building[hash(key) % AT_ONCE]:
        entry = shelf.find(key)
        if entry is None:
            body = build()
            plain = form_of([], body, f'"{version.etag}"')
            packed = form_of([], gzip.compress(body, 6, mtime=0), f'"{version.etag}-gzip"')
            entry = Entry(plain, packed, time.monotonic() + KEPT_FOR)
            shelf.put(key, entry)
    return entry
