"""The address of a file of a recording."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.csp import CSP

from webinars.replays.models import MediaFile
from webinars.replays.watching import of_a_replay

from . import ranges, services


def send_file(request: HttpRequest, file: MediaFile, cache_control: str) -> HttpResponseBase:
    """Send the file, or the part of it that is asked for."""
    try:
        source = services.source_of(file, whole=ranges.wants_whole(request))
    except FileNotFoundError as error:
        raise Http404 from error
    etag = f'"{file.digest[:32]}"'
    response = ranges.serve(request, file=source, media_type=file.media_type, etag=etag, cache_control=cache_control)
    # Opened by itself it plays itself, and nothing else.
    response._csp_config = {**settings.SECURE_CSP, "media-src": [CSP.SELF]}  # type: ignore[attr-defined]
    return response


media = of_a_replay(MediaFile, send_file)
