"""A WSGI application that is slow at `/slow/` and breaks elsewhere, so that gunicorn itself has something to tell."""

import time
from collections.abc import Callable


def application(environ: dict[str, str], start_response: Callable[..., object]) -> list[bytes]:
    if environ["PATH_INFO"] != "/slow/":
        raise RuntimeError("broken")
    time.sleep(1)
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", "4")])
    return [b"slow"]
