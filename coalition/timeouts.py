"""How long a process waits for PostgreSQL: for each statement, for a lock, and for any answer at all.

The server ends what takes too long, where it is asked directly. A frozen server ends nothing, and behind a pooler a
session's settings would be another one's too: so the client looks at its own clock as well, and hangs up.
"""

import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection as here
from django.db.backends.signals import connection_created
from psycopg.errors import _WaitTimeout

FROZEN_PATIENCE = 1.0  # seconds for an answer, once the server gave none: threads must be left for the probes
FROZEN_FOR = 30.0  # seconds; then it is given the whole time again
GRACE = 2.0  # seconds that the server has to end a statement itself
CONNECT_PATIENCE = 2  # seconds to connect in a hurry


@dataclass(frozen=True)
class Timeouts:
    """Seconds for a statement and for a lock; 0 is without end."""

    statement: float
    lock: float


WORKER = Timeouts(statement=600, lock=60)
COMMAND = Timeouts(statement=0, lock=0)  # a migration takes what it takes


def web() -> Timeouts:
    return Timeouts(statement=settings.DATABASE_STATEMENT_TIMEOUT, lock=settings.DATABASE_STATEMENT_TIMEOUT / 2)


class _State(threading.local):
    hurry: float | None = None


_state = _State()
_timeouts = COMMAND
_silent_at: float | None = None  # when the server last let someone of this process wait in vain


def limit(timeouts: Timeouts) -> None:
    """Let every connection that this process opens from now on wait no longer than `timeouts`."""
    global _timeouts
    _timeouts = timeouts
    connection_created.connect(_limit, dispatch_uid="coalition.timeouts")


def limit_worker(arguments: list[str]) -> None:
    """Give the worker its own timeouts, when `arguments` start it: manage.py procrastinate worker."""
    if arguments[1:3] == ["procrastinate", "worker"]:
        limit(WORKER)


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """Wait at most `seconds` for each answer of the database in this thread, and for a connection."""
    before, options = _state.hurry, here.settings_dict
    _state.hurry = seconds
    here.settings_dict = {**options, "OPTIONS": {**options.get("OPTIONS", {}), "connect_timeout": CONNECT_PATIENCE}}
    try:
        yield
    finally:
        _state.hurry, here.settings_dict = before, options


def _limit(connection: Any, **_about: Any) -> None:
    """Set the timeouts of a connection that was just made (receiver of `connection_created`)."""
    if connection.vendor != "postgresql":
        return
    raw: psycopg.Connection[Any] = connection.connection
    raw.wait = _patient(raw, raw.wait)  # type: ignore[method-assign]
    # Behind a pooler the session is not ours: its process is another one than the one we were told of.
    raw.execute(
        "SELECT set_config('statement_timeout', %s, false), set_config('lock_timeout', %s, false) "
        "WHERE pg_backend_pid() = %s",
        [f"{_timeouts.statement:.3f}s", f"{_timeouts.lock:.3f}s", raw.info.backend_pid],
    )


def _patient(raw: psycopg.Connection[Any], wait: Callable[..., Any]) -> Callable[..., Any]:
    """Return `wait` of the connection `raw`, which hangs up when no answer comes in time."""

    def patient(generator: Generator[Any, Any, Any], *arguments: Any, **options: Any) -> Any:
        global _silent_at
        seconds = allowed()
        if seconds is None or options.get("timeout") is not None:
            return wait(generator, *arguments, **options)
        try:
            answer = wait(generator, *arguments, **options, timeout=seconds)
        except _WaitTimeout:
            _silent_at = time.monotonic()
            raw.close()
            raise psycopg.OperationalError(f"the database gave no answer within {seconds:g} seconds") from None
        _silent_at = None
        return answer

    return patient


def is_frozen() -> bool:
    """Return whether the server let someone of this process wait in vain a short while ago."""
    return _silent_at is not None and time.monotonic() - _silent_at < FROZEN_FOR


def allowed() -> float | None:
    """Return how many seconds this thread waits for an answer now; None is without end."""
    seconds = _timeouts.statement + GRACE if _timeouts.statement else None
    limits = [seconds, _state.hurry]
    if seconds and is_frozen():
        limits.append(FROZEN_PATIENCE)
    return min((limit for limit in limits if limit is not None), default=None)
