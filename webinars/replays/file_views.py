"""The addresses of files and captions of a recording, for whoever may watch it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.csp import CSP
from django.views.decorators.http import require_safe

from webinars.replays.captions import services as captions
from webinars.replays.captions import vtt
from webinars.replays.media import ranges
from webinars.replays.models import MediaFile, Transcript
from webinars.replays.permissions import may_watch


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
    body = vtt.write(captions.lines_of(transcript))
    response = HttpResponse(body, content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = cache_control
    response["Content-Disposition"] = "inline"
    return response


vtt_file = of_a_replay(Transcript, send_captions)
