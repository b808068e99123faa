"""A programme for other programs: `schedule.json`, as apps for conferences read it.

Sources: https://c3voc.de/wiki/schedule; the JSON schema of https://github.com/voc/schedule (validator/). Sessions keep
their `guid` through all versions. What is cancelled is left out: the format has no word for it.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from coalition.pages.sharing.facts import absolute
from events.models import Event
from events.pages.models import EventPage

from .details import SessionLanguage
from .reading import Day, Item, Reading, by_day

SCHEMA = "https://c3voc.de/schedule/schema.json"
NOWHERE = "–"  # the name of the room of what has none


@dataclass(frozen=True)
class Export:
    """What the file is made of. `url` is where the programme's page is, absolute."""

    page: EventPage
    reading: Reading
    url: str

    @property
    def event(self) -> Event:
        """The event of the programme."""
        return self.page.event

    @property
    def acronym(self) -> str:
        """The event's short name: small letters, digits and underlines, at least four."""
        name = self.event.short_id if self.event.neutral_address else self.page.slug
        return re.sub(r"[^a-z0-9]", "_", name.lower()).ljust(4, "_")

    @property
    def days(self) -> list[Day]:
        """The days with what takes place."""
        return by_day([item for item in self.reading.items if not item.is_off])

    def slug(self, item: Item) -> str:
        """Return a name for addresses that no other session has."""
        return f"{self.acronym}-{item.code.lower()}-{item.key:04d}"

    def link(self, item: Item) -> str:
        """Return where the page shows `item`."""
        return f"{self.url}#{item.anchor}"


def as_json(export: Export) -> str:
    """Return `schedule.json`."""
    conference: dict[str, Any] = {
        "acronym": export.acronym,
        "title": export.page.title,
        "description": export.page.summary,
        "start": export.event.wall_start.date().isoformat(),
        "end": export.event.last_moment.date().isoformat(),
        "daysCount": len(export.days),
        "timeslot_duration": "00:05",
        "time_zone_name": export.event.zone,
        "url": export.url,
        "tracks": [{"name": name, "slug": f"track-{key}"} for key, name in export.reading.tracks],
        "rooms": [{"name": name, "guid": guid} for name, guid in export.reading.room_guids],
        "days": [_json_day(export, number, day) for number, day in enumerate(export.days, start=1)],
    }
    schedule = {"version": str(export.reading.version.number), "base_url": export.url, "conference": conference}
    return json.dumps({"$schema": SCHEMA, "generator": {"name": "coalition"}, "schedule": schedule}, ensure_ascii=False)


def _json_day(export: Export, number: int, day: Day) -> dict[str, Any]:
    rooms: dict[str, list[dict[str, Any]]] = {}
    for item in day.items:
        rooms.setdefault(item.room or NOWHERE, []).append(_json_event(export, item))
    first, last = _ends(day)
    return {"index": number, "date": day.date.isoformat(), "day_start": first, "day_end": last, "rooms": rooms}


def _json_event(export: Export, item: Item) -> dict[str, Any]:
    return {
        "guid": item.guid,
        "id": item.key,
        "date": item.start.isoformat(),
        "start": f"{item.start:%H:%M}",
        "end": item.end.isoformat(),
        "duration": _duration(item),
        "room": item.room or NOWHERE,
        "slug": export.slug(item),
        "url": export.link(item),
        "title": item.title,
        "subtitle": None,
        "track": item.track or None,
        "type": item.kind,
        "language": _language(item),
        "abstract": item.summary or None,
        "description": _languages(item) or None,
        "persons": [
            {"guid": person.guid, "name": person.name, "biography": person.biography or None}
            for person, _moderates in item.people
        ],
        "links": [],
        "attachments": [{"title": title, "url": absolute(url)} for title, url in item.documents],
    }


def _ends(day: Day) -> tuple[str, str]:
    return min(item.start for item in day.items).isoformat(), max(item.end for item in day.items).isoformat()


def _duration(item: Item) -> str:
    hours, minutes = divmod(int((item.end - item.start).total_seconds()) // 60, 60)
    return f"{hours:02d}:{minutes:02d}"


def _language(item: Item) -> str | None:
    """Return the language that is spoken; the format knows one."""
    return next((code for code, way in item.languages if way == SessionLanguage.Way.FLOOR), None)


def _languages(item: Item) -> str:
    """Return every language and how it is offered, in words."""
    pattern = gettext("%(label)s: %(languages)s")
    return "\n".join(pattern % {"label": way.label, "languages": way.listed} for way in item.spoken)
