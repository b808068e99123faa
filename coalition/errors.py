"""What of ours is away when a request fails: the database, or room on a disk. It comes back, and so may who asked.

Such a failure is answered by 503 and `Retry-After`, with words: proxies, robots and calendars know then that nothing is
gone. See docs/decisions/0004-ledgers-and-a-queue.md.
"""

import errno
import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language_from_path, get_language_from_request, get_language_info, override

from . import timeouts
from .buckets.storage import Away
from .privacy import rate_limits
from .privacy.models import RateCounter
from .privacy.storage import NoRoom
from .site import site_words as kept

AGAIN_IN = 60  # seconds
FULL = {errno.ENOSPC, errno.EDQUOT}


def is_away(failure: BaseException | None) -> bool:
    """Say whether `failure` comes of a database that cannot be reached or gives no answer, or of a full disk."""
    while failure is not None:
        if isinstance(failure, (OperationalError, InterfaceError)):
            return True
        if isinstance(failure, OSError) and failure.errno in FULL:
            return True
        failure = failure.__cause__ or (None if failure.__suppress_context__ else failure.__context__)
    return False


def languages(request: HttpRequest) -> list[str]:
    """Return all languages, first that of the address, or the one that the browser asks for. No database is asked."""
    first = get_language_from_path(request.path_info) or get_language_from_request(request)
    return sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != first)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Ask who came to come again, in the language of the address first.

    Rendered without the request: context processors ask the session and the database, which may be what is away.
    """
    codes = languages(request)
    direction = "rtl" if get_language_info(codes[0])["bidi"] else "ltr"
    with override(codes[0]):
        words = {"languages": codes, "direction": direction, "quick_exit_url": kept.last_leave_url()}
        page = render_to_string("503.html", words)
    return HttpResponse(page, status=503, headers={"Retry-After": str(AGAIN_IN), "Cache-Control": "no-store"})


logger = logging.getLogger(__name__)
SERVER_ERRORS = "server-errors"  # the scope of their counter
COUNTED_FOR = timedelta(hours=1)
PATIENCE = 1.0  # seconds for the database to count one


def count_server_error() -> None:
    """Count an answer 5xx, for the alarm of the operator; not where the database is what failed."""
    if timeouts.is_frozen():
        return
    try:
        with timeouts.patience(PATIENCE):
            rate_limits.count(SERVER_ERRORS, ["all"], COUNTED_FOR)
    except Exception as error:  # of whatever broke the request before: its answer goes out all the same
        logger.warning("an answer 5xx could not be counted: %s", type(error).__name__)


def count_recent_server_errors() -> int:
    """Return how many answers 5xx all web processes gave within COUNTED_FOR."""
    recent = RateCounter.objects.filter(scope=SERVER_ERRORS, window__gt=timezone.now() - COUNTED_FOR)
    return int(recent.aggregate(number=Sum("count"))["number"] or 0)


class AwayMiddleware:
    """Answer 503 where a file could not be read or stored, and no form says so itself; count each answer 5xx."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= 500:
            count_server_error()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the answer to what ended by Away or NoRoom; nothing for anything else."""
        if not isinstance(exception, Away | NoRoom):
            return None
        logger.error("a file could not be read or stored: %s", exception)
        return unavailable(request)
