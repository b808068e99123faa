"""Events and webinars, relative to the day of loading or at their real dates in the past, with programme and doors."""

import re
import uuid
from collections import Counter
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone

from coalition.languages.names import language_codes
from coalition.members.models import LocalGovernment
from coalition.users.models import User
from events.days import EventDay
from events.door.models import Door
from events.messages.models import Letter, LetterCopy
from events.models import Event
from events.online.services import set_room
from events.pages.models import EventPage
from events.pages.outside import services as outside
from events.pages.outside.models import OutsideCalendar
from events.programme import release
from events.programme.models import (
    Programme,
    Room,
    Session,
    SessionLanguage,
    SessionSpeaker,
    Speaker,
    Track,
)
from events.registrations.models import Registration, SeatCategory
from events.seats.models import Question
from events.team import permissions as team
from home.demo import content_files
from home.site_tree import Translations, add_page, card
from webinars.replays import media_files, vtt
from webinars.replays import services as captions
from webinars.replays import services as replays
from webinars.replays.models import Replay

FACTS = ("kind", "audience", "themes", "zone", "mode", "country", "spoken", "interpreted", "signed", "state",
         "all_day", "place", "recording_url")  # fmt: skip


def load_events(content: dict[str, Any], heads: dict[str, Translations]) -> None:
    """Make the missing events of `content`, with seats and a page per language, in their section of `heads`."""
    host = User.objects.get(username="host")
    for item in content["event"]:
        uid = uid_of(item["key"])
        event = Event.objects.filter(uid=uid).first() or _make(item, uid)
        team.join(event=event, user=host)
        section = "webinars" if event.kind == Event.Kind.WEBINAR else "events"
        add_page(heads[section], EventPage, item["key"], partial(card, item, event=event))


