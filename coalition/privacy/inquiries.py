"""Inquiries: what somebody typed whose answer depends on whether an address is known.

Decision 0007-discreet-and-alike.

The request writes one row, whoever's address it is, and the worker looks it up. So the page does the same work in the
same time for everybody, and says the same. The row names a task of the queue, which answers it exactly once: what the
task writes is committed with the row that is settled. What was typed is erased with it.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from coalition import queue

from .email_addresses import normalise
from .models import Inquiry

logger = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MAX_ATTEMPTS = 8  # about two hours in all: by then nobody waits for the mail any more
RETENTION = timedelta(days=1)


@transaction.atomic
def ask(task: str, **typed: Any) -> None:
    """Keep `typed` (JSON-ready) for the task of that name, and wake the worker. Nothing is looked up here.

    The task is called with `typed` and may only write to the database: that is undone when it fails.
    """
    Inquiry.objects.create(kind=task, typed=typed)
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
            app.tasks[inquiry.kind](**inquiry.typed)
    except Exception as error:  # whatever is wrong with one must not hold up the others
        logger.warning("an inquiry of kind %s failed: %s", inquiry.kind, type(error).__name__)
        _try_again(inquiry, error, now)
    else:
        inquiry.typed, inquiry.settled_at = {}, now
    inquiry.save()
    return True


def _try_again(inquiry: Inquiry, error: Exception, now: datetime) -> None:
    inquiry.attempts += 1
    inquiry.last_error = type(error).__name__  # its words may hold an address
    inquiry.next_attempt_at = now + min(FIRST_PAUSE * 2 ** (inquiry.attempts - 1), LONGEST_PAUSE)
    if inquiry.attempts >= MAX_ATTEMPTS:
        inquiry.typed, inquiry.settled_at = {}, now


def purge(now: datetime) -> int:
    return Inquiry.objects.filter(settled_at__lt=now - RETENTION).delete()[0]


def forget(address: str) -> int:
    """Settle without an answer what waits and holds `address`; return how many."""
    waiting = Inquiry.objects.select_for_update().filter(settled_at=None)
    found = [row.pk for row in waiting if normalise(address) in map(_as_address, row.typed.values())]
    return Inquiry.objects.filter(pk__in=found).update(typed={}, settled_at=timezone.now())


def _as_address(typed: Any) -> str:
    return normalise(typed) if isinstance(typed, str) and "@" in typed else ""
