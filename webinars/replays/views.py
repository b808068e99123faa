"""The addresses of files and captions of a recording, for whoever may watch it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.csp import CSP
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from coalition.pages.embeds import player_of
from coalition.pages.querysets import downloadable
from coalition.privacy.decorators import private_page
from coalition.site.paths import path_of
from events.pages.models import EventPage
from events.pages.page_lookup import at_its_address
from events.permissions import invitation

from . import ranges, spoken_text, video, vtt
from .models import MediaFile, Replay, ReplayDocument, Transcript
from .permissions import may_watch, took_place
from .video import let_play


def of_a_replay(
    model: Any, found: Callable[[HttpRequest, Any, str], HttpResponseBase]
) -> Callable[..., HttpResponseBase]:
    """Return a view of a row of `model` that belongs to a recording: whoever may watch that gets what `found` says.

    No session is asked, and no cookie set: players ask for one part after the other.
    """

    @require_safe
    def view(request: HttpRequest, uid: UUID, extension: str = "") -> HttpResponseBase:
        row = get_object_or_404(model.objects.select_related("replay__event"), uid=uid)
        event = row.replay.event
        if not may_watch(row.replay, request.GET.get("invitation", "")):
            raise Http404
        hidden = event.closed or event.neutral_address
        response = found(request, row, "no-store, private" if hidden else "public, no-cache")
        response["X-Robots-Tag"] = "noindex"
        return response

    return view


def send_file(request: HttpRequest, file: MediaFile, cache_control: str) -> HttpResponseBase:
    facts = {"media_type": file.media_type, "etag": f'"{file.digest[:32]}"', "cache_control": cache_control}
    try:
        response = ranges.serve(request, file=file.file, **facts)
    except FileNotFoundError as error:
        raise Http404 from error
    # Opened by itself it plays itself, and nothing else.
    response._csp_config = {**settings.SECURE_CSP, "media-src": [CSP.SELF]}  # type: ignore[attr-defined]
    return response


media = of_a_replay(MediaFile, send_file)


def send_captions(request: HttpRequest, transcript: Transcript, cache_control: str) -> HttpResponse:
    body = vtt.write(transcript.lines)
    response = HttpResponse(body, content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = cache_control
    response["Content-Disposition"] = "inline"
    return response


vtt_file = of_a_replay(Transcript, send_captions)


SOUND = "sound"


@require_safe
@at_its_address
def replay(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Show the recording with what was said; `?t=83` plays from its 83rd second, without a script too."""
    return _page(request, page, "webinars/replays/replay.html")


@require_safe
@at_its_address
def transcript(request: HttpRequest, page: EventPage) -> HttpResponse:
    """Show what was said by itself: to read, to print, and where the network is slow."""
    return _page(request, page, "webinars/replays/transcript.html", needs_words=True)


def _page(request: HttpRequest, page: EventPage, template: str, *, needs_words: bool = False) -> HttpResponse:
    shown = Prefetch("documents", ReplayDocument.objects.filter(downloadable("document__")))
    rows = Replay.objects.prefetch_related("files", "transcripts", shown, "documents__document")
    found = rows.filter(event_id=page.event_id, published=True).first()
    if found is None or not took_place(page.event):
        raise Http404
    found.event = page.event
    context = ReplayPage(request, page, found).context()
    if needs_words and not context["transcript"]:
        raise Http404
    request.coalition_page = page  # type: ignore[attr-defined]  # the language switcher keeps the page
    response = render(request, template, context)
    let_play(response, context["player"])
    event = page.event
    return private_page(lambda _request: response)(request) if event.closed or event.neutral_address else response


