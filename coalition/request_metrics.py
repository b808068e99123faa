"""Counted in each web process: requests by view and status, how long they took, and what the memory of pages answered.

A view is named, never an address: what stands in one may be somebody's secret. Where several processes serve the site,
each writes to files of a folder that the server made for it (PROMETHEUS_MULTIPROC_DIR), and whichever is asked sums up.
"""

import os
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
EACH = 64  # answers from memory that are written down together: they take microseconds, and so must this
UNKNOWN = "none"  # the view of an address that leads nowhere
OF_A_PROCESS = re.compile(r"_(\d+)\.db$")

registry = CollectorRegistry()
REQUESTS = Counter(
    "coalition_requests", "Requests that Django answered, by view and status.", ["view", "status"], registry=registry
)
SECONDS = Histogram(
    "coalition_request_seconds", "How long Django took to begin its answers, by part of the site.", ["area"],
    buckets=BUCKETS, registry=registry,
)  # fmt: skip
KEPT = Counter(
    "coalition_page_cache", "Public answers by where they came from: memory, or made anew.", ["answer"],
    registry=registry,
)  # fmt: skip


class CountingMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = self.get_response(request)
        view = view_of(request)
        area = view.partition(":")[0] if ":" in view else "site"
        REQUESTS.labels(view, str(response.status_code)).inc()
        SECONDS.labels(area).observe(time.perf_counter() - began)
        return response


def view_of(request: HttpRequest) -> str:
    """Return the name of the view that answers `request`: a word of the code, whatever the address holds."""
    return request.resolver_match.view_name if request.resolver_match else UNKNOWN


@cache
def listener() -> Gauge:
    """Return when this process last heard a change, made when it begins to listen: one that keeps nothing has none.

    Until something is heard it says when the listening began.
    """
    heard = Gauge(
        "coalition_listener_heard_timestamp_seconds",
        "When the deafest web process last heard that it hears changes of the database; absent where none listens.",
        multiprocess_mode="livemin",
        registry=registry,
    )
    heard.set_to_current_time()
    return heard


class Steps:
    """A counter that is moved so often that it is written down EACH steps only, and when somebody asks."""

    def __init__(self, answer: str) -> None:
        self.counter = KEPT.labels(answer)
        self.steps = 0
        self._lock = threading.Lock()

    def step(self) -> None:
        with self._lock:
            self.steps += 1
            enough = self.steps >= EACH
        if enough:
            self.write()

    def write(self) -> None:
        with self._lock:
            steps, self.steps = self.steps, 0
        self.counter.inc(steps)


FROM_MEMORY, MADE = Steps("memory"), Steps("made")


def write() -> None:
    """Write down what this process counted, and forget the listeners of processes that are no more."""
    FROM_MEMORY.write()
    MADE.write()
    folder = os.environ.get(FOLDER)
    for file in Path(folder).glob("gauge_live*.db") if folder else ():
        found = OF_A_PROCESS.search(file.name)
        if found and not _lives(int(found[1])):
            with suppress(FileNotFoundError):  # another process was faster
                mark_process_dead(int(found[1]))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
