"""The player of a recording within another page: a lesson shows what everybody may watch."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.csp import CSP

from coalition.pages.embeds import Player, player_of
from coalition.pages.skeleton import path_of
from events.pages.models import EventPage
from webinars.replays.models import MediaFile, Replay
from webinars.replays.permissions import may_watch
from webinars.replays.transcripts import reading

from . import showing


@dataclass(frozen=True)
class Video:
    """What `webinars/replays/_player.html` needs, and where the whole recording is, with what was said."""

    title: str
    sources: list[showing.Source]
    tracks: list[showing.Track]
    poster: str
    player: Player | None
    address: str
    replay_url: str

    @property
    def is_sound(self) -> bool:
        """Say whether there is a sound only."""
        return showing.is_sound(self.sources)

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
    chosen = reading.chosen(transcripts, asked="", read=language, spoken=event.spoken)
    kinds = {kind: [file for file in files if file.kind == kind] for kind in MediaFile.Kind}
    played = kinds[MediaFile.Kind.VIDEO] or kinds[MediaFile.Kind.AUDIO]
    posters = kinds[MediaFile.Kind.POSTER]
    return Video(
        title=page.title if page else str(event),
        sources=showing.sources(played),
        tracks=showing.tracks(transcripts, chosen),
        poster=showing.media_url(posters[0]) if posters else "",
        player=None if played else player_of(event.recording_url),
        address=event.recording_url,
        replay_url=f"{path_of(page)}replay/" if page else "",
    )


def let_play(response: Any, player: Player | None) -> None:
    """Let the page play our files, and where there is none the player of another site, after a press."""
    policy = {**(getattr(response, "_csp_config", None) or settings.SECURE_CSP), "media-src": [CSP.SELF]}
    if player is not None:
        framed = [host for host in policy.get("frame-src", []) if host.startswith("https://")]
        policy["frame-src"] = list(dict.fromkeys([*framed, f"https://{player.host}"]))
    response._csp_config = policy
