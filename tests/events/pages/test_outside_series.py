"""What is read of a calendar of others: times, rules, zones, cancellations and words; and what is not."""

from datetime import UTC, datetime

import pytest

from events.pages.outside import series as parser
from events.pages.outside.content_lines import Unreadable
from tests.factories.events import NOW
from tests.factories.outside import ics

PARIS = "DTSTART;TZID=Europe/Paris:"


def read(*events, head=(), zone="Europe/Paris"):
    return parser.read(ics(*events, head=head), zone=zone, now=NOW)


def starts(*events, **options):
    return [f"{row.start:%m-%d %H:%M}" for row in read(*events, **options).occurrences]


def test_an_event_is_read_as_it_is_written():
    [row] = read([
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
    found = read(["UID:a", line, "SUMMARY:A"]).occurrences

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

    found = read(SERIES, moved, cancelled).occurrences

    assert [(f"{row.start:%m-%d %H:%M}", row.title, row.state, row.key) for row in found] == [
        ("03-25 09:00", "A", "scheduled", "20270325T090000Z"),
        ("04-02 10:00", "Later", "scheduled", "20270401T080000Z"),
        ("04-08 08:00", "A", "cancelled", "20270408T080000Z"),
        ("04-15 08:00", "A", "scheduled", "20270415T080000Z"),
    ]
    assert {row.end - row.start for row in found} == {found[0].end - found[0].start}


def test_a_change_from_a_time_on_moves_all_that_follow():
    later = ["UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270408T080000Z", f"{PARIS}20270408T140000", "SUMMARY:B"]

    assert starts(SERIES, later) == ["03-25 09:00", "04-01 08:00", "04-08 12:00", "04-15 12:00"]


def test_the_newest_revision_counts_and_a_calendar_may_cancel_all():
    old, new = ["UID:a", "DTSTART:20270310T100000Z", "SEQUENCE:1"], ["UID:a", "DTSTART:20270311T100000Z", "SEQUENCE:2"]

    assert starts(new, old) == ["03-11 10:00"]
    assert [row.state for row in read(new, head=("METHOD:CANCEL",)).occurrences] == ["cancelled"]


def test_what_is_not_shown_is_counted():
    found = read(
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

    found = read(*never, ["UID:b", "DTSTART:20270310T100000Z", "RRULE:FREQ=DAILY;COUNT=2"])

    assert (len(found.occurrences), found.left_out["rule"]) == (1, 2)


@pytest.mark.parametrize("content", [b"", b"<html>Log in</html>", b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n", b"\xff" * 99,
                                     b"BEGIN:X\r\n" * 50])  # fmt: skip
def test_what_is_no_calendar_is_refused(content):
    with pytest.raises(Unreadable):
        parser.read(content, zone="Europe/Paris", now=NOW)


def test_words_are_plain():
    [row] = read([
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
        ("https://meet.google.com/abc", False),
        ("https://user:word@cities.example/", False),
        ("ftp://cities.example/", False),
        ("https://cities.example/\u202e", False),
        ('https://cities.example/"onmouseover=', False),
        ("https://[::1", False),
        ("https://cities.example/" + "x" * 500, False),
    ],
)
def test_readers_are_led_to_pages_only(written, kept):
    [row] = read(["UID:a", "DTSTART:20270310T100000Z", f"URL:{written}"]).occurrences

    assert row.url == (written if kept else "")
