"""What a clock shows, and when that is: nights on which clocks change, and days that do not begin at midnight."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from events.models import Event
from events.walltime import WallTimes, instants_of, on_clock, whole_days
from tests.events.desk.test_cms import edit
from tests.factories.events import EventFactory

# Midnight is skipped at the beginning of these days; the first and the last instant of each.
NO_MIDNIGHT = {
    "America/Santiago": (date(2027, 9, 5), "2027-09-05T04:00", "2027-09-06T03:00"),
    "Africa/Cairo": (date(2027, 4, 30), "2027-04-29T22:00", "2027-04-30T21:00"),
    "Asia/Beirut": (date(2027, 3, 28), "2027-03-27T22:00", "2027-03-28T21:00"),
}
PARIS, SPRING, AUTUMN = "Europe/Paris", datetime(2027, 3, 28, 2, 30), datetime(2027, 10, 31, 2, 30)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("wall", "instants"),
    [
        (datetime(2027, 7, 1, 12), ["2027-07-01T10:00"]),
        (SPRING, []),
        (AUTUMN, ["2027-10-31T00:30", "2027-10-31T01:30"]),
    ],
)
def test_clocks_show_a_time_once_never_or_twice(wall, instants):
    assert instants_of(wall, PARIS) == [utc(text) for text in instants]


@pytest.mark.parametrize(
    ("times", "start", "end"),
    [
        ((datetime(2027, 7, 1, 12), datetime(2027, 7, 1, 14), PARIS), "2027-07-01T10:00", "2027-07-01T12:00"),
        # As calendars do, by the offset before the change (RFC 5545 section 3.3.5).
        ((SPRING, SPRING + timedelta(hours=2), PARIS), "2027-03-28T01:30", "2027-03-28T02:30"),
        # What new tables swallow keeps its length.
        ((SPRING, datetime(2027, 3, 28, 3, 15), PARIS), "2027-03-28T01:30", "2027-03-28T02:15"),
        ((AUTUMN, AUTUMN, PARIS, False, False, True), "2027-10-31T00:30", "2027-10-31T01:30"),
    ],
)
def test_the_instants_follow(times, start, end):
    assert WallTimes(*times).instants() == (utc(start), utc(end))


@pytest.mark.parametrize("zone", NO_MIDNIGHT)
def test_a_day_begins_at_its_first_minute(zone):
    day, first, last = NO_MIDNIGHT[zone]
    begins = datetime(day.year, day.month, day.day)

    times = WallTimes(begins, begins + timedelta(days=1), zone, all_day=True)

    assert times.instants() == (utc(first), utc(last))
    assert [on_clock(utc(first) + timedelta(seconds=step), zone)[0] for step in (-1, 0)] == [
        begins - timedelta(seconds=1), begins + timedelta(hours=1),
    ]  # fmt: skip


def test_whole_days_are_from_midnight_to_midnight():
    ten, midnight, after = datetime(2027, 3, 10, 10), datetime(2027, 3, 10), datetime(2027, 3, 11)

    assert [whole_days(ten, ten), whole_days(midnight, midnight)] == [(midnight, after), (midnight, after)]


@pytest.mark.django_db
def test_the_database_knows_that_whole_days_begin_at_midnight():
    noon = datetime(2027, 3, 10, 12)
    event = EventFactory.build(all_day=True, wall_start=noon, wall_end=noon + timedelta(days=2))

    with pytest.raises(ValidationError) as raised:
        event.full_clean()
    assert raised.value.messages == ["An all-day event begins and ends at midnight."]
    with pytest.raises(IntegrityError, match="event_all_day_is_whole_days"):
        event.save()


@pytest.mark.django_db
def test_of_two_equal_times_the_first_is_meant_and_what_was_chosen_before_stays(editor):
    event = EventFactory()
    assert edit(editor, event, start="2027-10-31 02:30", end="2027-10-31 03:30").status_code == 302
    assert Event.objects.get().start == utc("2027-10-31T00:30")
    Event.objects.update(start_fold=True, start=utc("2027-10-31T01:30"))

    assert edit(editor, event, end="2027-10-31 04:30").status_code == 302
    assert (Event.objects.get().start, Event.objects.get().start_fold) == (utc("2027-10-31T01:30"), True)


@pytest.mark.django_db
def test_wall_times_survive_a_revision():
    """A revision is JSON, in which Wagtail takes each time for one of the site's zone; at 2:30 Paris had none."""
    event = EventFactory(zone="Asia/Hebron", wall_start=SPRING, wall_end=SPRING + timedelta(hours=2))

    restored = Event.from_serializable_data(event.serializable_data())

    assert restored.times == event.times
