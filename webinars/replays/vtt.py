"""WebVTT: read strictly and told line by line, and written (https://www.w3.org/TR/webvtt1/, section 4).

What the grammar forbids is refused with the number of its line. Comments, styles and regions are left out; of the marks
within a line the first speaker is kept. Lines that overlap are allowed, and told (decision 0028-search-and-library).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


MOST = 20_000  # lines: more than a day of speech
LONGEST = 1000  # characters of one line
LONGEST_SPEAKER = 100
LONGEST_SETTINGS = 200

HEADER = re.compile(r"WEBVTT(?:[ \t].*)?")
TIME = re.compile(r"(?:(\d{2}|[1-4]\d{2}):)?([0-5]\d):([0-5]\d)\.(\d{3})", re.ASCII)
# No part of a pattern can match what its neighbour matches: a hostile file would keep everybody waiting.
TIMING = re.compile(r"(\S+)[ \t]+-->[ \t]+(\S+)(?:[ \t]+(\S.*))?")
SETTING = re.compile(r"(?:vertical:(?:rl|lr)|(?:line|position|size):[-\d.%,a-z]+|align:[a-z]+|region:\S+)")
TAG = re.compile(r"<[^>]*>?")
KNOWN_TAG = re.compile(r"</?(?:c|i|b|u|ruby|rt|lang|v)(?:\.[^\s<>]+)?(?:[ \t][^<>]*)?>|</>")
SPEAKER = re.compile(r"<v(?:\.[^\s<>]+)?[ \t]([^<>]+)>")
LEFT_OUT = re.compile(r"NOTE(?:[ \t].*)?|(?:STYLE|REGION)[ \t]*")


@dataclass(frozen=True)
class Line:
    """What is said from `start` to `end` (milliseconds). `number` is where it stands in the file, or 0."""

    start: int
    end: int
    text: str
    speaker: str = ""
    settings: str = ""
    number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Problem:
    number: int
    words: "_StrPromise"


@dataclass(frozen=True)
class Captions:
    """What was read: lines in order, what forbids to keep them, and what is told only."""

    lines: tuple[Line, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


NO_HEADER = _("The file does not begin with WEBVTT.")
NOT_A_TIMING = _("This is not a timing such as 00:01:05.000 --> 00:01:08.500.")
COMMA = _("A time has a point before its thousandths, not a comma.")
NO_TEXT = _("There is no text below this timing.")
ARROW = _("A blank line is missing above this timing.")
BACKWARDS = _("This line ends before it starts.")
OUT_OF_ORDER = _("This line starts before the one above it.")
SAME_START = _("Another line starts at the same moment.")
UNKNOWN_SETTING = _("The words after the times are none of WebVTT’s.")
UNKNOWN_TAG = _("There is a mark in this text that WebVTT does not have, or a bare < sign.")
TOO_LONG = _("This text is longer than 1,000 characters, or the speaker’s name than 100.")
TOO_MANY = _("There are more than 20,000 lines.")
OVERLAP = _("This line starts before the one above it has ended.")


def read(text: str) -> Captions:
    rows = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")
    problems: list[Problem] = []
    lines: list[Line] = []
    if not HEADER.fullmatch(rows[0]):
        problems.append(Problem(1, NO_HEADER))
    for number, block in _blocks(rows):
        if LEFT_OUT.fullmatch(block[0]) and "-->" not in block[0]:
            continue
        found = _line(number, block)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            lines.append(found)
        if len(lines) > MOST:
            problems.append(Problem(number, TOO_MANY))
            break
    order, remarks = in_order(lines)
    return Captions(tuple(lines), tuple(sorted([*problems, *order], key=lambda one: one.number)), tuple(remarks))


def in_order(lines: Iterable[Line]) -> tuple[list[Problem], list[Problem]]:
    """Return what is wrong in the order of `lines`, and where one starts before another has ended."""
    problems, remarks = [], []
    before: Line | None = None
    for line in lines:
        if before is not None and line.start < before.start:
            problems.append(Problem(line.number, OUT_OF_ORDER))
        elif before is not None and line.start == before.start:
            problems.append(Problem(line.number, SAME_START))
        elif before is not None and line.start < before.end:
            remarks.append(Problem(line.number, OVERLAP))
        before = line
    return problems, remarks


def _blocks(rows: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Yield each block below the header, with the number of its first row."""
    block: list[str] = []
    header = True
    for number, row in enumerate([*rows[1:], ""], start=2):
        if row.strip(" \t"):
            block.append(row)
        elif block or header:
            if block and not (header and number - len(block) == 2):
                yield number - len(block), block
            block, header = [], False


def _line(number: int, block: list[str]) -> Line | Problem:
    """Return what a block says: perhaps a name, then times, then text."""
    at = 0 if "-->" in block[0] else 1
    if at >= len(block):
        return Problem(number, NOT_A_TIMING)
    number += at
    match = TIMING.fullmatch(block[at].strip(" \t"))
    start, end = (time_of(match[1]), time_of(match[2])) if match else (None, None)
    if match is None or start is None or end is None:
        return Problem(number, COMMA if re.search(r"\d,\d{3}", block[at]) else NOT_A_TIMING)
    settings = " ".join((match[3] or "").split())
    if any(not SETTING.fullmatch(setting) for setting in settings.split()) or len(settings) > LONGEST_SETTINGS:
        return Problem(number, UNKNOWN_SETTING)
    if end <= start:
        return Problem(number, BACKWARDS)
    rows = block[at + 1 :]
    if any("-->" in row for row in rows):
        return Problem(number + 1 + next(place for place, row in enumerate(rows) if "-->" in row), ARROW)
    return _said(number, start, end, settings, "\n".join(rows))


def _said(number: int, start: int, end: int, settings: str, marked: str) -> Line | Problem:
    unknown = [tag for tag in TAG.findall(marked) if not KNOWN_TAG.fullmatch(tag) and time_of(tag[1:-1]) is None]
    if unknown:
        return Problem(number + 1, UNKNOWN_TAG)
    speaker = SPEAKER.search(marked)
    name = " ".join(unescape(speaker[1]).split()) if speaker else ""
    text = tidy(unescape(TAG.sub("", marked)))
    if not text:
        return Problem(number, NO_TEXT)
    if len(text) > LONGEST or len(name) > LONGEST_SPEAKER:
        return Problem(number + 1, TOO_LONG)
    settings = " ".join(setting for setting in settings.split() if not setting.startswith("region:"))
    return Line(start, end, text, name, settings, number)


def tidy(text: str) -> str:
    """Return `text` with single spaces, and without blank rows, which would end a line of WebVTT."""
    rows = (" ".join(row.split()) for row in text.split("\n"))
    return "\n".join(row for row in rows if row)


def time_of(text: str) -> int | None:
    """Return the milliseconds of a time such as `01:05.000` or `00:01:05.000`, or None."""
    match = TIME.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds, thousandths = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths


def time_text(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{thousandths:03}"


def write(lines: Iterable[Line]) -> str:
    return "\n\n".join(["WEBVTT", *map(_written, lines)]) + "\n"


def _written(line: Line) -> str:
    timing = f"{time_text(line.start)} --> {time_text(line.end)} {line.settings}".rstrip()
    voice = f"<v {_escaped(line.speaker)}>" if line.speaker else ""
    return f"{timing}\n{voice}{_escaped(line.text)}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
