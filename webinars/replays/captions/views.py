"""The address of captions: a file that is written from the lines."""

from django.http import HttpRequest, HttpResponse

from webinars.replays.models import Transcript
from webinars.replays.watching import of_a_replay

from . import services, vtt


def send_captions(request: HttpRequest, transcript: Transcript, cache_control: str) -> HttpResponse:
    """Send what was said as WebVTT."""
    body = vtt.write(services.lines_of(transcript))
    response = HttpResponse(body, content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = cache_control
    response["Content-Disposition"] = "inline"
    return response


vtt_file = of_a_replay(Transcript, send_captions)