def uid_of(key: str) -> uuid.UUID:
    """Return the identifier of the event that the content calls `key`."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://coalition.example/events/{key}")


def _make(item: dict[str, Any], uid: uuid.UUID) -> Event:
    start, end = times(item)
    facts = {name: item[name] for name in FACTS if name in item}
    if "host" in item:
        facts["host"] = LocalGovernment.objects.get(code=item["host"])
    if "series" in item:
        facts["series"] = _guid("series", item["series"])
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


@transaction.atomic
def load_programme(content: dict[str, Any]) -> None:
    """Make the programme of `content` and release it, unless its event has one."""
    event = Event.objects.get(uid=uid_of(content["event"]))
    if Programme.objects.filter(event=event).exists():
        return
    until = event.wall_start.date() - timedelta(days=content["languages_asked_until_days_before"])
    programme = Programme.objects.create(event=event, languages_asked_until=until)
    things: dict[str, dict[str, Any]] = {
        "room": {key: Room.objects.create(programme=programme, guid=_guid("room", key), capacity=row.pop("seats", None),
                                          names=row) for key, row in content["rooms"].items()},
        "track": {key: Track.objects.create(programme=programme, names=row) for key, row in content["tracks"].items()},
        "speaker": {row["code"]: _speaker(programme, row) for row in content["speaker"]},
    }  # fmt: skip
    for row in content["session"]:
        _session(programme, row, things)
    release.release(programme=programme)


def _guid(kind: str, key: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://coalition.example/{kind}s/{key}")


def _speaker(programme: Programme, row: dict[str, Any]) -> Speaker:
    return Speaker.objects.create(
        programme=programme,
        code=row["code"],
        guid=_guid("speaker", row["code"]),
        name=row["name"],
        portrait=content_files.picture(f"portraits/{row['portrait']}.webp", row["name"]),
        offices=row["office"],
        biographies=row["biography"],
    )


def _session(programme: Programme, row: dict[str, Any], things: dict[str, dict[str, Any]]) -> None:
    session = Session(
        programme=programme,
        code=row["code"],
        guid=_guid("session", row["code"]),
        kind=row["kind"],
        titles=row["title"],
        summaries=row.get("summary", {}),
        day=programme.event.wall_start.date() + timedelta(days=row["day"] - 1),
        begins=time.fromisoformat(row["begins"]),
        minutes=row["minutes"],
        room=things["room"].get(row.get("room", "")),
        track=things["track"].get(row.get("track", "")),
        capacity=row.get("seats"),
    )
    session.full_clean()
    session.save()
    for code in row.get("speakers", []):
        speaker = things["speaker"][code.rstrip("*")]
        SessionSpeaker.objects.create(session=session, speaker=speaker, moderates=code.endswith("*"))
    for cell in row.get("languages", []):
        language, way, wanted = (*cell.split(), "")[:3]
        SessionLanguage.objects.create(session=session, language=language, way=way, booked=not wanted)


FILES = Path(content_files.__file__).parent / "content" / "replay"


@transaction.atomic
def load_replays(content: dict[str, Any]) -> None:
    """Make the recordings of `content` for each event that has none yet, and publish them."""
    for item in content["replay"]:
        event = Event.objects.get(uid=uid_of(item["event"]))
        if Replay.objects.filter(event=event).exists():
            continue
        for video in [*item["videos"], {"file": item["sound"], "height": 0}]:
            with (FILES / video["file"]).open("rb") as file:
                media_files.add_file(event=event, file=File(file), height=video["height"])
        for language, _name in settings.LANGUAGES:
            captions.put_captions(event=event, language=language, lines=_lines(item, language))
            chapters = [(chapter["at"] * 1000, chapter["title"][language]) for chapter in item["chapter"]]
            replays.set_chapters(event=event, language=language, chapters=chapters)
        replays.set_themes(event=event, themes=item["themes"])
        replays.publish(event=event)


def _lines(item: dict[str, Any], language: str) -> list[vtt.Line]:
    return [
        vtt.Line(
            int(line["from"] * 1000),
            int(line["until"] * 1000),
            line[language],
            item["speaker"][line["speaker"]][language],
        )
        for line in item["line"]
    ]


@transaction.atomic
def load_door(content: dict[str, Any]) -> None:
    """Make the doors and the guests of `content` for each event that has no door yet. Nobody is written to."""
    for key, row in content.items():
        event = Event.objects.get(uid=uid_of(key))
        if Door.objects.filter(event=event).exists():
            continue
        for door in row["door"]:
            Door.objects.create(event=event, **door)
        category = event.seat_categories.order_by("pk")[0]
        for guest in row["guest"]:
            email = f"{guest['name'].partition(' ')[0].lower()}@guests.example"
            Registration.objects.create(event=event, category=category, email=email, **guest)


@transaction.atomic
def load_registrations(content: dict[str, Any]) -> None:
    """Register the people of `content` for events that have nobody yet, with the letters; nobody is written to."""
    for key, row in content.items():
        event = Event.objects.get(uid=uid_of(key))
        if event.registrations.exists():
            continue
        seats = list(event.seat_categories.order_by("pk"))
        for number, (name, language, state, *place) in enumerate(row["people"]):
            Registration.objects.create(
                event=event,
                category=seats[place[0] if place else 0],
                name=name,
                email=f"{key}-{number}@people.example",
                language=language,
                state=state,
                created_at=timezone.now() - timedelta(days=20 - number),
            )
        for item in row.get("letter", []):
            _load_letter(event, item)


def _load_letter(event: Event, item: dict[str, Any]) -> None:
    """Keep a letter of the host to everyone who has a seat: sent and told so many days ago, or a draft."""
    people = Registration.objects.confirmed().filter(event=event).order_by("pk")
    letter = Letter(
        event=event,
        states=[Registration.State.CONFIRMED],
        categories=list(event.seat_categories.values_list("pk", flat=True)),
        languages=language_codes(),
        subject=item["subject"],
        text=item["text"],
        written_by=User.objects.get(username="host"),
    )
    told = list(people) if "sent_days_ago" in item else []
    if told:
        letter.written_at = letter.sent_at = timezone.now() - timedelta(days=item["sent_days_ago"])
        letter.sent_by, letter.told = letter.written_by, dict(Counter(person.language for person in told))
        letter.last_registration = letter.told_to = told[-1].pk
    letter.save()
    LetterCopy.objects.bulk_create(LetterCopy(letter=letter, registration=person) for person in told)


FILE = Path(__file__).parent.parent / "content" / "outside.ics"
DAY = re.compile(r"\{\+(\d+)\}")  # so many days from now
ADDRESS = "https://calendar.cities.example/meetings.ics"  # of a domain that is nobody's
OUTSIDE_FACTS = {
    "name": "Example Cities", "home": "https://cities.example/calendar", "zone": "Europe/Madrid", "region": "europe",
    "language": "en",
}  # fmt: skip


def load_outside() -> None:
    """Subscribe to the calendar and keep what is in the file, unless that was done before."""
    calendar, made = OutsideCalendar.objects.get_or_create(address=ADDRESS, defaults=OUTSIDE_FACTS)
    if made:
        now = timezone.now()
        written = DAY.sub(lambda match: f"{now + timedelta(days=int(match[1])):%Y%m%d}", FILE.read_text())
        outside.keep(calendar, written.encode(), now)
