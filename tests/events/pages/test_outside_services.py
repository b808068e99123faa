"""Reading calendars of others: by the one client, within bounds, and what was good stays when the next is not."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.urls import reverse

from coalition.outbound import fetch_newer
from coalition.users import roles
from coalition.users.models import User
from events.pages.outside import outside_events, services, viewsets
from events.pages.outside.models import CalendarReading, OutsideCalendar, OutsideEvent
from events.pages.outside.viewsets import calendars_that_fail
from tests.factories.events import NOW, event_page
from tests.factories.outside import OutsideCalendarFactory, OutsideEventFactory, ics

pytestmark = pytest.mark.django_db
CONGRESS = ["UID:congress", "DTSTART:20270312T090000Z", "DTEND:20270312T100000Z", "SUMMARY:Congress"]
TALK = ["UID:talk", "DTSTART:20270313T090000Z", "DTEND:20270313T100000Z", "SUMMARY:Talk"]


class Handler(BaseHTTPRequestHandler):
    """Answers with what the server holds, and 304 where that is known."""

    def do_GET(self) -> None:
        server = self.server
        server.asked.append(dict(self.headers))
        known = self.headers.get("If-None-Match") == server.etag and server.status == 200
        self.send_response(304 if known else server.status)
        self.send_header("ETag", server.etag)
        if server.packed:
            self.send_header("Content-Encoding", "gzip")
        if server.status == 302:
            self.send_header("Location", "/elsewhere.ics")
        self.end_headers()
        if not known:
            self.wfile.write(server.content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def there(monkeypatch) -> Iterator[ThreadingHTTPServer]:
    """The server of a calendar, on this machine."""
    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.asked, running.etag, running.status, running.packed = [], '"1"', 200, False
    running.content = ics(CONGRESS)
    running.handle_error = lambda request, address: None
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setattr(services, "fetch_newer", partial(fetch_newer, allow_loopback=True))
    yield running
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def calendar(there) -> OutsideCalendar:
    made = OutsideCalendarFactory(name="UCLG", address=f"http://127.0.0.1:{there.server_port}/all.ics")
    services.want(made)
    return made


def read(clock=None, later=timedelta()):
    if clock:
        clock.shift(later)
    services.read_due(services.timezone.now())


def reading(calendar):
    return CalendarReading.objects.get(calendar=calendar)


def titles():
    return [(row.title, row.state) for row in outside_events.to_come(services.timezone.now())]


def test_what_is_new_is_shown_and_what_is_known_is_not_read_again(there, calendar, clock):
    read()
    assert titles() == [("Congress", "scheduled")]

    read(clock, timedelta(minutes=30))
    assert len(there.asked) == 1, "not due yet"

    read(clock, timedelta(minutes=31))
    assert [asked.get("If-None-Match") for asked in there.asked] == [None, '"1"']
    assert reading(calendar).good_at == services.timezone.now()

    there.content, there.etag = ics(CONGRESS, TALK), '"2"'
    read(clock, timedelta(hours=1))
    assert titles() == [("Congress", "scheduled"), ("Talk", "scheduled")]


def test_after_a_day_all_of_it_is_read_so_that_what_recurs_goes_on(there, calendar, clock):
    there.content = ics(["UID:w", "DTSTART:20270112T090000Z", "RRULE:FREQ=MONTHLY"])
    read()
    before = OutsideEvent.objects.count()

    read(clock, timedelta(days=62))

    assert there.asked[-1].get("If-None-Match") is None
    assert OutsideEvent.objects.count() == before + 2


def test_what_vanished_is_marked_until_it_is_over_and_may_come_back(there, calendar, clock):
    there.content = ics(CONGRESS, TALK)
    read()

    there.content, there.etag = ics(TALK), '"2"'
    read(clock, timedelta(hours=2))
    assert titles() == [("Congress", "gone"), ("Talk", "scheduled")]

    there.content, there.etag = ics(CONGRESS, TALK), '"3"'
    read(clock, timedelta(hours=2))
    assert titles() == [("Congress", "scheduled"), ("Talk", "scheduled")]


def test_a_time_that_left_a_series_is_not_shown_beside_the_others(there, calendar, clock):
    series = ["UID:w", "DTSTART:20270312T090000Z", "RRULE:FREQ=WEEKLY;COUNT=2", "SUMMARY:Weekly"]
    there.content = ics(series)
    read()

    there.content, there.etag = ics([*series, "EXDATE:20270319T090000Z"]), '"2"'
    read(clock, timedelta(hours=2))

    assert titles() == [("Weekly", "scheduled")]
    assert OutsideEvent.objects.exclude(gone_at=None).count() == 1


def test_a_reading_that_finds_nothing_new_writes_no_event(there, calendar, clock, django_assert_num_queries):
    read()
    there.etag = '"2"'
    later = services.timezone.now() + timedelta(days=2)

    with django_assert_num_queries(8):
        services.read_due(later)
    assert OutsideEvent.objects.count() == 1


FAILURES = {
    "moved": {"status": 302}, "refused": {"status": 403}, "gone": {"status": 404}, "status": {"status": 503},
    "unreadable": {"content": b"<html>Log in</html>"},
    "too-large": {"content": b"x" * (services.MOST_BYTES + 1)},
}  # fmt: skip


@pytest.mark.parametrize("cause", FAILURES)
def test_a_calendar_that_breaks_leaves_its_last_good_copy_and_a_warning(there, calendar, clock, cause, client):
    read()
    there.etag = '"2"'
    for name, value in FAILURES[cause].items():
        setattr(there, name, value)

    read(clock, timedelta(hours=2))

    assert titles() == [("Congress", "scheduled")]
    found = reading(calendar)
    assert (found.cause, found.failures, found.good_at) == (cause, 1, NOW)
    assert viewsets.problem(found).endswith("Readers see it as it was on 10 January 2027, 11:00, Paris time.")
    [line] = calendars_that_fail(User(is_superuser=True, is_active=True))
    assert ([item.title for item in line.items], line.since) == (["UCLG"], found.failed_at)

    there.status, there.content = 200, ics(TALK)
    read(clock, timedelta(hours=1))
    assert (reading(calendar).cause, titles()[-1]) == ("", ("Talk", "scheduled"))
    assert calendars_that_fail(User(is_superuser=True, is_active=True)) == []


def test_it_is_asked_less_often_the_longer_it_fails(there, calendar, clock):
    there.status = 500
    waits = []
    for _time in range(7):
        read()
        row = reading(calendar)
        waits.append((row.due_at - row.asked_at).total_seconds() / 3600)
        clock.move_to(row.due_at)

    assert waits == [1, 2, 4, 8, 16, 24, 24]


def test_an_address_within_the_network_is_not_asked(calendar, there, monkeypatch):
    monkeypatch.setattr(services, "fetch_newer", fetch_newer)

    read()

    assert (reading(calendar).cause, there.asked) == ("forbidden", [])


def test_our_own_feed_shows_nothing_twice(there, calendar, client):
    page = event_page(title="Training in Bobigny")
    there.content = client.get("/en/calendar/all.ics").content
    assert page.title.encode() in there.content

    read()

    assert (titles(), reading(calendar).left_out) == ([], {"ours": 1})


@pytest.mark.parametrize("events", [1, 3])
def test_a_list_of_them_costs_one_query(django_assert_num_queries, events):
    OutsideEventFactory.create_batch(events)

    with django_assert_num_queries(1):
        assert len(outside_events.to_come(NOW)) == events


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", "editor@coalition.example", "x")
    user.groups.add(Group.objects.get(name=roles.COMMITTEE_EDITORS))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


FORM = {"name": "UCLG", "address": "webcal://uclg.example/all.ics", "home": "https://uclg.example/", "active": "on",
        "kind": "uclg-meeting", "region": "", "language": "", "zone": "Europe/Paris"}  # fmt: skip


def test_an_editor_subscribes_and_the_worker_reads(editor):
    editor.post(reverse("wagtailsnippets_events_outsidecalendar:add"), FORM)

    made = OutsideCalendar.objects.get()
    assert (made.address, reading(made).due_at) == ("https://uclg.example/all.ics", NOW)


def test_a_secret_in_an_address_is_refused(editor):
    answer = editor.post(
        reverse("wagtailsnippets_events_outsidecalendar:add"), FORM | {"address": "https://a:b@uclg.example/all.ics"}
    )

    assert "without a name or password" in answer.content.decode()
    assert not OutsideCalendar.objects.exists()


def test_an_editor_sees_how_reading_goes_and_lets_it_be_read(editor, there, calendar):
    there.content = ics(CONGRESS, [*TALK, "CLASS:PRIVATE"])
    read()
    edit = reverse("wagtailsnippets_events_outsidecalendar:edit", args=[calendar.pk])

    shown = editor.get(edit).content.decode()
    assert "Read on 10 Jan 2027" in shown
    assert "1 event is marked as private." in shown
    listed = editor.get(reverse("wagtailsnippets_events_outsidecalendar:list")).content.decode()
    assert "Read on 10 Jan 2027" in listed

    CalendarReading.objects.update(due_at=NOW + timedelta(days=1))
    now = reverse("wagtailsnippets_events_outsidecalendar:read", args=[calendar.pk])
    assert editor.get(now).status_code == 405
    editor.post(now)
    assert reading(calendar).due_at == NOW