class ReplayPage:
    """What the page of one recording shows, as its address asks."""

    def __init__(self, request: HttpRequest, page: EventPage, replay: Replay) -> None:
        self.page, self.replay, self.event = page, replay, page.event
        self.suffix = invitation(self.event)
        asked = {name: request.GET.get(name, "") for name in ("captions", "quality", "t", "invitation")}
        self.start = spoken_text.moment_of(asked["t"])
        self.asked = asked | {"t": spoken_text.second_of(self.start) if self.start else ""}
        files = list(replay.files.all())
        self.posters = [file for file in files if file.kind == MediaFile.Kind.POSTER]
        self.videos = [file for file in files if file.kind == MediaFile.Kind.VIDEO]
        self.sounds = [file for file in files if file.kind == MediaFile.Kind.AUDIO]
        self.transcripts = list(replay.transcripts.all())
        language = get_language() or settings.LANGUAGE_CODE
        self.chapters = video.chapters_in(replay, language)
        self.transcript = spoken_text.chosen(
            self.transcripts, asked=asked["captions"], read=language, spoken=self.event.spoken
        )
        self.tracks = video.tracks(self.transcripts, self.transcript, self.suffix)

    def context(self) -> dict[str, Any]:
        url = path_of(self.page)
        sources = self.sources()
        player = None if self.videos or self.sounds else player_of(self.event.recording_url, self.start // 1000)
        chapters = video.chapters_in(self.replay, self.transcript.language) if self.transcript else []
        said = spoken_text.paragraphs(self.transcript.lines, chapters) if self.transcript else ()
        return {
            "page": self.page,
            "event": self.event,
            "row": self.page.row,
            "neutral": self.event.neutral_address,
            "back": f"{url}{self.suffix}",
            "replay_url": f"{url}replay/",
            "transcript_url": f"{url}transcript/{self.link(quality='', t='')}",
            "sources": sources,
            "is_sound": video.is_sound(sources),
            "fragment": f"#t={self.asked['t']}" if self.start else "",
            "poster": self.poster(),
            "player": player,
            "embed": {"title": self.page.title, "url": self.event.recording_url},
            "qualities": self.qualities(),
            "tracks": self.tracks,
            "chapters": [self.chapter(start, title) for start, title in self.chapters],
            "documents": [one.document for one in self.replay.documents.all()],
            "transcript": self.transcript,
            "reads": next((track.direction for track in self.tracks if track.chosen), ""),
            "paragraphs": list(said),
            "texts": [
                (track, f"{url}replay/{self.link(captions=track.language)}", self.link(captions=track.language))
                for track in self.tracks
            ],
            "play": f"{url}replay/{self.link(t='')}",
            "joint": "&" if self.link(t="") else "?",
        }

    def link(self, **changed: str) -> str:
        """Return the query of this page, but for what is `changed`."""
        return video.link(self.asked, **changed)

    def chapter(self, start: int, title: str) -> tuple[str, str, str]:
        """Return clock, title and address of a chapter."""
        second = spoken_text.second_of(start)
        return spoken_text.clock(start), title, f"{self.link(t=second)}#t{second}"

    def poster(self) -> str:
        """Return the picture that editors chose; else, for a film of ours, the one with the title of the page."""
        if self.posters:
            return video.media_url(self.posters[0], self.suffix)
        return video.titled_picture(self.page) if self.videos else ""

    def sources(self) -> list[video.Source]:
        """Return what the player may choose from: the quality that is asked for first, sound alone where asked."""
        quality = self.asked["quality"]
        files = self.sounds if self.sounds and (quality == SOUND or not self.videos) else self.videos
        files = sorted(files, key=lambda file: str(file.height) != quality)
        return video.sources(files, self.suffix, fits=not quality)

    def qualities(self) -> list[tuple[str, str, bool]]:
        """Return name, address and whether it plays now of each quality; nothing where there is no choice."""
        names = [str(height) for height in sorted({file.height for file in self.videos if file.height}, reverse=True)]
        names += [SOUND] if self.sounds and self.videos else []
        quality = self.asked["quality"]  # where none is asked for, the screen decides
        return [(name, self.link(quality=name), name == quality) for name in names] if len(names) > 1 else []
