"""A programme for other programs: `schedule.json`, as apps for conferences read it.

Sources: https://c3voc.de/wiki/schedule; the JSON schema of https://github.com/voc/schedule (validator/). Sessions keep
their `guid` through all versions. What is cancelled is left out: the format has no word for it.
"""

import json
import re
from typing import Any

from coalition.pages.sharing.facts import absolute
from coalition.pages.skeleton import path_of
from events.pages.models import EventPage

from .details import SessionLanguage
from .reading import Day, Item, Reading, by_day

SCHEMA = "https://c3voc.de/schedule/schema.json"
NOWHERE = "–"  # the name of the room of what has none


def as_json(page: EventPage, reading: Reading) -> str:
    """Return `schedule.json` of `reading`, the programme of the event of `page`, in the active language."""
    event, url = page.event, absolute(f"{path_of(page)}programme/")
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
