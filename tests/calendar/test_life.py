"""The life of a calendar as who subscribed to it sees it, step by step.

After each step of seventeen there is no ghost, no double and no wrong hour, and all readers say the same.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from events.desk import meetings as series
from events.models import Event
from events.pages.models import EventPage
from events.registrations import services
from tests.calendar.readers import everybody_reads
from tests.factories.events import NOW, EventFactory, event_page

pytestmark = pytest.mark.django_db
FEED = "/en/calendar/all.ics"
Shown = tuple[str, str, str, str]  # title, start and end (dates or UTC), state
OTHER: Shown = ("Other meeting", "2027-06-01T09:00", "2027-06-01T16:00", "CONFIRMED")


class Life:
    """The events of the life, and what is done to them."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.pages: dict[str, EventPage] = {}

    def event(self, name: str = "evening") -> Event:
        return Event.objects.get(pk=self.pages[name].event_id)

    def announce(self) -> None:
        self.pages["evening"] = event_page(
            EventFactory(wall_start=datetime(2027, 2, 5, 18), wall_end=datetime(2027, 2, 5, 20)), title="Evening"
        )

    def say_better(self) -> None:
        page = self.pages["evening"]
        page.title = "Evening, of law; and \\ order"
        page.save_revision().publish()

    def save(self, **facts: Any) -> None:
        event = self.event()
        for name, value in facts.items():
            setattr(event, name, value)
        services.save_event(event=event)

    def move(self, start: datetime, end: datetime) -> None:
        services.reschedule(event=self.event(), start=start, end=end)

    def repeat(self) -> None:
        made = series.make_next(event=self.event(), starts=[datetime(2027, 4, 10, 22), datetime(2027, 4, 17, 22)],
                                publish=True, user=self.user)  # fmt: skip
        for name, event in zip(("second", "third"), made, strict=True):
            self.pages[name] = EventPage.objects.get(event=event)

    def move_second(self) -> None:
        services.reschedule(event=self.event("second"), start=datetime(2027, 4, 12, 22), end=datetime(2027, 4, 13))


TITLE = "Evening, of law; and \\ order"
FIRST = (TITLE, "2027-04-04T01:00", "2027-04-04T06:00", "CONFIRMED")
SECOND = (TITLE, "2027-04-11T02:00", "2027-04-11T06:00", "CONFIRMED")
MOVED = (TITLE, "2027-04-13T02:00", "2027-04-13T04:00", "CONFIRMED")
THIRD = (TITLE, "2027-04-18T02:00", "2027-04-18T06:00", "CONFIRMED")
OFF = (f"Cancelled: {TITLE}", *THIRD[1:3], "CANCELLED")
Step = tuple[str, Callable[[Life], object], list[Shown]]
STEPS: list[Step] = [
    ("somebody subscribes", lambda life: None, []),
    ("an event is announced", Life.announce, [("Evening", "2027-02-05T17:00", "2027-02-05T19:00", "CONFIRMED")]),
    ("nothing happens", lambda life: None, [("Evening", "2027-02-05T17:00", "2027-02-05T19:00", "CONFIRMED")]),
    ("its words are better", Life.say_better, [(TITLE, "2027-02-05T17:00", "2027-02-05T19:00", "CONFIRMED")]),
    ("it moves by an hour", lambda life: life.move(datetime(2027, 2, 5, 19), datetime(2027, 2, 5, 21)),
     [(TITLE, "2027-02-05T18:00", "2027-02-05T20:00", "CONFIRMED")]),
    ("it moves over a change of clocks", lambda life: life.move(datetime(2027, 3, 28, 1), datetime(2027, 3, 28, 4)),
     [(TITLE, "2027-03-28T00:00", "2027-03-28T02:00", "CONFIRMED")]),
    ("it moves to Hebron", lambda life: life.save(zone="Asia/Hebron"),
     [(TITLE, "2027-03-27T22:00", "2027-03-28T01:00", "CONFIRMED")]),
    ("it becomes a matter of two days",
     lambda life: life.save(all_day=True, wall_start=datetime(2027, 3, 28), wall_end=datetime(2027, 3, 30)),
     [(TITLE, "2027-03-28", "2027-03-30", "CONFIRMED")]),
    ("it is postponed", lambda life: life.save(state="postponed"),
     [(f"Postponed: {TITLE}", "2027-03-28", "2027-03-30", "TENTATIVE")]),
    ("it has a new date, over the midnight that Santiago has twice",
     lambda life: life.save(state="scheduled", all_day=False, zone="America/Santiago",
                            wall_start=datetime(2027, 4, 3, 22), wall_end=datetime(2027, 4, 4, 2)), [FIRST]),
    ("it is cancelled", lambda life: services.cancel(event=life.event()),
     [(f"Cancelled: {TITLE}", *FIRST[1:3], "CANCELLED")]),
    ("it takes place after all", lambda life: life.save(state="scheduled"), [FIRST]),
    ("two more follow it", Life.repeat, [FIRST, SECOND, THIRD]),
    ("one of them moves", Life.move_second, [FIRST, MOVED, THIRD]),
    ("another is cancelled", lambda life: services.cancel(event=life.event("third")), [FIRST, MOVED, OFF]),
    ("a page is taken back", lambda life: life.pages["second"].unpublish(), [FIRST, OFF]),
    ("half a year passes", lambda life: timedelta(days=200), [FIRST]),
]  # fmt: skip


def shown(event: dict) -> Shown:
    start, end = (event[name].removesuffix(":00.000Z") for name in ("start", "end"))
    return event["summary"], start, end, event["status"]


def test_seventeen_steps_of_a_life(client, admin_user):
    life, known, body, now = Life(admin_user), "", b"", NOW
    event_page(EventFactory(start=datetime.fromisoformat("2027-06-01T09:00Z"),
                            end=datetime.fromisoformat("2027-06-01T16:00Z")), title="Other meeting")  # fmt: skip
    for what, deed, expected in STEPS:
        now += timedelta(minutes=5)
        with time_machine.travel(now, tick=False):
            passed = deed(life)
        now += passed if isinstance(passed, timedelta) else timedelta()
        with time_machine.travel(now, tick=False):
            again = client.get(FEED, headers={"If-None-Match": known})
            assert (again.status_code == 304) == (what == "nothing happens"), what
            if again.status_code == 200:
                known, body = again["ETag"], again.content

        assert sorted(map(shown, everybody_reads(body))) == sorted([*expected, OTHER]), what
    assert len(STEPS) == 17
