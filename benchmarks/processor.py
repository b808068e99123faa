"""What a piece of work costs: the time of a processor that this process and its backend of PostgreSQL need, and memory.

Not the time on a clock: on a machine that others use too, that says more of them. Work that PostgreSQL would give to
processes beside the backend stays in it meanwhile (`counted`).
"""

import gc
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

REQUESTS, WARMING_UP = 80, 20


def counted() -> None:
    """Let all work of the connection's backend be done by itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")


def milliseconds(work: Callable[[], Any], *, runs: int) -> float:
    """Return the median of what `work` costs, after one that loads what it needs."""
    found = []
    for _run in range(runs + 1):
        began = spent()
        work()
        found.append((spent() - began) / 1e6)
    return statistics.median(found[1:])


def spent() -> int:
    """Return the nanoseconds that this process and its backend worked so far."""
    return time.process_time_ns() + in_backend()


def in_backend() -> int:
    """Return the nanoseconds that the backend of this process's connection worked so far."""
    from django.db import connection

    connection.ensure_connection()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
    return int(told.split()[0])


def memory(work: Callable[[], Any]) -> float:
    """Return how much more memory (MB) this process had at most while it did `work` than before it."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the largest so far is forgotten (proc(5))
    before = _status("VmRSS")
    work()
    return (_status("VmHWM") - before) / 1024


def _status(name: str) -> int:
    (kilobytes,) = re.findall(rf"{name}:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(kilobytes)


def request(path: str) -> tuple[float, float]:
    """Return the milliseconds that a GET of `path` costs: this process (tenth percentile) and its backend (median)."""
    from django.conf import settings

    from coalition.wsgi import application

    def ask() -> tuple[float, float]:
        environ: dict[str, Any] = {"PATH_INFO": path, "HTTP_HOST": urlsplit(settings.SITE_URL).netloc}
        environ |= {"HTTP_X_FORWARDED_PROTO": "https", "HTTP_X_FORWARDED_FOR": "192.0.2.17"}
        environ |= {"REMOTE_ADDR": "127.0.0.1"}
        setup_testing_defaults(environ)
        statuses: list[str] = []
        backend, began = in_backend(), time.process_time_ns()
        b"".join(application(environ, lambda status, _headers, _error=None: statuses.append(status)))
        worked = time.process_time_ns() - began
        assert statuses == ["200 OK"], (path, statuses)
        return worked / 1e6, (in_backend() - backend) / 1e6

    for _number in range(WARMING_UP):
        ask()
    gc.collect()
    gc.freeze()  # as before gunicorn forks
    worked, backend = zip(*(ask() for _number in range(REQUESTS)), strict=True)
    return sorted(worked)[REQUESTS // 10], statistics.median(backend)


if __name__ == "__main__":
    print(json.dumps({path: request(path) for path in sys.argv[1:]}))
