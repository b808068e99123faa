"""The fastest thing this server could do: the yardstick of the cached page, and of a body of any size."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

HELLO = b"hello world"


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer eleven bytes, or as many as the path says, with as many more headers: `/8000/10`."""
    size, _slash, headers = environ["PATH_INFO"].strip("/").partition("/")
    body = _letters(int(size)) if size else HELLO
    more = [(f"X-Header-{number}", "default-src 'self'") for number in range(int(headers or 0))]
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), *more])
    return [body]


@cache
def _letters(count: int) -> bytes:
    return b"x" * count
