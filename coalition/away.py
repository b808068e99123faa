"""What visitors are told while the bucket is away: to come again, as while the database is (outages.py)."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from coalition import outages
from coalition.buckets.storage import Away
from coalition.privacy.storage import NoRoom

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
        return outages.unavailable(request)
