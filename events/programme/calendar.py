"""A released programme as a calendar to subscribe to: each session is an event of its own there, and moves alone."""

import hashlib
import uuid
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.utils import translation

from coalition.pages.languages import listed
from coalition.pages.skeleton import path_of
from events.calendar import builder
from events.models import Event
from events.pages.models import EventPage
from events.walltime import WallTimes, on_clock, tables_version

from .reading import Item, Reading

FILE = "programme.ics"


def session_event(*, start: datetime, end: datetime, zone: str, label: str, **facts: Any) -> Event:
    """Return a session as the one builder of calendars takes an event; no table has it.

    `facts` are its uid, sequence, revised_at and state; `label` is what kind of thing it is.
    """
    (wall_start, start_fold), (wall_end, end_fold) = on_clock(start, zone), on_clock(end, zone)
    times = WallTimes(wall_start, wall_end, zone, False, start_fold, end_fold)
    walls = {"wall_start": wall_start, "wall_end": wall_end, "zone": zone, "all_day": False}
    session = SimpleNamespace(start=times.instants()[0], times=times, get_kind_display=lambda: label, **walls, **facts)
    return cast(Event, session)


def feed_path(page: EventPage) -> str:
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
    session = session_event(
        uid=uuid.UUID(item.guid),
        sequence=item.sequence + event.sequence,  # so it never goes back, whatever changes and is restored
        revised_at=max(item.revised, event.revised_at),
        state="cancelled" if item.is_off else "scheduled" if item.has_day else "postponed",
        start=item.start,
        end=item.end,
        zone=event.zone,
        label=item.kind_label,
    )
    return builder.Entry(event=session, **facts_of(item, words))


def facts_of(item: Item, words: builder.Entry) -> dict[str, Any]:
    """Return what an entry says of the session `item` in words; `words` are those of its event."""
    return {
        "title": item.title,
        "text": "\n".join(filter(None, [item.summary, *map(str, item.spoken)])),
        "place": listed(part for part in (item.room, words.place) if part),
        "url": f"{words.url}programme/#{item.anchor}" if words.url else "",
    }
