"""What an event with many people and sessions costs: `python -m benchmarks.seminar programme`, and so on.

Prints one JSON object, on the database of the environment. Services and views are called as the site's processes call
them, in one process.
"""

import json
import sys
import time
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import django

from benchmarks.measuring import largest_memory, measured

SEATS = 300
REGIONS = ("africa", "europe", "")
MEMBERS = 4
SESSIONS, DAYS, ROOMS, TRACKS, SPEAKERS = 200, 5, 8, 6, 80
COME = 600
ROWS = 10_000


def _event(name: str, slug: str, *, days: int = 1) -> Any:
    """Make an event in a month, with an English page at `/en/events/<slug>/`."""
    from events.models import Event
    from events.pages.models import EventPage
    from events.pages.sections import EventsIndexPage

    index = EventsIndexPage.objects.get(locale__language_code="en")
    begins = datetime.now(ZoneInfo("Europe/Paris")).replace(hour=9, minute=0, second=0, microsecond=0, tzinfo=None)
    begins += timedelta(days=30)
    event = Event.objects.create(
        name=name, kind=Event.Kind.SEMINAR, wall_start=begins, wall_end=begins + timedelta(days=days - 1, hours=9),
        zone="Europe/Paris",
    )  # fmt: skip
    index.add_child(instance=EventPage(title=name, slug=slug, event=event, locale=index.locale))
    return event


def nested() -> dict[str, Any]:
    """Make an event whose seats every quota limits, and that asks two questions; return what its form calls them."""
    from coalition.members.models import LocalGovernment
    from events.questions.models import Question
    from events.registrations.models import SeatCategory
    from events.seats.models import Quota

    event = _event("Nested", "nested")
    kinds = [SeatCategory.objects.create(event=event, kind=kind, capacity=SEATS) for kind in ("on-site", "online")]
    members = [
        LocalGovernment.objects.create(
            code=f"XX-N{number}", slug=f"nested-{number}", names={"en": f"Nested {number}"}, country="FR",
            kind="municipality", member=True, section="africa", fictional=True,
        )
        for number in range(MEMBERS)
    ]  # fmt: skip
    Quota.objects.create(event=event, at_most=SEATS)
    Quota.objects.create(event=event, kind="on-site", at_most=SEATS * 6 // 10)
    Quota.objects.create(event=event, region="africa", at_most=SEATS * 4 // 10, reserved=SEATS // 5)
    for member in members:
        Quota.objects.create(event=event, government=member, at_most=SEATS // 10, reserved=SEATS // 20)
    asked = [
        Question.objects.create(event=event, text={"en": "Why?"}),
        Question.objects.create(event=event, text={"en": "Which?"}, kind="choice", options={"en": "One\nTwo"}),
    ]
    return {
        "categories": [str(row.pk) for row in kinds],
        "members": [str(row.pk) for row in members],
        "questions": [row.field_name for row in asked],
    }


def answers(form: dict[str, list[str]], number: int) -> dict[str, str]:
    """Return what person `number` says beside name and address: seats, from where, and two answers."""
    why, which = form["questions"]
    place = (
        {"government": form["members"][number // 5 % MEMBERS]} if number % 5 == 0 else {"region": REGIONS[number % 3]}
    )
    return {"category": form["categories"][number % 2], why: "To learn.", which: "One", **place}


def programme() -> dict[str, Any]:
    """Make and release a programme of SESSIONS sessions in English and French, at `/en/events/large/programme/`."""
    from events.programme.details import SessionLanguage, SessionSpeaker
    from events.programme.models import Programme, Room, Session, Speaker, Track
    from events.programme.release import release

    event = _event("Large", "large", days=DAYS)
    made = Programme.objects.create(event=event)
    rooms = [Room.objects.create(programme=made, names={"en": f"Hall {number}"}) for number in range(ROOMS)]
    tracks = [Track.objects.create(programme=made, names={"en": f"Track {number}"}) for number in range(TRACKS)]
    people = [
        Speaker.objects.create(programme=made, code=f"s{number}", name=f"Speaker {number}",
                               offices={"en": "Mayor"}, biographies={"en": "A biography. " * 20})
        for number in range(SPEAKERS)
    ]  # fmt: skip
    for number in range(SESSIONS):
        slot = number // ROOMS
        begins = event.wall_start + timedelta(days=slot % DAYS, hours=slot // DAYS)
        session = Session.objects.create(
            programme=made, code=f"n{number}", titles={"en": f"Session {number}", "fr": f"Séance {number}"},
            summaries={"en": "What it is about. " * 10}, day=begins.date(), begins=begins.time(), minutes=55,
            room=rooms[number % ROOMS], track=tracks[number % TRACKS],
        )  # fmt: skip
        for place in (0, 1):
            speaker = people[(number * 2 + place) % SPEAKERS]
            SessionSpeaker.objects.create(session=session, speaker=speaker, moderates=not place)
        SessionLanguage.objects.create(session=session, language="fr")
        SessionLanguage.objects.create(session=session, language="en", way="interpreted", booked=True)
    release(programme=made)
    return {"path": "/en/events/large/programme/"}


def _registrations(event: Any, count: int) -> list[Any]:
    """Make `count` confirmed registrations of `event`, without mails."""
    from coalition.privacy import tokens
    from coalition.privacy.addresses import address_digest
    from events.registrations.models import Registration, SeatCategory

    category = SeatCategory.objects.create(event=event, capacity=count)
    rows = [
        Registration(event=event, category=category, name=f"Person {number}", email=f"come{number}@door.example",
                     language=("en", "fr", "es", "ar")[number % 4], state=Registration.State.CONFIRMED)
        for number in range(count)
    ]  # fmt: skip
    for row in rows:
        row.email_digest, row.token_digest = address_digest(row.email), tokens.digest(row.token)
    return list(Registration.objects.bulk_create(rows, batch_size=1000))


def check_ins() -> dict[str, Any]:
    """Check COME people in at three doors, several at a time: rate, and the 95th percentile of one."""
    from coalition.users.models import User
    from events.door.models import Door
    from events.door.services import Answer, Device, check_in

    event = _event("Doors", "doors")
    doors = [Door.objects.create(event=event, name=f"Door {number}") for number in range(3)]
    devices = [Device(uuid4(), f"Phone {number}") for number in range(3)]
    host = User.objects.filter(is_superuser=True).order_by("pk")[0]
    rows = _registrations(event, COME)

    def come(number: int) -> None:
        place = number % 3
        told = check_in(door=doors[place], registration=rows[number], device=devices[place], by=host)
        if told.answer is not Answer.IN:
            raise RuntimeError(told.answer)

    return measured(come, range(COME))


def sheet() -> dict[str, Any]:
    """Let the CMS write ROWS registrations as XLSX: seconds, bytes, and the most memory that the process had (MB)."""
    from django.test import RequestFactory

    from coalition.users.models import User
    from events.desk.registrations import RegistrationViewSet

    event = _event("Sheet", "sheet")
    _registrations(event, ROWS)
    request = RequestFactory().get("/", {"export": "xlsx", "event": str(event.pk)}, secure=True)
    request.user = User.objects.filter(is_superuser=True).order_by("pk")[0]
    began = time.perf_counter()
    answer = RegistrationViewSet().index_view(request)
    size = len(b"".join(answer.streaming_content))
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "bytes": size, "memory": round(largest_memory())}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"nested": nested, "programme": programme, "check_ins": check_ins, "sheet": sheet}[sys.argv[1]]()))
