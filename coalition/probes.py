"""What a monitor asks: `/live/`, `/ready/`, `/health/`, `/metrics`; answered before hosts, TLS and sessions matter.

A probe asks by the machine's address and in clear, and must be answered. In public each says one word. The parts of
`/health/`, and all of `/metrics`, are for who brings HEALTH_TOKEN: how many mails wait tells who is known here. A
demonstration shows them on the machine itself too.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from coalition import health as checks
from coalition.boundary import LOCAL
from coalition.metrics import exposition
from coalition.timeouts import patience

KEPT_FOR = 5.0  # seconds: however many ask, the database is asked no more often
DATABASE_PATIENCE = 3.0  # seconds for each answer of the database: a frozen one is a failing one


@dataclass
class Verdict:
    """Whether something is well, asked at most every KEPT_FOR seconds and by one visitor at a time."""

    look: Callable[[], bool]
    well: bool = False
    looked_at: float | None = None

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def now(self) -> bool:
        """Return the verdict; who asks while another one looks gets the last one, or waits for the first."""
        if self.looked_at is not None and time.monotonic() - self.looked_at < KEPT_FOR:
            return self.well
        if not self._lock.acquire(blocking=self.looked_at is None):
            return self.well
        try:
            if self.looked_at is None or time.monotonic() - self.looked_at >= KEPT_FOR:
                self.well = self.look()
                self.looked_at = time.monotonic()
        finally:
            self._lock.release()
        return self.well

    def forget(self) -> None:
        self.looked_at = None


def parts() -> dict[str, checks.Part]:
    """Return every part's state; a database that does not answer in time is one that is not there."""
    try:
        with patience(DATABASE_PATIENCE):
            return checks.report()
    except (OperationalError, InterfaceError) as error:
        return checks.unreachable(type(error).__name__)


def is_ready() -> bool:
    """Say whether this process can serve: the database answers and its tables are those of the code."""
    try:
        with patience(DATABASE_PATIENCE):
            return bool(checks.check_database()["ok"] and checks.check_migrations()["ok"])
    except (OperationalError, InterfaceError):
        return False


healthy = Verdict(lambda: all(part["ok"] for part in parts().values()))
readiness = Verdict(is_ready)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Answer that this process answers; asks nobody."""
    return answer(True)


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    return answer(readiness.now())


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 or 503; with every part's state, and the failing ones named, to who may see them."""
    if not may_see_parts(request):
        return answer(healthy.now())
    report = parts()
    failing = sorted(name for name, part in report.items() if not part["ok"])
    return answer(not failing, failing=failing, parts=report)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer figures for a Prometheus to who may see them; to all others that there is nothing here."""
    told: HttpResponse = HttpResponseNotFound()
    if may_see_parts(request):
        told = HttpResponse(exposition(), content_type=CONTENT_TYPE_LATEST)
    told["Cache-Control"] = "no-store"
    return told


def answer(well: bool, **details: Any) -> HttpResponse:
    response = JsonResponse({"status": "ok" if well else "failing", **details}, status=200 if well else 503)
    response["Cache-Control"] = "no-store"
    return response


def may_see_parts(request: HttpRequest) -> bool:
    """Say whether `request` brings the token, or was made on the machine of a demonstration and by no proxy."""
    return brings_token(request) or request.META.get(LOCAL) is True


def brings_token(request: HttpRequest) -> bool:
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    known = settings.HEALTH_TOKEN
    return bool(known) and scheme.lower() == "bearer" and constant_time_compare(token.strip(), known)


PROBES = {"/live/": live, "/ready/": ready, "/health/": health, "/metrics": metrics}


class ProbesMiddleware:
    """Answer a probe here: what stands further in would refuse a host that is not the site's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        return probe(request) if probe else self.get_response(request)
