"""What contradicts TRUSTED_PROXIES is noted for every process to see, without a word about who asked."""

import logging
import threading
import time
from datetime import datetime

from django.db import DatabaseError, connection
from django.utils import timezone

from .models import ProxyContradiction

logger = logging.getLogger(__name__)

REPEATED_AFTER = 60.0  # seconds: a process notes each kind no more often

_noted: dict[str, float] = {}


def note_contradiction(kind: str) -> None:
    """Note `kind` in a thread of its own, so that no visitor waits for it; at most once a minute in each process."""
    now = time.monotonic()
    if now - _noted.get(kind, -REPEATED_AFTER) < REPEATED_AFTER:
        return
    _noted[kind] = now
    threading.Thread(target=_note, args=[kind], name="proxy contradiction", daemon=True).start()


def _note(kind: str) -> None:
    logger.warning("What arrives contradicts TRUSTED_PROXIES (%s): see /health/.", kind)
    try:
        record_contradiction(kind)
    except DatabaseError as error:
        logger.warning("What contradicts TRUSTED_PROXIES could not be noted: %s", type(error).__name__)
    finally:
        connection.close()


def record_contradiction(kind: str) -> None:
    ProxyContradiction.objects.update_or_create(kind=kind, defaults={"seen_at": timezone.now()})


def contradictions_since(moment: datetime) -> list[str]:
    rows = ProxyContradiction.objects.filter(seen_at__gte=moment).order_by("kind")
    return list(rows.values_list("kind", flat=True))
