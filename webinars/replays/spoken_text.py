"""What was said as a text: paragraphs, with an address for each line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings

from .models import Transcript
from .vtt import Line

PAUSE = 2_500  # milliseconds of silence that end a paragraph
LONG_ENOUGH = 350  # letters after which a paragraph ends with its sentence
ENDS = (".", "!", "?", "…", "؟", "»", "”")


@dataclass(frozen=True)
class Said:
    """One line: its words, its moment, and its name within the page."""

    start: int
    text: str

    @property
    def second(self) -> str:
        return second_of(self.start)

    @property
    def anchor(self) -> str:
        return f"t{self.second}"


@dataclass
class Paragraph:
    """Lines of one speaker that belong together."""

    speaker: str
    lines: list[Said] = field(default_factory=list)
    chapter: str = ""  # the title of the chapter that begins here

    @property
    def clock(self) -> str:
        return clock(self.lines[0].start)

    @property
    def second(self) -> str:
        return self.lines[0].second


def paragraphs(lines: Iterable[Line], chapters: Iterable[tuple[int, str]] = ()) -> Iterator[Paragraph]:
    """Yield what was said: a paragraph ends with its speaker, a pause, a chapter, or a sentence when it is long."""
    waiting = sorted(chapters)
    found: Paragraph | None = None
    ended, letters = 0, 0
    for line in lines:
        begins = ""
        while waiting and waiting[0][0] <= line.start:
            begins = waiting.pop(0)[1]
        same = found is not None and line.speaker in ("", found.speaker)
        if found is None or begins or not same or line.start - ended >= PAUSE or _is_long(found, letters):
            if found is not None:
                yield found
            found, letters = Paragraph(line.speaker, chapter=begins), 0
        found.lines.append(Said(line.start, " ".join(line.text.split())))
        ended, letters = line.end, letters + len(line.text)
    if found is not None:
        yield found


def _is_long(paragraph: Paragraph, letters: int) -> bool:
    return letters >= LONG_ENOUGH and paragraph.lines[-1].text.endswith(ENDS)


def chosen(transcripts: list[Transcript], *, asked: str, read: str, spoken: list[str]) -> Transcript | None:
    """Return the transcript in the language that is `asked` for, else that is `read` or was `spoken`, else any."""
    by_language = {transcript.language: transcript for transcript in transcripts}
    wanted = (asked, read, *spoken, *(code for code, _name in settings.LANGUAGES))
    return next((by_language[code] for code in wanted if code in by_language), None)


LATEST = 24 * 3600 * 1000 * 4  # milliseconds: no recording is longer


def second_of(milliseconds: int) -> str:
    """Return the second of an address: `83`, or `83.5`."""
    return f"{milliseconds / 1000:.3f}".rstrip("0").rstrip(".")


def clock(milliseconds: int) -> str:
    """Return a moment of a recording as a player shows it: `1:23`, `1:02:03`."""
    seconds = milliseconds // 1000
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def moment_of(text: str) -> int:
    """Return the milliseconds that `text` of an address asks for; 0 for nonsense."""
    whole, _point, part = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or (part and not (part.isascii() and part.isdigit())):
        return 0
    if len(whole) > 6 or len(part) > 6:
        return 0
    return min(int(float(text) * 1000), LATEST)
