"""Events and webinars, relative to the day of loading or at their real dates in the past."""

import uuid
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from coalition.members.models import LocalGovernment
from coalition.users.models import User
from events.days import EventDay
from events.models import Event
from events.pages.models import EventPage
from events.questions.models import Question
from events.registrations.models import SeatCategory
from events.rooms.services import set_room
from events.team import services as team
from home.site_tree import Translations, add_page
from home.words import blocks

FACTS = ("kind", "audience", "themes", "zone", "mode", "country", "spoken", "interpreted", "signed", "state",
         "all_day", "place", "recording_url")  # fmt: skip


def load(content: dict[str, Any], heads: dict[str, Translations]) -> dict[str, Translations]:
    """Make the events of `content` that are missing, with seats and a page per language, in their section of `heads`.

    Return the pages by the event's key.
    """
    pages, host = {}, User.objects.get(username="host")
    for item in content["event"]:
        uid = uid_of(item["key"])
        event = Event.objects.filter(uid=uid).first() or _make(item, uid)
        team.join(event=event, user=host)
        pages[item["key"]] = add_page(heads[_section(event)], EventPage, item["key"], partial(_words, item, event))
    return pages


def uid_of(key: str) -> uuid.UUID:
    """Return the identifier of the event that the content calls `key`."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://coalition.example/events/{key}")


def _section(event: Event) -> str:
    """Return the section of `event`: a webinar that an older demonstration put among the events stays there."""
    if (
        event.kind != Event.Kind.WEBINAR
        or EventPage.objects.filter(event=event, url_path__contains="/events/").exists()
    ):
        return "events"
    return "webinars"


def _make(item: dict[str, Any], uid: uuid.UUID) -> Event:
    start, end = times(item)
    facts = {name: item[name] for name in FACTS if name in item}
    if "host" in item:
        facts["host"] = LocalGovernment.objects.get(code=item["host"])
    closed = item.get("closed", item["kind"] == Event.Kind.PARTNER_MEETING)
    event = Event(uid=uid, name=item["title"]["en"], wall_start=start, wall_end=end, closed=closed, **facts)
    event.full_clean(exclude=["uid"])
    event.save()
    base = Event.objects.get(pk=event.pk)
    for number, (begins, ends) in enumerate(item.get("hours", [])):
        EventDay.objects.create(event=base, day=start.date() + timedelta(days=number), begins=begins, ends=ends)
    if item.get("room"):
        set_room(event=base, address=item["room"])
    for seats in item.get("seats", []):
        SeatCategory.objects.create(
            event=base,
            names=seats.get("name", {}),
            kind=seats.get("kind", ""),
            capacity=seats["capacity"],
            brings=seats.get("brings"),
        )
    for order, question in enumerate(item.get("questions", [])):
        Question.objects.create(event=base, sort_order=order, **question)
    return base


def times(item: dict[str, Any]) -> tuple[datetime, datetime]:
    """Return start and end of `item` on a clock in its zone, without that zone.

    Either `start` and `end` (local, fixed) or `in_days`, `time` ("18:30") and `minutes`.
    """
    if "start" in item:
        return _wall_time(item["start"]), _wall_time(item["end"])
    day = timezone.now().astimezone(ZoneInfo(item["zone"])).date() + timedelta(days=item["in_days"])
    start = datetime.fromisoformat(f"{day}T{item['time']}")
    return start, start + timedelta(minutes=item["minutes"])


def _wall_time(value: str | datetime) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def _words(item: dict[str, Any], event: Event, language: str) -> dict[str, Any]:
    summary = item["summary"][language].strip()
    return {
        "title": item["title"][language],
        "summary": summary,
        "search_description": summary[:250],
        "body": blocks(item["body"][language]),
        "event": event,
    }
