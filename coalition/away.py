"""What of ours is away when a request fails: the database, or room on a disk. It comes back, and so may who asked.

Such a failure is answered by 503 and `Retry-After`, with words: proxies, robots and calendars know then that nothing is
gone. See docs/decisions/0128-queues-outlive-processes.md.
"""

import errno

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.utils.translation import get_language_from_path, get_language_from_request

RETRY_AFTER = 30  # seconds
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
