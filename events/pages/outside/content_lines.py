"""From bytes to the properties of a calendar, by the content lines of `icalendar` (RFC 5545 section 3.1).

Its components are not built: reading a VTIMEZONE there computes whatever rule stands in it, and keeps the zone for
every later calendar under a name that this one chose. Here a property is a name, parameters and a value, and only those
that are asked for are kept.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.utils.html import strip_tags

from coalition.certificates.pdf import BIDI_CONTROLS

FOLD = re.compile(rb"\r?\n[ \t]")  # unfolded as bytes: some fold within a letter
LONGEST_LINE = 20_000  # characters of an unfolded line; what is longer is passed over
MOST_LINES = 200_000
MOST_EVENTS = 5_000
OF_CALENDAR = frozenset({"METHOD", "X-WR-TIMEZONE"})
OF_EVENT = frozenset({
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "SEQUENCE", "STATUS",
    "CLASS", "SUMMARY", "DESCRIPTION", "LOCATION", "URL",
})  # fmt: skip
SEVERAL = frozenset({"RDATE", "EXDATE", "RRULE", "EXRULE"})
MOST_OF_ONE = 500  # lines of one name in one event


class Unreadable(Exception):
    """These bytes are no calendar."""


@dataclass(frozen=True)
class Property:
    """One content line: its value as it is written, and the parameters that say how to read it."""

    value: str
    tzid: str = ""
    is_date: bool = False
    from_here_on: bool = False  # RANGE=THISANDFUTURE


Properties = dict[str, list[Property]]


@dataclass
class Parts:
    """What a calendar holds: its own properties, its events, and the lines of each VTIMEZONE by its name."""

    own: Properties = field(default_factory=dict)
    events: list[Properties] = field(default_factory=list)
    zones: dict[str, list[str]] = field(default_factory=dict)
    too_many: int = 0  # events that were passed over


def parts_of(content: bytes) -> Parts:
    """Return what is in `content`. Raises Unreadable where no VCALENDAR begins and ends in it."""
    from icalendar.parser.content_line import Contentline

    found, stack, ended = Parts(), [""], False
    current: Properties = {}
    zone: list[str] = []
    for line in _lines(content):
        head = line[:40].upper().strip()
        if head.startswith("BEGIN:"):
            stack.append(head[6:])
            if stack[-1] == "VEVENT":
                current = {}
            elif stack[-1] == "VTIMEZONE":
                zone = []
        if "VTIMEZONE" in stack:
            zone.append(line)
        if head.startswith("END:"):
            name = head[4:]
            if name not in stack[1:]:
                continue
            while stack.pop() != name:  # an end that is missing ends with what is around it
                pass
            ended = ended or name == "VCALENDAR"
            if name == "VEVENT" and "VCALENDAR" in stack:
                if len(found.events) < MOST_EVENTS:
                    found.events.append(current)
                else:
                    found.too_many += 1
            elif name == "VTIMEZONE":
                found.zones.setdefault(_named(zone), zone)
        elif stack[-1] == "VEVENT" or stack == ["", "VCALENDAR"]:
            _keep(Contentline, line, current if stack[-1] == "VEVENT" else found.own, stack[-1])
        if len(stack) > 20:
            raise Unreadable
    if not ended:
        raise Unreadable
    return found


def _lines(content: bytes) -> Iterator[str]:
    text = FOLD.sub(b"", content).decode("utf-8-sig", "replace").replace("\x00", "")
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if number >= MOST_LINES:
            raise Unreadable
        if line and len(line) <= LONGEST_LINE:
            yield line


def _keep(content_line: type, line: str, properties: Properties, component: str) -> None:
    """Put what `line` says into `properties`, where it is asked for; a line that cannot be read says nothing."""
    head, _colon, value = line.partition(":")
    name = head.partition(";")[0].strip().upper()
    if name not in (OF_EVENT if component == "VEVENT" else OF_CALENDAR):
        return
    told = dict.fromkeys(("TZID", "VALUE", "RANGE"), "")
    if ";" in head:
        try:
            _name, parameters, value = content_line(line).raw_parts()
        except ValueError:
            return
        told = {key: str(parameters.get(key, "")) for key in told}
    rows = properties.setdefault(name, [])
    if name in SEVERAL and len(rows) >= MOST_OF_ONE:
        return
    if name not in SEVERAL:
        rows.clear()  # of what stands once, the last is meant
    rows.append(
        Property(
            value=value,
            tzid=told["TZID"].strip('"'),
            is_date=told["VALUE"].upper() == "DATE",
            from_here_on=told["RANGE"].upper() == "THISANDFUTURE",
        )
    )


def _named(zone: list[str]) -> str:
    return next((line.partition(":")[2].strip() for line in zone if line.upper().startswith("TZID")), "")


LONGEST_ADDRESS = 500
KEPT = frozenset({0x200E, 0x200F, 0x061C, 0x200C, 0x200D})  # marks and joiners that Arabic and Persian are written with
LINK = re.compile(r"\S*(?:[a-z][a-z0-9+.-]*://|\bwww\.)\S*", re.IGNORECASE)
SPACES = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\n\s*\n+")
# Where these lead somebody joins at once: nobody who did not register is let in by us.
ROOMS = re.compile(
    r"(^|\.)(zoom\.us|zoomgov\.com|teams\.microsoft\.com|teams\.live\.com|meet\.google\.com|webex\.com|gotomeeting\.com"
    r"|whereby\.com|meet\.jit\.si|bluejeans\.com|starleaf\.com)$"
)


def unescaped(value: str) -> str:
    """Return the text that `value` of a content line stands for (RFC 5545 section 3.3.11)."""
    if "\\" not in value:
        return value
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value, flags=re.DOTALL)


def one_line(value: str, longest: int) -> str:
    """Return the text of `value` on one line of at most `longest` characters."""
    return _cut(" ".join(_plain(unescaped(value[: longest * 8])).split()), longest)


def paragraphs(value: str, longest: int) -> str:
    """Return the text of `value` in lines, without tags and links, of at most `longest` characters."""
    text = unescaped(value[: longest * 8])
    if "<" in text:
        text = html.unescape(strip_tags(re.sub(r"<(?:br|/p|/li|/div)\b[^<>]*>", "\n", text, flags=re.IGNORECASE)))
    text = LINK.sub("", _plain(text))
    return _cut(LINES.sub("\n\n", SPACES.sub(" ", text)).strip(), longest)


def place(value: str, longest: int) -> str:
    """Return the place that `value` names; "" where it is an address to join at, which some calendars put there."""
    found = one_line(value, longest)
    return "" if LINK.search(found) else found


def address(value: str) -> str:
    """Return the web address `value` where readers may be led there; "" for any other, and for the way into a room."""
    value = value.strip()
    if not (0 < len(value) <= LONGEST_ADDRESS) or not value.isascii() or not value.isprintable() or " " in value:
        return ""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or "." not in host or "@" in parts.netloc or ROOMS.search(host):
        return ""
    return "" if any(sign in value for sign in "\"'<>\\`{}|^") else value


def _plain(text: str) -> str:
    """Return `text` composed (NFC), without control signs and without signs that turn the direction of others."""
    text = unicodedata.normalize("NFC", text.replace("\u2028", "\n").replace("\u2029", "\n"))
    return text if text.replace("\n", "").isprintable() else "".join(sign for sign in text if _stays(sign))


def _stays(sign: str) -> bool:
    if sign in "\n\t" or ord(sign) in KEPT:
        return True
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn") and ord(sign) not in BIDI_CONTROLS


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
