"""A small site behind the real door, for tests of the web server alone: it tells what reached it."""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

if not settings.configured:
    settings.configure(TRUSTED_PROXIES=int(os.environ.get("HATCH_PROXIES", "0")), TRUSTED_PROXY_NETWORKS=[], DEMO=False)

from coalition.boundary import Boundary
from coalition.server.application import Door, answer_before_the_loop

FILE = Path(__file__).resolve()
LONG = 3_000_000  # bytes
THREADS = 2


class Site:
    """A WSGI application with one address for each thing to look at, and one page in memory."""

    def recall(self, environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes] | None:
        return (200, [("X-From", "memory")], b"kept") if environ["PATH_INFO"] == "/kept/" else None

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/broken/":
            raise RuntimeError("it broke")
        if path == "/slow/":
            time.sleep(1)
        if path == "/file/":
            start_response("200 OK", [("Content-Type", "text/plain")])
            return environ["wsgi.file_wrapper"](FILE.open("rb"), 4096)
        start_response("200 OK", [("Content-Type", "application/json")])
        return pieces() if path == "/long/" else [json.dumps(told(environ)).encode()]


def pieces() -> Iterator[bytes]:
    """A long answer, in pieces."""
    for _piece in range(LONG // 1000):
        yield b"x" * 1000


def told(environ: dict[str, Any]) -> dict[str, str]:
    """Everything in the environ that is text, and the digest of the body."""
    length = int(environ.get("CONTENT_LENGTH") or 0)
    body = environ["wsgi.input"].read(length)
    texts = {name: value for name, value in environ.items() if isinstance(value, str)}
    return texts | {"body": hashlib.sha256(body).hexdigest(), "process": str(os.getpid())}


if "HATCH_PROXIES" in os.environ:  # not where a test only imports it
    application = Door(Boundary(Site()), threads=THREADS)
    answer_before_the_loop(application)
