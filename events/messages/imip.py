"""From a mail to what a calendar answered (RFC 5546 section 3.2.3, RFC 6047 section 2).

Clients differ in where they put the calendar and how they name it; all of them may be forged or broken. So what is
read is little: the parts that say they are calendars, and of those one VEVENT's UID, attendees, revision and time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.message import Message
from typing import Any

from coalition.mail.areas import Unreadable

TYPES = {"text/calendar", "application/ics", "text/x-vcalendar"}
MOST_PARTS = 30
LARGEST = 200_000  # bytes of a calendar: a reply has some thousands
MOST_LINES = 2_000
ANSWERS = {"ACCEPTED": "accepted", "TENTATIVE": "tentative", "DECLINED": "declined"}


@dataclass(frozen=True)
class Reply:
    """What one calendar answers about one event. `answers` holds the answer of each attendee, by address."""

    uid: str
    sequence: int
    stamp: datetime | None
    answers: dict[str, str]


def read(message: Message) -> Reply | None:
    """Return the reply that `message` carries; None when it carries another thing, or none.

    Raises Unreadable for what is no calendar although it says so.
    """
    for data in _calendars(message):
        if reply := _reply(data):
            return reply
    return None


def _calendars(message: Message) -> Iterator[bytes]:
    """Yield the bytes of each part that says it is a calendar, by its type or its file's name."""
    try:
        for number, part in enumerate(message.walk()):
            if number >= MOST_PARTS:
                return
            name = str(part.get_filename("") or "")
            if part.get_content_type() in TYPES or name.lower().endswith(".ics"):
                data = part.get_payload(decode=True)
                if isinstance(data, bytes):
                    yield data
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise Unreadable from error


def _reply(data: bytes) -> Reply | None:
    import icalendar  # loaded by who reads one, which few processes do

    if len(data) > LARGEST or data.count(b"\n") > MOST_LINES:
        raise Unreadable
    # What icalendar raises on broken values is any of these, and it grows with its versions.
    try:
        calendar = icalendar.Calendar.from_ical(data)
        if str(calendar.get("METHOD", "")).strip().upper() != "REPLY":
            return None
        [item] = calendar.walk("VEVENT")
        return _of(item)
    except (
        ValueError,
        LookupError,
        TypeError,
        AttributeError,
        OverflowError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise Unreadable from error


def _of(item: Any) -> Reply | None:
    if "RECURRENCE-ID" in item:  # our events do not recur
        return None
    attendees = item.get("ATTENDEE", [])
    found = {}
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        answer = ANSWERS.get(str(attendee.params.get("PARTSTAT", "")).upper())
        if answer:
            found[_address(str(attendee))] = answer
    return Reply(
        uid=str(item["UID"]).strip(),
        sequence=int(item.get("SEQUENCE", 0)),
        stamp=_moment(item.get("DTSTAMP")),
        answers=found,
    )


def _address(value: str) -> str:
    scheme, colon, address = value.strip().partition(":")
    return (address if colon and scheme.lower() == "mailto" else value).strip().lower()


def _moment(value: Any) -> datetime | None:
    moment = getattr(value, "dt", None)
    if not isinstance(moment, date):
        return None
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
