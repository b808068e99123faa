"""What the player of a recording is given: files, captions, chapters; and the player within another page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils.csp import CSP

from coalition.languages.names import direction, language_name
from coalition.pages.embeds import Player, player_of
from coalition.site.paths import path_of
from events.pages.models import EventPage

from . import spoken_text
from .models import MediaFile, Replay, Transcript
from .permissions import may_watch

PHONE = "(max-width: 40rem)"


@dataclass(frozen=True)
class Source:
    url: str
    media_type: str
    height: int
    media: str = ""  # the screens for which the browser takes it


@dataclass(frozen=True)
class Track:
    language: str
    name: str
    url: str
    chosen: bool

    @property
    def direction(self) -> str:
        return direction(self.language)


@dataclass(frozen=True)
class Video:
    """What `webinars/replays/_player.html` needs, and where the whole recording is, with what was said."""

    title: str
    sources: list[Source]
    tracks: list[Track]
    poster: str
    player: Player | None
    address: str
    replay_url: str
    is_sound: bool

    @property
    def embed(self) -> dict[str, str]:
        """The value of the block that asks before it plays a video of another site."""
        return {"title": self.title, "url": self.address}


def video_of(replay: Replay, language: str) -> Video | None:
    """Return the video of `replay` with captions in `language`; None where not everybody may watch it."""
    event = replay.event
    if event.closed or event.neutral_address or not may_watch(replay, ""):
        return None
    page = EventPage.objects.public().filter(event=event).one_per_event(language).first()
    files, transcripts = list(replay.files.all()), list(replay.transcripts.all())
    chosen = spoken_text.chosen(transcripts, asked="", read=language, spoken=event.spoken)
    kinds = {kind: [file for file in files if file.kind == kind] for kind in MediaFile.Kind}
    played = kinds[MediaFile.Kind.VIDEO] or kinds[MediaFile.Kind.AUDIO]
    posters = kinds[MediaFile.Kind.POSTER]
    return Video(
        title=page.title if page else str(event),
        sources=sources(played),
        tracks=tracks(transcripts, chosen),
        poster=media_url(posters[0]) if posters else titled_picture(page) if played and page else "",
        player=None if played else player_of(event.recording_url),
        address=event.recording_url,
        replay_url=f"{path_of(page)}replay/" if page else "",
        is_sound=bool(played) and played[0].kind == MediaFile.Kind.AUDIO,
    )


def titled_picture(page: EventPage) -> str:
    """Return the image of shared links of `page`, with its title in its language; "" where its links say nothing."""
    card = page.get_share_card()
    return card.path if card else ""


def let_play(response: Any, player: Player | None) -> None:
    """Let the page play our files, and where there is none the player of another site, after a press."""
    policy = {**(getattr(response, "_csp_config", None) or settings.SECURE_CSP), "media-src": [CSP.SELF]}
    if player is not None:
        framed = [host for host in policy.get("frame-src", []) if host.startswith("https://")]
        policy["frame-src"] = list(dict.fromkeys([*framed, f"https://{player.host}"]))
    response._csp_config = policy


def chapters_in(replay: Replay, language: str) -> list[tuple[int, str]]:
    """Return milliseconds and title of each chapter, in `language` where there are any, else in another one."""
    wanted = (language, settings.LANGUAGE_CODE, *replay.chapters)
    return next((replay.chapters[code] for code in wanted if replay.chapters.get(code)), [])


def media_url(file: MediaFile, suffix: str = "") -> str:
    """Return the address of a file; `suffix` is the invitation to a closed event, or ""."""
    return f"/recordings/{file.uid}.{file.extension}{suffix}"


def captions_url(transcript: Transcript, suffix: str = "") -> str:
    return f"/recordings/{transcript.uid}.vtt{suffix}"


def sources(files: Iterable[MediaFile], suffix: str = "", *, fits: bool = True) -> list[Source]:
    """Return `files` for a player; `fits` puts the one with the fewest lines first, for small screens alone."""
    found = [Source(media_url(file, suffix), file.media_type, file.height) for file in files]
    small = min(found, key=lambda source: source.height, default=None)
    if fits and small is not None and small != found[0]:
        found.insert(0, replace(small, media=PHONE))
    return found


def is_sound(found: list[Source]) -> bool:
    return bool(found) and found[0].media_type.startswith("audio/")


def tracks(transcripts: Iterable[Transcript], chosen: Transcript | None, suffix: str = "") -> list[Track]:
    return [
        Track(one.language, language_name(one.language), captions_url(one, suffix), one == chosen)
        for one in transcripts
    ]


def link(query: dict[str, str], **changed: str) -> str:
    """Return the query of an address that asks the same as `query` but for what is `changed`."""
    asked = {name: value for name, value in {**query, **changed}.items() if value}
    return f"?{urlencode(asked)}" if asked else ""
