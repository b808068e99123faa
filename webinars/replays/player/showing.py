"""What the player of a recording is given: files, captions, chapters, and their addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings

from coalition.pages.languages import direction, language_name
from webinars.replays.models import Chapter, MediaFile, Replay, Transcript


@dataclass(frozen=True)
class Source:
    """A file for the player, and its address."""

    url: str
    media_type: str
    height: int


@dataclass(frozen=True)
class Track:
    """Captions in one language: their file for the player."""

    language: str
    name: str
    url: str
    chosen: bool

    @property
    def direction(self) -> str:
        return direction(self.language)


def chapters_in(replay: Replay, language: str) -> list[Chapter]:
    """Return the chapters in `language`, else in English, else in any language that has some."""
    found: dict[str, list[Chapter]] = {}
    for chapter in replay.chapters.all():
        found.setdefault(chapter.language, []).append(chapter)
    wanted = (language, settings.LANGUAGE_CODE, *found)
    return next((found[code] for code in wanted if code in found), [])


def media_url(file: MediaFile, suffix: str = "") -> str:
    """Return the address of a file; `suffix` is the invitation to a closed event, or ""."""
    return f"/recordings/{file.uid}.{file.extension}{suffix}"


def captions_url(transcript: Transcript, suffix: str = "") -> str:
    """Return the address of captions."""
    return f"/recordings/{transcript.uid}.vtt{suffix}"


def sources(files: Iterable[MediaFile], suffix: str = "") -> list[Source]:
    """Return `files` for the player, in the same order."""
    return [Source(media_url(file, suffix), file.media_type, file.height) for file in files]


def is_sound(found: list[Source]) -> bool:
    """Say whether the player has a sound without a picture."""
    return bool(found) and found[0].media_type.startswith("audio/")


def tracks(transcripts: Iterable[Transcript], chosen: Transcript | None, suffix: str = "") -> list[Track]:
    """Return the captions in each language that has some."""
    return [
        Track(one.language, language_name(one.language), captions_url(one, suffix), one == chosen)
        for one in transcripts
    ]


def link(query: dict[str, str], **changed: str) -> str:
    """Return the query of an address that asks the same as `query` but for what is `changed`."""
    asked = {name: value for name, value in {**query, **changed}.items() if value}
    return f"?{urlencode(asked)}" if asked else ""
