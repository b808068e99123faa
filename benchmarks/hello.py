"""The fastest thing this server could do: the yardstick of the cached page, and of a body of any size."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

HELLO = b"hello world"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer eleven bytes, or as many as the path says."""
    size = environ["PATH_INFO"].strip("/")
    body = _letters(int(size)) if size else HELLO
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


@cache
def _letters(count: int) -> bytes:
    return b"x" * count
