"""People and workers who do something at the same moment, each on a connection of its own."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.db import connection, connections


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """Let each of `works` begin at the same moment; return what each returned or raised."""
    barrier = Barrier(len(works))

    def one(work: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=60)
            return work()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


def meeting(parties: int, patience: float) -> Callable[[], None]:
    """Return a place where `parties` threads wait for each other, for `patience` seconds at most."""
    barrier = Barrier(parties)

    def wait() -> None:
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=patience)

    return wait


def wait_for_a_waiter(seconds: float = 20.0) -> None:
    """Return once some connection waits for a lock that another one holds, or after `seconds`."""
    until = time.monotonic() + seconds
    with connection.cursor() as cursor:
        while time.monotonic() < until:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
            time.sleep(0.02)
