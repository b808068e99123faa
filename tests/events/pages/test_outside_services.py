"""Reading calendars of others: by the one client, within bounds, and what was good stays when the next is not."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
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
from events.pages.outside import recurrence as parser
from events.pages.outside.models import CalendarReading, OutsideCalendar, OutsideEvent
from events.pages.outside.viewsets import calendars_that_fail
from tests.factories.events import NOW, event_page
from tests.factories.outside import OutsideCalendarFactory, ics

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


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ([], 1),
        (["DTEND;VALUE=DATE:20270312"], 1),
        (["DTEND;VALUE=DATE:20270310"], 1),
        (["DURATION:PT0S"], 1),
        (["DURATION:PT3H"], 1),
        (["DTEND;VALUE=DATE:20270314"], 2),
        (["DURATION:P2D"], 2),
    ],
)
def test_all_day_event_of_an_outside_calendar_lasts_at_least_one_day(client, there, calendar, said, days):
    there.content = ics(["UID:d", "DTSTART;VALUE=DATE:20270312", "SUMMARY:Open day", *said])

    read()

    row = OutsideEvent.objects.get()
    assert (row.all_day, row.end - row.start) == (True, timedelta(days=days))
    assert (row.last_moment.day, titles()) == (12 + days - 1, [("Open day", "scheduled")])


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


@pytest.fixture
def editor(client):
    user = User.objects.create_user("editor", "editor@coalition.example", "x")
    user.groups.add(Group.objects.get(name=roles.COMMITTEE_EDITORS))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


FORM = {"name": "UCLG", "address": "webcal://uclg.example/all.ics", "home": "https://uclg.example/", "active": "on",
        "kind": "uclg-meeting", "region": "", "language": "", "zone": "Europe/Paris"}  # fmt: skip


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


PARIS = "DTSTART;TZID=Europe/Paris:"


def parsed(*events, head=(), zone="Europe/Paris"):
    return parser.read(ics(*events, head=head), zone=zone, now=NOW)


def starts(*events, **options):
    return [f"{row.start:%m-%d %H:%M}" for row in parsed(*events, **options).occurrences]


def test_an_event_is_read_as_it_is_written():
    [row] = parsed([
        "UID:a@cities.example", f"{PARIS}20270310T100000", "DTEND;TZID=Europe/Paris:20270310T123000",
        r"SUMMARY:Caf\, \; and \\ more", "LOCATION:Barce", " lona", "URL:https://cities.example/a", "STATUS:TENTATIVE",
    ]).occurrences  # fmt: skip

    assert (row.uid, row.key, row.zone, row.all_day, row.state) == (
        "a@cities.example", "", "Europe/Paris", False, "tentative",
    )  # fmt: skip
    assert (row.start, row.end) == (datetime(2027, 3, 10, 9, tzinfo=UTC), datetime(2027, 3, 10, 11, 30, tzinfo=UTC))
    assert (row.title, row.place, row.url) == (r"Caf, ; and \ more", "Barcelona", "https://cities.example/a")


@pytest.mark.parametrize(
    ("line", "start", "zone"),
    [
        ("DTSTART:20270310T100000Z", "03-10 10:00", "Europe/Paris"),  # shown on the clock of the calendar
        ("DTSTART:20270310T100000", "03-10 09:00", "Europe/Paris"),
        ("DTSTART;TZID=America/Mexico_City:20270310T100000", "03-10 16:00", "America/Mexico_City"),
        ("DTSTART;TZID=W. Europe Standard Time:20270310T100000", "03-10 09:00", "Europe/Berlin"),
        ('DTSTART;TZID="Romance Standard Time":20270310T100000', "03-10 09:00", "Europe/Paris"),
        ("DTSTART;TZID=/freeassociation.sourceforge.net/Asia/Hebron:20270310T100000", "03-10 08:00", "Asia/Hebron"),
        ("DTSTART;TZID=Nowhere:20270310T100000", "03-10 09:00", "Europe/Paris"),
        ("DTSTART;VALUE=DATE:20270310", "03-09 23:00", "Europe/Paris"),
    ],
)
def test_zones(line, start, zone):
    found = parsed(["UID:a", line, "SUMMARY:A"]).occurrences

    assert [(f"{row.start:%m-%d %H:%M}", row.zone) for row in found] == [(start, zone)]


ZONE = ("BEGIN:VTIMEZONE", "TZID:Our own", "BEGIN:STANDARD", "DTSTART:20001029T030000", "TZOFFSETFROM:+0500",
        "TZOFFSETTO:+0400", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "END:STANDARD", "BEGIN:DAYLIGHT",
        "DTSTART:20000326T020000", "TZOFFSETFROM:+0400", "TZOFFSETTO:+0500", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "END:DAYLIGHT", "END:VTIMEZONE")  # fmt: skip


def test_a_zone_of_the_calendars_own_is_taken_from_its_vtimezone():
    event = ["UID:a", "DTSTART;TZID=Our own:20270327T100000", "RRULE:FREQ=DAILY;COUNT=2"]

    assert starts(event, head=ZONE) == ["03-27 06:00", "03-28 05:00"]
    hostile = tuple(line.replace("FREQ=YEARLY", "FREQ=SECONDLY") for line in ZONE)
    assert len(starts(event, head=hostile)) == 2
    beyond = tuple(line.replace("+0500", "+9900") for line in ZONE)
    assert starts(event, head=beyond) == ["03-27 09:00", "03-28 08:00"]
    assert starts(event) == ["03-27 09:00", "03-28 08:00"], "no calendar leaves its zones to the next"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["RRULE:FREQ=WEEKLY;COUNT=3"], ["03-25 09:00", "04-01 08:00", "04-08 08:00"]),  # the wall time stays
        (["RRULE:FREQ=WEEKLY;UNTIL=20270401T080000Z"], ["03-25 09:00", "04-01 08:00"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20270401"], ["03-25 09:00", "04-01 08:00"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Paris:20270401T100000"], ["03-25 09:00", "04-08 08:00"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20270401T080000Z"], ["03-25 09:00", "04-08 08:00"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;VALUE=DATE:20270401"], ["03-25 09:00", "04-08 08:00"]),
        (["RDATE;TZID=Europe/Paris:20270326T180000,20270327T180000"], ["03-25 09:00", "03-26 17:00", "03-27 17:00"]),
        (["RDATE;VALUE=PERIOD:20270326T170000Z/PT1H"], ["03-25 09:00", "03-26 17:00"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=-1TH;COUNT=2"], ["03-25 09:00", "04-29 08:00"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=1"], ["03-25 09:00", "03-31 08:00"]),
    ],
)
def test_events_that_recur(lines, found):
    assert starts(["UID:a", f"{PARIS}20270325T100000", "DURATION:PT1H", "SUMMARY:A", *lines]) == found


SERIES = ["UID:a", f"{PARIS}20270325T100000", "DURATION:PT1H", "SUMMARY:A", "RRULE:FREQ=WEEKLY;COUNT=4"]


def test_a_time_that_was_moved_or_cancelled_is_so():
    moved = ["UID:a", "RECURRENCE-ID:20270401T080000Z", f"{PARIS}20270402T120000", "SUMMARY:Later"]
    cancelled = ["UID:a", "RECURRENCE-ID;TZID=Europe/Paris:20270408T100000", f"{PARIS}20270408T100000",
                 "STATUS:CANCELLED"]  # fmt: skip

    found = parsed(SERIES, moved, cancelled).occurrences

    assert [(f"{row.start:%m-%d %H:%M}", row.title, row.state, row.key) for row in found] == [
        ("03-25 09:00", "A", "scheduled", "20270325T090000Z"),
        ("04-02 10:00", "Later", "scheduled", "20270401T080000Z"),
        ("04-08 08:00", "A", "cancelled", "20270408T080000Z"),
        ("04-15 08:00", "A", "scheduled", "20270415T080000Z"),
    ]
    assert {row.end - row.start for row in found} == {found[0].end - found[0].start}


def test_the_newest_revision_counts_and_a_calendar_may_cancel_all():
    old, new = ["UID:a", "DTSTART:20270310T100000Z", "SEQUENCE:1"], ["UID:a", "DTSTART:20270311T100000Z", "SEQUENCE:2"]

    assert starts(new, old) == ["03-11 10:00"]
    assert [row.state for row in parsed(new, head=("METHOD:CANCEL",)).occurrences] == ["cancelled"]


def test_what_is_not_shown_is_counted():
    found = parsed(
        ["UID:a", "DTSTART:20270310T100000Z", "CLASS:PRIVATE"],
        ["UID:b", "SUMMARY:Never"],
        ["UID:c", "DTSTART:99990310T100000Z"],
        ["UID:d", "DTSTART:20270310T100000Z", "RRULE:FREQ=SECONDLY"],
        ["UID:e", "DTSTART:20270310T100000Z", "DTEND:20290310T100000Z"],
        ["UID:f", "DTSTART:20270310T100000Z", "RRULE:FREQ=DAILY;INTERVAL=0"],
    )

    assert dict(found.left_out) == {"private": 1, "no-time": 2, "rule": 2, "too-long": 1}
    assert [row.uid for row in found.occurrences] == ["d", "f"], "of a rule that is not followed, the first time"


def test_rules_without_a_day_are_given_up():
    never = [["UID:a", "DTSTART:19800101T100000Z", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"]]

    found = parsed(*never, ["UID:b", "DTSTART:20270310T100000Z", "RRULE:FREQ=DAILY;COUNT=2"])

    assert (len(found.occurrences), found.left_out["rule"]) == (1, 2)


def test_words_are_plain():
    [row] = parsed([
        "UID:a\u202e", "DTSTART:20270310T100000Z", "SUMMARY:A\u202eB\u0007C\u2066D \u200f\u0645\u200c\u0627",
        r"DESCRIPTION:<script>x</script><p>Come &amp\; see</p>Join: https://zoom.us/j/1?pwd=2\nBring water",
        "LOCATION:https://teams.microsoft.com/l/meetup-join/1", "URL:javascript:alert(1)",
    ]).occurrences  # fmt: skip

    assert (row.uid, row.title, row.place, row.url) == ("a", "ABCD \u200f\u0645\u200c\u0627", "", "")
    assert row.text == "xCome & see\nJoin: \nBring water"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("https://cities.example/a?b=1", True),
        ("http://cities.example/", True),
        ("https://us02web.zoom.us/j/1", False),
        ("https://user:word@cities.example/", False),
        ("ftp://cities.example/", False),
        ("https://cities.example/\u202e", False),
        ("https://cities.example/" + "x" * 500, False),
    ],
)
def test_readers_are_led_to_pages_only(written, kept):
    [row] = parsed(["UID:a", "DTSTART:20270310T100000Z", f"URL:{written}"]).occurrences

    assert row.url == (written if kept else "")
