"""People who act at one moment, each on a connection of their own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.db import connection, connections


def at_once(*deeds: Callable[[], Any], refused: tuple[type[Exception], ...] = ()) -> list[Any]:
    """Do `deeds` at one moment; return what each returned, and the type of what it raised among `refused`."""
    begin = Barrier(len(deeds))

    def act(deed: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            begin.wait(timeout=60)
            return deed()
        except refused as error:
            return type(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(act, deeds))


def wait_for_a_waiter(seconds: float = 20.0) -> None:
    """Return once some connection waits for a lock that another one holds, or after `seconds`."""
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
            time.sleep(0.02)


def meeting(look: Callable[..., Any], seconds: float = 0.5) -> Callable[..., Any]:
    """Return `look`, after which two wait for each other so long that neither acts before both have looked."""
    both = Barrier(2)

    def look_and_meet(*args: Any, **kwargs: Any) -> Any:
        found = look(*args, **kwargs)
        _meet(both, seconds)
        return found

    return look_and_meet


def waiting_for_the_other(deed: Callable[..., Any]) -> Callable[..., Any]:
    """Return `deed`, before which two wait for each other, for a moment."""
    both = Barrier(2)

    def meet_and_do(*args: Any, **kwargs: Any) -> Any:
        _meet(both, 0.5)
        return deed(*args, **kwargs)

    return meet_and_do


def _meet(both: Barrier, seconds: float) -> None:
    try:
        both.wait(timeout=seconds)
    except BrokenBarrierError:
        both.reset()
