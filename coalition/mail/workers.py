"""Which workers live, by procrastinate's heartbeats: what a dead one held comes due again within 90 seconds.

Times are the database's own, so that no two clocks are compared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection

SILENT = 30  # seconds: a worker writes each 10 of them, and a drain looks each minute; 90 in all

_present: ContextVar[int | None] = ContextVar("worker", default=None)
_ALIVE = "SELECT id FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => %s)"


@contextmanager
def working_as(number: int | None) -> Iterator[None]:
    """Let what is claimed within belong to the worker of this number (`procrastinate_workers.id`)."""
    before = _present.set(number)
    try:
        yield
    finally:
        _present.reset(before)


def alive() -> set[int]:
    """Return the numbers of the workers whose heart beats. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_ALIVE, [SILENT])
        return {number for (number,) in cursor.fetchall()}


def present() -> int | None:
    """Return the number under which this process claims rows; None outside a worker: then time alone decides.

    A worker that stood still so long that others struck it off the list beats for nobody any more: it claims without
    a number too, else each of its rows would be taken for a dead one's.
    """
    number = _present.get()
    return number if number is not None and number in alive() else None
