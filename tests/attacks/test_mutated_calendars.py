"""Calendars that somebody broke are read or refused, and nothing else: 200, and 10,000 in `make attack`."""

from datetime import UTC, datetime
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.pages.outside import recurrence as parser
from events.pages.outside.content_lines import Unreadable

from .measuring import rounds

NOW = datetime(2027, 1, 10, 10, 0, tzinfo=UTC)
SEEDS = [
    """BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:America/Mexico_City\r\nBEGIN:VTIMEZONE\r\nTZID:Own\r\n\
BEGIN:STANDARD\r\nDTSTART:20001029T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\n\
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:20000326T020000\r\n\
TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\r\nEND:DAYLIGHT\r\n\
END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a@x\r\nDTSTART;TZID=Own:20270325T100000\r\nDTEND;TZID=Own:20270325T110000\r\n\
RRULE:FREQ=WEEKLY;UNTIL=20270601T080000Z;BYDAY=TH\r\nEXDATE;TZID=Own:20270401T100000\r\nSEQUENCE:2\r\n\
SUMMARY:Caf\u00e9\\, now\r\nDESCRIPTION:<b>Come</b>\\nall https://x.example\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:a@x\r\n\
RECURRENCE-ID;TZID=Own:20270408T100000\r\nDTSTART;TZID=Own:20270409T100000\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n\
END:VCALENDAR\r\n""",
    """BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:PUBLISH\nBEGIN:VEVENT\nUID:b\nDTSTART;VALUE=DATE:20270310\nDTEND;VALUE=DATE:20270312\n\
SUMMARY:\u0644\u0642\u0627\u0621\nRDATE;VALUE=DATE:20270401,20270501\nLOCATION:Quito\nURL:https://x.example/a\nEND:VEVENT\n\
BEGIN:VEVENT\nUID:c\nDTSTART;TZID=W. Europe Standard Time:20260101T100000\nDURATION:P1DT2H\n\
RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=40\nBEGIN:VALARM\nTRIGGER:-PT1H\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n""",
]  # fmt: skip
LONGEST = (200, 1000, 200, 500, 255, 50)  # title, text, place, address, UID, zone
PIECES = [
    "BEGIN:VCALENDAR\r\n", "END:VCALENDAR\r\n", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "BEGIN:VTIMEZONE\r\n",
    "\r\n ", "\n\t", "RRULE:FREQ=DAILY\r\n", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\r\n",
    "RRULE:FREQ=SECONDLY\r\n", ";INTERVAL=0", ";INTERVAL=99999", ";COUNT=999999", ";BYDAY=-53MO",
    ";BYSETPOS=366", ";UNTIL=99991231T235959Z", ";UNTIL=00010101", "RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU\r\n",
    "RDATE:20270229T000000Z\r\n", "EXDATE;VALUE=DATE:20270401\r\n", "DTSTART:00010101T000000Z\r\n",
    "DTSTART:99991231T235959Z\r\n", "DTSTART;TZID=Nowhere:20270310T100000\r\n",
    "DTSTART;VALUE=DATE:20270310\r\n", "DURATION:P9999W\r\n", "DURATION:-PT1H\r\n",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20270401T080000Z\r\n", "TZOFFSETTO:+9999\r\n", "CLASS:PRIVATE\r\n",
    "SUMMARY:" + "x" * 5000 + "\r\n", "\u202e", "\u0000", "\\", '"', ";", ":", ",", "=", "\ufeff", "\u0130",
    "\U000e0041", "٣",
]  # fmt: skip


def mutated(seed: int) -> bytes:
    """Return a calendar that was changed at up to twelve places; the same for the same `seed`."""
    random = Random(seed)  # noqa: S311  # the same calendars each time
    content = bytearray(random.choice(SEEDS).encode())
    for _change in range(random.randint(1, 12)):
        at = random.randrange(len(content) + 1)
        till = min(len(content), at + random.choice([1, 4, 20, 200]))
        match random.randrange(7):
            case 0:
                del content[at:till]
            case 1:
                content[at:at] = random.choice(PIECES).encode()
            case 2:
                content[at:at] = content[at:till] * random.choice([1, 2, 50])
            case 3:
                content[at:till] = random.randbytes(till - at)
            case 4:
                lines = bytes(content).split(b"\n")
                random.shuffle(lines)
                content = bytearray(b"\n".join(lines))
            case 5:
                content[at:till] = bytes(content[at:till]).swapcase()
            case 6:
                line = content.find(b"\n", at) + 1
                content[line:line] = random.choice(PIECES).encode()
    return bytes(content)


def check(content: bytes) -> parser.Found | None:
    """Return what is read of `content`, or None where it is refused; raise where another thing happens."""
    try:
        found = parser.read(content, zone="Europe/Paris", now=NOW)
    except Unreadable:
        return None
    assert len(found.occurrences) <= parser.MOST
    keys = [(row.uid, row.key) for row in found.occurrences]
    assert len(keys) == len(set(keys)), "one row for each time"
    for row in found.occurrences:
        words = [row.title, row.text, row.place, row.url, row.uid, row.zone]
        assert row.start.tzinfo is not None
        assert row.start <= row.end
        assert row.end >= NOW - parser.BEFORE
        assert row.start <= NOW + parser.AHEAD
        assert [len(word) <= most for word, most in zip(words, LONGEST, strict=True)] == [True] * 6
        assert len(row.key) <= 16
        assert row.uid
        assert all(sign in "\n\u200c\u200d\u200e\u200f\u061c" or sign.isprintable() for word in words for sign in word)
    return found


def test_what_is_broken_is_read_as_it_is_without_that():
    assert [len(check(seed.encode()).occurrences) for seed in SEEDS] == [9, 22]


@settings(max_examples=rounds(short=150, long=8_000), deadline=None, database=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(st.integers(min_value=0, max_value=2**48))
def test_a_calendar_changed_at_random_places(seed):
    check(mutated(seed))


@settings(max_examples=rounds(short=50, long=2_000), deadline=None, database=None, derandomize=True,
          suppress_health_check=list(HealthCheck))  # fmt: skip
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20)), max_size=12))
def test_an_event_of_pieces(pieces):
    event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20270310T100000Z\r\n" + "".join(pieces)
    check((event + "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").encode("utf-8", "surrogatepass"))
