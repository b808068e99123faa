"""What was sent once is sent again: the bytes of every feed of a year of events, in each language."""

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
import time_machine

from events.models import Event
from tests.factories.events import LANGUAGES, NOW, EventFactory, event_page

pytestmark = pytest.mark.django_db
PINNED = Path(__file__).with_name("pinned.json")  # written with WRITE_PINNED=1, before how they are made was changed
ZONES = ("Europe/Paris", "Asia/Hebron", "America/Mexico_City", "Africa/Casablanca", "America/Santiago", "UTC")
STATES = ("scheduled", "scheduled", "cancelled", "postponed")


def a_year() -> None:
    """Make an event of each kind in each zone: in all states, online, all day, with words that must be escaped."""
    for number, kind in enumerate(kind for kind in Event.Kind.values for _zone in ZONES):
        start = datetime(2027, 2, 20, 9, tzinfo=UTC) + timedelta(days=number * 9, hours=number % 24)
        all_day = {"all_day": True, "wall_start": datetime(2027, 4, 1), "wall_end": datetime(2027, 4, 3)}
        event = EventFactory(
            uid=UUID(int=number + 1), short_id=f"short{number}", kind=kind, zone=ZONES[number % 6], start=start,
            end=start + timedelta(hours=2), neutral_address=number % 11 == 5, state=STATES[number % 4],
            place={"en": "Room 1; floor, 2", "ar": "القاعة"}, **(all_day if number % 7 == 3 else {}),
        )  # fmt: skip
        Event.objects.filter(pk=event.pk).update(sequence=number % 3)
        for language in LANGUAGES[: number % 4 + 1]:
            summary = f"One\nTwo, “three” \\ {number}" if number % 2 else ""
            event_page(event, language, title=f"{kind} {number} «كلمة»", summary=summary, slug=f"event-{number}")


@time_machine.travel(NOW, tick=False)
def test_the_bytes_of_every_feed_are_those_of_before(client):
    a_year()
    Event.objects.update(revised_at=NOW + timedelta(days=1))

    found = {
        f"{language}/{name}": hashlib.sha256(client.get(f"/{language}/calendar/{name}.ics").content).hexdigest()
        for language in LANGUAGES
        for name in ("all", *Event.Kind.values)
    }

    if os.environ.get("WRITE_PINNED"):
        PINNED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(PINNED.read_text(encoding="utf-8"))
    assert len({*found.values()}) == 28
