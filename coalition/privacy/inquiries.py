"""Inquiries: what somebody typed whose answer depends on whether an address is known.

Decision 0007-discreet-and-alike.

The request writes one row, whoever's address it is, and the worker looks it up. So the page does the same work in the
same time for everybody, and says the same. An inquiry is answered exactly once: its handler writes in the transaction
that settles the row. What was typed is erased with it.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from . import queue
from .addresses import normalise
from .models import Inquiry

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MAX_ATTEMPTS = 8  # about two hours in all: by then nobody waits for the mail any more
RETENTION = timedelta(days=1)

Handler = Callable[[dict[str, Any]], object]
_handlers: dict[str, Handler] = {}


def register(kind: str, handler: Handler) -> None:
    """Let `handler` answer the inquiries of `kind`; each app says so in its `AppConfig.ready()`.

    It gets what was asked, and may only write to the database: what it writes is undone when it fails.
    """
    _handlers[kind] = handler


@transaction.atomic
def ask(*, kind: str, **typed: Any) -> None:
    """Keep `typed` (JSON-ready) for the handler of `kind`, and wake the worker. Nothing is looked up here."""
    Inquiry.objects.create(kind=kind, typed=typed)
    queue.wake("privacy.answer_inquiries")


def answer_due(*, seconds: float = 20) -> bool:
    """Answer what is due, oldest first, for about `seconds`; say whether more may be due."""
    deadline = time.monotonic() + seconds
    while _answer_next(timezone.now()):
        if time.monotonic() > deadline:
            return True
    return False


@transaction.atomic
def _answer_next(now: datetime) -> bool:
    """Answer one due inquiry that no other worker holds; say whether there was one."""
    due = Inquiry.objects.filter(settled_at=None, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")
    inquiry = due.select_for_update(skip_locked=True).first()
    if inquiry is None:
        return False
    try:
        with transaction.atomic():
            _handlers[inquiry.kind](inquiry.typed)
    except Exception as error:  # whatever is wrong with one must not hold up the others
        logger.warning("an inquiry of kind %s failed: %s", inquiry.kind, type(error).__name__)
        _try_again(inquiry, error, now)
    else:
        inquiry.typed, inquiry.settled_at = {}, now
    inquiry.save()
    return True


def _try_again(inquiry: Inquiry, error: Exception, now: datetime) -> None:
    """Count a failed attempt: later, longer each time, and in the end never."""
    inquiry.attempts += 1
    inquiry.last_error = type(error).__name__  # its words may hold an address
    inquiry.next_attempt_at = now + min(FIRST_PAUSE * 2 ** (inquiry.attempts - 1), LONGEST_PAUSE)
    if inquiry.attempts >= MAX_ATTEMPTS:
        inquiry.typed, inquiry.settled_at = {}, now


def purge(now: datetime) -> int:
    """Delete what was settled longer than RETENTION ago; return how many rows."""
    return Inquiry.objects.filter(settled_at__lt=now - RETENTION).delete()[0]


def forget(address: str) -> int:
    """Settle without an answer what waits and holds `address`; return how many."""
    waiting = Inquiry.objects.select_for_update().filter(settled_at=None)
    found = [row.pk for row in waiting if normalise(address) in map(_as_address, row.typed.values())]
    return Inquiry.objects.filter(pk__in=found).update(typed={}, settled_at=timezone.now())


def _as_address(typed: Any) -> str:
    return normalise(typed) if isinstance(typed, str) and "@" in typed else ""
