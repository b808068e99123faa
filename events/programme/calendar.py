"""A released programme as a calendar to subscribe to: each session is an event of its own there, and moves alone."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from coalition.pages.languages import listed
from coalition.pages.skeleton import path_of
from events.calendar import builder
from events.models import Event
from events.pages.models import EventPage
from events.walltime import WallTimes, on_clock, tables_version

from .reading import Item, Reading, Spoken

FILE = "programme.ics"


@dataclass(frozen=True)
class SessionEvent:
    """A session as the one builder of calendars takes it."""

    uid: uuid.UUID
    sequence: int
    revised_at: datetime
    state: str
    times: WallTimes
    label: str
    all_day: bool = False

    @property
    def start(self) -> datetime:
        """When it begins."""
        return self.times.instants()[0]

    @property
    def zone(self) -> str:
        """On which clock."""
        return self.times.zone

    @property
    def wall_start(self) -> datetime:
        """What that clock shows at the beginning."""
        return self.times.start

    @property
    def wall_end(self) -> datetime:
        """What that clock shows at the end."""
        return self.times.end

    def get_kind_display(self) -> str:
        """What kind of thing it is."""
        return self.label


def feed_path(page: EventPage) -> str:
    """Return the one path of the feed."""
    return f"{path_of(page)}{FILE}"


def etag(page: EventPage, reading: Reading) -> str:
    """Return the strong ETag of the feed: another one with each release, and with each change of event or page."""
    event = page.event
    facts = (feed_path(page), reading.version.pk, event.sequence, event.revised_at, tables_version(), builder.BUILDER)
    return f'"{hashlib.sha256(repr((*facts, settings.SITE_URL)).encode()).hexdigest()[:32]}"'


def body(page: EventPage, reading: Reading, language: str) -> bytes:
    """Return the feed of all sessions, in words of `language`; `reading` is in that language too."""
    with translation.override(language):
        words = builder.entry_for(page, language)
        entries = [entry_of(item, reading.event, words) for item in reading.items]
    source = f"{settings.SITE_URL}{feed_path(page)}"
    return builder.build(entries, language=language, name=words.title, source=source)


def entry_of(item: Item, event: Event, words: builder.Entry) -> builder.Entry:
    """Return the session `item` of `event`, whose own entry are `words`, as everybody's calendar says it."""
    session = SessionEvent(
        uid=uuid.UUID(item.guid),
        sequence=item.sequence + event.sequence,  # so it never goes back, whatever changes and is restored
        revised_at=max(item.revised, event.revised_at),
        state="cancelled" if item.is_off else "scheduled" if item.has_day else "postponed",
        times=times_of(item.start, item.end, event.zone),
        label=item.kind_label,
    )
    return builder.Entry(event=cast(Event, session), **facts_of(item, words))


def facts_of(item: Item, words: builder.Entry) -> dict[str, Any]:
    """Return what an entry says of the session `item` in words; `words` are those of its event."""
    return {
        "title": item.title,
        "text": "\n".join(filter(None, [item.summary, *map(_in_words, item.spoken)])),
        "place": listed(part for part in (item.room, words.place) if part),
        "url": f"{words.url}programme/#{item.anchor}" if words.url else "",
    }


def _in_words(way: Spoken) -> str:
    return gettext("%(label)s: %(languages)s") % {"label": way.label, "languages": way.listed}


def times_of(start: datetime, end: datetime, zone: str) -> WallTimes:
    """Return what the clock of `zone` shows from `start` to `end`."""
    start, start_fold = on_clock(start, zone)
    end, end_fold = on_clock(end, zone)
    return WallTimes(start, end, zone, False, start_fold, end_fold)
