"""What was written of an event is kept, and never longer than it is true."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from events.calendar import builder
from events.calendar.pieces import Pieces, pieces
from events.days import EventDay
from events.models import Event
from events.pages.models import EventPage
from tests.calendar.readers import built
from tests.factories.events import NOW, EventFactory, event_page

pytestmark = pytest.mark.django_db
LATER = {"wall_end": datetime(2027, 3, 12, 17), "end": datetime(2027, 3, 12, 16, tzinfo=UTC)}


def of_event(**facts):
    return lambda page: Event.objects.filter(pk=page.event_id).update(**facts)


def of_page(**words):
    return lambda page: EventPage.objects.filter(pk=page.pk).update(**words)


def a_picture():
    return get_image_model().objects.create(title="A hall", file=get_test_image_file())


CHANGES = {
    "title": of_page(title="Anew"),
    "summary": of_page(summary="Anew"),
    "address": of_page(url_path="/home/elsewhere/anew/"),
    "place": of_event(place={"en": "Elsewhere"}),
    "mode, where there is no place": of_event(place={}, mode="online"),
    "state": of_event(state="cancelled"),
    "type": of_event(kind="seminar"),
    "end": of_event(**LATER),
    "zone": of_event(zone="Asia/Hebron"),
    "all day": of_event(all_day=True, wall_start=datetime(2027, 3, 10), wall_end=datetime(2027, 3, 11)),
    "neutral address": of_event(neutral_address=True),
    "picture": lambda page: EventPage.objects.filter(pk=page.pk).update(picture=a_picture(), picture_decorative=True),
    "revision": of_event(sequence=4, revised_at=NOW + timedelta(hours=1)),
    "hours of a day": lambda page: EventDay.objects.create(
        event=page.event, day=datetime(2027, 3, 11), begins=time(9), ends=time(10)
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_said_of_an_event_is_said_anew_when_it_changes(change):
    page = event_page(EventFactory(**{"end": LATER["end"]} if change == "hours of a day" else {}))
    event_page()
    with time_machine.travel(NOW, tick=False):
        before = built()
        CHANGES[change](page)
        after = built()
        pieces.clear()

        assert (after == built(), after == before) == (True, False)


def test_only_what_changed_is_written(monkeypatch, django_assert_num_queries):
    page, other = event_page(title="One"), event_page(title="Two")
    built()
    written = []
    monkeypatch.setattr(
        builder, "part_of", lambda entry, real=builder.part_of: written.append(entry.title) or real(entry)
    )

    EventPage.objects.filter(pk=page.pk).update(title="Anew")
    with django_assert_num_queries(4):
        built()
    with django_assert_num_queries(2):
        built()

    assert (written, other.title) == (["Anew"], "Two")


def test_it_takes_so_much_room_and_no_more():
    kept = Pieces(room=2_000)
    parts = [builder.Part(NOW, str(number), "", (2027, 2027), b"x" * 400) for number in range(4)]
    for number, part in enumerate(parts):
        kept.keep(number, 7, part)

    found = [kept.find(number, 7) for number in range(4)]
    assert (found, kept.taken, kept.find(3, 8)) == ([None, None, *parts[2:]], 2_000, None)
