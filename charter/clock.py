"""What time it is for the charter: now, or, while the demonstration tells its past, then."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_then: ContextVar[datetime | None] = ContextVar("then", default=None)


def now() -> datetime:
    """Return the moment at which a signature moves and its entry is written."""
    return _then.get() or timezone.now()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` in the block. Only the demonstration does so: a real ledger tells when it was written."""
    token = _then.set(moment)
    try:
        yield
    finally:
        _then.reset(token)
