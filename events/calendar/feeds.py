"""Calendar feeds: which events each holds, and how one knows that it did not change."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.core.cache import caches
from django.db.models import Max
from django.db.models.functions import Greatest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from events.models import Event
from events.pages.models import EventPage
from events.pages.querysets import CANCELLED_STAYS_FOR
from events.walltime import tables_version

from . import builder
from .models import FeedState

ALL = "all"
KEPT_FOR = 3600  # seconds a built feed stays in the cache; a change gives it another key at once


@dataclass(frozen=True)
class Version:
    """One state of one feed: what conditional requests compare."""

    etag: str
    last_modified: datetime


def names() -> list[str]:
    """Return every feed: all events, then one for each kind."""
    return [ALL, *Event.Kind.values]


def title(feed: str) -> str:
    """Return the name of `feed` in the active language, as calendars show it."""
    if feed == ALL:
        return _("Coalition: all events")
    return _("Coalition: %(kind)s") % {"kind": Event.Kind(feed).label}


def address(feed: str, language: str) -> str:
    """Return where `feed` is, absolute."""
    return f"{settings.SITE_URL}/{language}/calendar/{feed}.ics"


def current_version(feed: str, language: str, now: datetime | None = None) -> Version:
    """Return the state of `feed` without building it: two queries, however many events.

    It changes with every change of the calendar, with the rules of time zones, and when a cancelled event
    leaves the feed 60 days after its end and its last revision.
    """
    version, changed_at = FeedState.read()
    border = (now or timezone.now()) - CANCELLED_STAYS_FOR
    gone = Event.objects.filter(state="cancelled", end__lte=border, revised_at__lte=border)
    left = gone.aggregate(last=Max(Greatest("end", "revised_at")))["last"]
    left_at = left + CANCELLED_STAYS_FOR if left else None
    parts = [feed, language, version, left_at, tables_version(), builder.BUILDER, settings.SITE_URL]
    digest = hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()
    last_modified = max(filter(None, (changed_at, left_at))).astimezone(UTC).replace(microsecond=0)
    return Version(etag=digest[:32], last_modified=last_modified)


def body(feed: str, language: str, version: Version) -> bytes:
    """Return the bytes of `feed` at `version`, built once."""
    key = f"feed:{version.etag}"
    store = caches["memory"]
    built = store.get(key)
    if built is None:
        built = build(feed, language)
        store.set(key, built, KEPT_FOR)
    return built


def build(feed: str, language: str, now: datetime | None = None) -> bytes:
    """Build `feed` for readers of `language` from the database: one query for its events, one for hours of days."""
    pages = EventPage.objects.in_feed(now).one_per_event(language).defer_streamfields().prefetch_related("event__days")
    if feed != ALL:
        pages = pages.filter(event__kind=feed)
    with translation.override(language):
        name = title(feed)
        entries = [builder.entry_for(page, language) for page in pages]
    return builder.build(entries, language=language, name=name, source=address(feed, language))
