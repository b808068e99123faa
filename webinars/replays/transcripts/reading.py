"""What was said as a text: paragraphs, with an address for each line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings

from webinars.replays.models import Chapter, Cue, Transcript
from webinars.replays.moments import clock, second_of

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


def paragraphs(cues: Iterable[Cue], chapters: Iterable[Chapter] = ()) -> Iterator[Paragraph]:
    """Yield what was said: a paragraph ends with its speaker, a pause, a chapter, or a sentence when it is long."""
    waiting = sorted(chapters, key=lambda chapter: chapter.start)
    found: Paragraph | None = None
    ended, letters = 0, 0
    for cue in cues:
        begins = ""
        while waiting and waiting[0].start <= cue.start:
            begins = waiting.pop(0).title
        same = found is not None and cue.speaker in ("", found.speaker)
        if found is None or begins or not same or cue.start - ended >= PAUSE or _is_long(found, letters):
            if found is not None:
                yield found
            found, letters = Paragraph(cue.speaker, chapter=begins), 0
        found.lines.append(Said(cue.start, " ".join(cue.text.split())))
        ended, letters = cue.end, letters + len(cue.text)
    if found is not None:
        yield found


def _is_long(paragraph: Paragraph, letters: int) -> bool:
    return letters >= LONG_ENOUGH and paragraph.lines[-1].text.endswith(ENDS)


def chosen(transcripts: list[Transcript], *, asked: str, read: str, spoken: list[str]) -> Transcript | None:
    """Return the transcript in the language that is `asked` for, else that is `read` or was `spoken`, else any."""
    by_language = {transcript.language: transcript for transcript in transcripts}
    wanted = (asked, read, *spoken, *(code for code, _name in settings.LANGUAGES))
    return next((by_language[code] for code in wanted if code in by_language), None)
