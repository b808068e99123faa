"""What visitors are told while the bucket is away: to try again, by an answer that says so to programs too."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from coalition.buckets.client import Away
from coalition.pages.identity import kept
from coalition.privacy.storage import NoRoom

AGAIN_IN = 60  # seconds
logger = logging.getLogger(__name__)


class AwayMiddleware:
    """Answer 503 where a file could not be read or stored, and no form says so itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer to what ended by Away or NoRoom; nothing for anything else."""
        if not isinstance(exception, Away | NoRoom):
            return None
        logger.error("a file could not be read or stored: %s", exception)
        answer = HttpResponse(render_to_string("500.html", {"quick_exit_url": kept.last_leave_url()}), status=503)
        answer["Retry-After"] = str(AGAIN_IN)
        answer["Cache-Control"] = "no-store"
        return answer
