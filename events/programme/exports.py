"""A programme for other programs: `schedule.json`, as apps for conferences read it.

Sources: https://c3voc.de/wiki/schedule; the JSON schema of https://github.com/voc/schedule (its
folder validator). Sessions keep their `guid` through all versions. Cancelled
sessions are left out: the format has no word for them.
"""

import hashlib
import json
import re
import uuid
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.utils import translation

from coalition.languages.names import listed
from coalition.pages.json_ld import absolute
from coalition.site.paths import path_of
from events.calendar import builder
from events.models import Event
from events.pages.models import EventPage
from events.walltime import WallTimes, on_clock, tables_version

from .models import SessionLanguage
from .published_programme import Day, Item, Reading, by_day

SCHEMA = "https://c3voc.de/schedule/schema.json"
NOWHERE = "–"  # the name of the room of what has none


def as_json(page: EventPage, reading: Reading) -> str:
    """Return `schedule.json` of `reading`, the programme of the event of `page`, in the active language."""
    event, url = page.event, absolute(path_of(page))
    days = by_day([item for item in reading.items if not item.is_off])
    name = event.short_id if event.neutral_address else page.slug
    acronym = re.sub(r"[^a-z0-9]", "_", name.lower()).ljust(4, "_")  # the format asks for at least four signs
    conference: dict[str, Any] = {
        "acronym": acronym,
        "title": page.title,
        "description": page.summary,
        "start": event.wall_start.date().isoformat(),
        "end": event.last_moment.date().isoformat(),
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "time_zone_name": event.zone,
        "url": url,
        "tracks": [{"name": name, "slug": f"track-{key}"} for key, name in reading.tracks],
        "rooms": [{"name": name, "guid": guid} for name, guid in reading.room_guids],
        "days": [_day(number, day, acronym, url) for number, day in enumerate(days, start=1)],
    }
    schedule = {"version": str(reading.version.number), "base_url": url, "conference": conference}
    return json.dumps({"$schema": SCHEMA, "generator": {"name": "coalition"}, "schedule": schedule}, ensure_ascii=False)


def _day(number: int, day: Day, acronym: str, url: str) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for item in day.items:
        session = _session(item) | {"slug": f"{acronym}-{item.key:04d}", "url": f"{url}#{item.anchor}"}
        rooms.setdefault(item.room or NOWHERE, []).append(session)
    first, last = min(item.start for item in day.items), max(item.end for item in day.items)
    ends = {"day_start": first.isoformat(), "day_end": last.isoformat()}
    return {"index": number, "date": day.date.isoformat(), **ends, "rooms": rooms}


def _session(item: Item) -> dict[str, Any]:
    hours, minutes = divmod(int((item.end - item.start).total_seconds()) // 60, 60)
    spoken = (code for code, way in item.languages if way == SessionLanguage.Way.FLOOR)  # the format knows one
    return {
        "guid": item.guid,
        "id": item.key,
        "date": item.start.isoformat(),
        "start": f"{item.start:%H:%M}",
        "end": item.end.isoformat(),
        "duration": f"{hours:02d}:{minutes:02d}",
        "room": item.room or NOWHERE,
        "title": item.title,
        "subtitle": None,
        "track": item.track or None,
        "type": item.kind,
        "language": next(spoken, None),
        "abstract": item.summary or None,
        "description": "\n".join(map(str, item.spoken)) or None,
        "persons": [
            {"guid": person.guid, "name": person.name, "biography": person.biography or None}
            for person, _moderates in item.people
        ],
        "links": [],
        "attachments": [{"title": title, "url": absolute(url)} for title, url in item.documents],
    }


FILE = "programme.ics"
WORDING = 2  # raise it when the same facts give other words or addresses: it is part of the ETag


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
    facts = (feed_path(page), reading.version.pk, event.sequence, event.revised_at, tables_version())
    made_by = (builder.BUILDER, WORDING, settings.SITE_URL)
    return f'"{hashlib.sha256(repr((*facts, *made_by)).encode()).hexdigest()[:32]}"'


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
        "url": f"{words.url}#{item.anchor}" if words.url else "",
    }
