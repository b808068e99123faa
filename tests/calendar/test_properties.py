"""Properties of the bytes that our server sends, the same for feed, download and mail (`served`, conftest.py).

What they mean is asked of parsers that do not know each other (readers.py); how they are written, of the lines
themselves. Numbers are those of the list of properties of a calendar that stays right; some stand in modules beside.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from icalendar import Calendar, Timezone
from wagtail.models import Locale

from events.calendar.builder import transitions, vtimezone
from events.models import Event
from events.pages.models import EventPage
from events.registrations import emails, services
from tests.calendar.readers import everybody_reads, iso, lines
from tests.factories.events import NOW, EventFactory, RegistrationFactory, event_page, events_page, reschedule

pytestmark = pytest.mark.django_db
NAMED = re.compile(r"^def test_((?:\d\d_)+)", re.MULTILINE)
NASTY = 'Comma, semicolon; backslash \\ "quotes" and كلمة عربية طويلة'


def at(zone: str, start: str, hours: float = 2, **facts):
    """Return an event that begins at `start`, in UTC."""
    begins = datetime.fromisoformat(start).replace(tzinfo=UTC)
    return EventFactory(zone=zone, start=begins, end=begins + timedelta(hours=hours), **facts)


def values(body: bytes, name: str) -> list[str]:
    """Return the lines of property `name` without it: parameters and value."""
    found = re.compile(rf"{name}(?=[;:])(.*)")
    return [match[1] for line in lines(body) if (match := found.fullmatch(line))]


def items(body: bytes) -> list[bytes]:
    """Return each VEVENT of `body`: the zones have a DTSTART too."""
    return re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", body, re.DOTALL)


def test_01_lines_end_with_crlf_and_have_at_most_75_octets(served):
    body = served(event_page(title=NASTY, summary="ع" * 300))

    assert body.endswith(b"END:VCALENDAR\r\n")
    assert re.findall(rb"(?<!\r)\n|\r(?!\n)", body) == []
    physical = body.split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert "\r\n".join(line.decode() for line in physical) == body.decode()  # no character is split by a fold


def test_02_text_survives(served):
    event = EventFactory(place={"en": NASTY})
    body = served(event_page(event, title=NASTY, summary=f"One\n{NASTY}"))

    events = everybody_reads(body)
    assert [(found["summary"], found["location"]) for found in events] == [(NASTY, NASTY)]
    assert events[0]["description"].startswith(f"One\n{NASTY}\n\n")


def test_03_04_version_product_and_method(served, source):
    body = served(event_page())

    assert values(body, "VERSION") == [":2.0"]
    assert values(body, "PRODID") == [":-//Coalition of local governments//Events//EN"]
    assert values(body, "METHOD") == ([":REQUEST"] if source == "mail" else [])
    assert [item["method"] for item in everybody_reads(body)] == ["REQUEST" if source == "mail" else ""]


def test_05_the_identifier_is_one_whatever_happens(served):
    page = event_page()
    event_page(page.event, "fr", title="Formation")
    first = served(page)
    page.event = reschedule(event=page.event, start=datetime(2027, 1, 12), end=datetime(2027, 1, 13))

    bodies = [first, served(page)]
    assert [values(body, "UID") for body in bodies] == [[f":{page.event.uid}"]] * 2
    assert [item["uid"] for body in bodies for item in everybody_reads(body)] == [str(page.event.uid)] * 2


def test_06_07_stamps_are_in_utc_and_never_go_back(served, source):
    page = event_page()
    revised = f":{page.event.revised_at:%Y%m%dT%H%M%SZ}"

    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        body = served(page)
    assert values(body, "LAST-MODIFIED") == [revised]
    assert values(body, "DTSTAMP") == [":20270111T100000Z" if source == "mail" else revised]

    with time_machine.travel(NOW - timedelta(days=9), tick=False):
        page.event = services.save_event(event=page.event)
    assert values(served(page), "LAST-MODIFIED") == [revised]


def test_08_the_sequence_rises_with_the_schedule_and_not_with_the_words(served):
    page = event_page(EventFactory(zone="UTC", start=datetime(2027, 3, 10, tzinfo=UTC),
                                   end=datetime(2027, 3, 11, tzinfo=UTC)))  # fmt: skip
    bodies = [served(page)]
    for name, value in {
        "wall_start": datetime(2027, 3, 9), "wall_end": datetime(2027, 3, 12), "zone": "Africa/Banjul",
        "all_day": True, "mode": "hybrid", "place": {"en": "Elsewhere"}, "country": "GM", "state": "postponed",
    }.items():  # fmt: skip
        setattr(page.event, name, value)
        services.save_event(event=page.event)
        bodies.append(served(page))
    page.summary = "Better words"
    page.save_revision().publish()
    bodies.append(served(page))

    assert [values(body, "SEQUENCE") for body in bodies] == [[f":{number}"] for number in [*range(9), 8]]
    assert [item["sequence"] for body in bodies for item in everybody_reads(body)] == [*range(9), 8]


MARKED = {
    "scheduled": ("CONFIRMED", {"en": "{}"}),
    "postponed": (
        "TENTATIVE",
        {"en": "Postponed: {}", "fr": "Report\xa0: {}", "es": "Aplazamiento: {}", "ar": "أُجّلت: {}"},
    ),
    "cancelled": (
        "CANCELLED",
        {"en": "Cancelled: {}", "fr": "Annulation\xa0: {}", "es": "Cancelación: {}", "ar": "أُلغيت: {}"},
    ),
}


@pytest.mark.parametrize("state", MARKED)
def test_09_status_and_a_summary_that_says_so_in_the_language_of_the_reader(served, state):
    status, marks = MARKED[state]
    pages = [event_page(EventFactory(state=state), language, title=NASTY) for language in marks]

    found = [everybody_reads(served(page)) for page in pages]

    told = {(item["uid"], item["status"], item["summary"]) for items in found for item in items}
    for page, mark in zip(pages, marks.values(), strict=True):
        assert (str(page.event.uid), status, mark.format(NASTY)) in told


# Zone, start in UTC, hours, and how the start is written.
TIMES = {
    "an afternoon": ("Europe/Paris", "2027-07-01T12:00", 2, ";TZID=Europe/Paris:20270701T140000"),
    "in UTC": ("UTC", "2027-03-28T00:30", 2, ":20270328T003000Z"),
    "into summer in Paris": ("Europe/Paris", "2027-03-28T00:30", 2, ";TZID=Europe/Paris:20270328T013000"),
    "just after it": ("Europe/Paris", "2027-03-28T01:00", 2, ";TZID=Europe/Paris:20270328T030000"),
    "out of summer": ("Europe/Paris", "2027-10-30T23:30", 5, ";TZID=Europe/Paris:20271031T013000"),
    "the first of two 2:30": ("Europe/Paris", "2027-10-31T00:30", 0.5, ":20271031T003000Z"),
    "the second of two 2:30": ("Europe/Paris", "2027-10-31T01:30", 0.25, ":20271031T013000Z"),
    "from one 2:30 to the other": ("Europe/Paris", "2027-10-31T00:30", 1, ":20271031T003000Z"),
    "into summer in Hebron": ("Asia/Hebron", "2027-03-26T23:30", 2, ";TZID=Asia/Hebron:20270327T013000"),
    "out of summer in Hebron": ("Asia/Hebron", "2027-10-29T21:30", 3, ";TZID=Asia/Hebron:20271030T003000"),
    "after it": ("Asia/Hebron", "2027-10-30T01:00", 2, ";TZID=Asia/Hebron:20271030T030000"),
    "Mexico changed clocks then": (
        "America/Mexico_City", "2022-04-03T07:30", 2, ";TZID=America/Mexico_City:20220403T013000",
    ),
    "and changes them no more": (
        "America/Mexico_City", "2027-04-04T07:30", 2, ";TZID=America/Mexico_City:20270404T013000",
    ),
    "into Ramadan in Casablanca": (
        "Africa/Casablanca", "2025-02-23T00:30", 2, ";TZID=Africa/Casablanca:20250223T013000",
    ),
    "out of Ramadan in Casablanca": (
        "Africa/Casablanca", "2025-04-06T01:30", 2, ";TZID=Africa/Casablanca:20250406T013000",
    ),
    "over the midnight that Santiago skips": (
        "America/Santiago", "2027-09-05T03:30", 2, ";TZID=America/Santiago:20270904T233000",
    ),
    "after the midnight that it has twice": (
        "America/Santiago", "2027-04-04T04:30", 2, ";TZID=America/Santiago:20270404T003000",
    ),
    "no clock to change": ("Indian/Comoro", "2027-03-28T00:30", 2, ";TZID=Indian/Comoro:20270328T033000"),
    "as in London, without summer": ("Africa/Banjul", "2027-03-28T00:30", 2, ";TZID=Africa/Banjul:20270328T003000"),
    "over New Year": ("Asia/Hebron", "2026-12-31T20:00", 6, ";TZID=Asia/Hebron:20261231T220000"),
    "over New Year in another year": ("Europe/Paris", "2027-12-31T23:30", 2, ";TZID=Europe/Paris:20280101T003000"),
}  # fmt: skip


def test_11_12_13_15_16_17_18_times_are_exact_around_every_change(served, source):
    """Sections 3.3.5, 3.8.2.2, 3.8.2.4, 3.6.5, and 3.8.5: events do not recur."""
    pages = {case: plain_page(at(zone, start, hours)) for case, (zone, start, hours, _written) in TIMES.items()}
    expected = {str(page.event.uid): (iso(page.event.start), iso(page.event.end)) for page in pages.values()}
    assert all(end > start for start, end in expected.values())

    bodies = [served(page) for page in (list(pages.values())[:1] if source == "feed" else pages.values())]

    events = everybody_reads(b"".join(bodies))
    assert {event["uid"]: (event["start"], event["end"]) for event in events} == expected
    written = {values(item, "UID")[0][1:]: item for body in bodies for item in items(body)}
    assert {uid: values(item, "DTSTART") for uid, item in written.items()} == {
        str(page.event.uid): [TIMES[case][3]] for case, page in pages.items()
    }
    assert {(len(values(item, "DTEND")), *values(item, "DURATION")) for item in written.values()} == {(1,)}
    for body in bodies:
        zones_are_declared(body)
        assert [values(body, name) for name in ("RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID")] == [[]] * 5


def plain_page(event: Event) -> EventPage:
    """Return a live page of `event`, made without a revision: there are many."""
    page = EventPage(title=event.name, slug=f"event-{event.pk}", event=event, locale=Locale.get_default())
    return events_page().add_child(instance=page)


def zones_are_declared(body: bytes) -> None:
    """Assert that `body` declares every zone that it uses, for the years in which it uses it, and none for UTC."""
    calendar = Calendar.from_ical(body)
    declared = {str(zone["TZID"]): zone for zone in calendar.timezones}
    assert len(declared) == len(calendar.timezones)
    used: dict[str, list[int]] = {}
    for item in calendar.events:
        for moment in (item["DTSTART"], item["DTEND"]):
            if zone := moment.params.get("TZID"):
                used.setdefault(zone, []).append(moment.dt.year)
    for zone, years in used.items():
        changes = [part["DTSTART"].dt.year for part in declared[zone].subcomponents]
        assert (min(changes), max(changes) <= max(years) + 1) == (min(years), True)
    assert [line for line in lines(body) if re.match(r"[A-Z-]+;[^:]*TZID=[^:]*:.*Z$", line)] == []


ZONES = ("Europe/Paris", "Asia/Hebron", "Indian/Comoro", "America/Mexico_City", "Africa/Banjul")


def offset_by_component(component, instant):
    """Return the offset at `instant` as a calendar client reads it from a VTIMEZONE (RFC 5545 section 3.6.5)."""
    onsets = []
    for part in component.subcomponents:
        before, after = part["TZOFFSETFROM"].td, part["TZOFFSETTO"].td
        onsets.append((part["DTSTART"].dt.replace(tzinfo=UTC) - before, after))
    return max(onset for onset in onsets if onset[0] <= instant)[1]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("year", [2021, 2022, 2027])
def test_13_a_client_reads_the_right_offset_around_every_change(zone, year):
    component = Timezone.from_ical(vtimezone(zone, year, year))
    days = [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=number) for number in range(364)]
    changes = transitions(ZoneInfo(zone), datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC))
    moments = [*days, *(change + timedelta(seconds=step) for change in changes for step in (-1, 0, 3600, -3600))]

    read = {moment: offset_by_component(component, moment) for moment in moments}

    assert read == {moment: moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in moments}


@pytest.mark.parametrize(
    ("zone", "days"), [("America/Mexico_City", 2), ("Europe/Paris", 1), ("Pacific/Apia", 1), ("Asia/Beirut", 1)]
)
def test_14_all_day_is_dates_and_an_exclusive_end(served, zone, days):
    start = datetime(2027, 3, 28)  # clocks change in Paris that day, and in Beirut at midnight, which they skip
    event = EventFactory(zone=zone, all_day=True, wall_start=start, wall_end=start + timedelta(days=days))

    body = served(event_page(event))
    [item] = items(body)

    assert values(body, "TZID") == values(item, "RRULE") == []
    assert values(item, "DTSTART") == [";VALUE=DATE:20270328"]
    assert values(body, "DTEND") == [f";VALUE=DATE:202703{28 + days}"]
    [found] = everybody_reads(body)
    assert (found["all_day"], found["start"], found["end"]) == (True, "2027-03-28", f"2027-03-{28 + days}")


def test_25_nobody_is_named_but_the_reader_of_the_mail(served, source):
    page = event_page()
    others = RegistrationFactory(category__event=page.event, name="Ada Secret", email="ada@secret.example")
    body = served(page).replace(b"\r\n ", b"")

    assert [word for word in (b"Ada", others.token.encode()) if word in body] == []
    people = [value.rpartition("mailto:")[2] for name in ("ATTENDEE", "ORGANIZER") for value in values(body, name)]
    assert people == ([others.email, emails.address_of(others)] if source == "mail" else [])


def test_each_of_the_thirty_properties_has_a_test_named_after_its_number():
    names = [name for file in Path(__file__).parent.glob("test_*.py") for name in NAMED.findall(file.read_text())]

    assert {int(number) for name in names for number in name.split("_") if number} == set(range(1, 31))
