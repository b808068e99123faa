"""The one client for requests that leave the site.

No private address is reached, no redirect followed, no proxy or password file of the machine read; what comes
back is cut at a size and the whole exchange at a time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loaded by who asks outside, which few processes do
    import requests

CONNECT_TIMEOUT = 5.0  # seconds
READ_TIMEOUT = 10.0  # seconds, for each read
CHUNK = 16 * 1024  # bytes
USER_AGENT = "coalition"


class OutboundFailed(Exception):
    """The other side could not be reached, refused, or answered too much or too late."""


def fetch(
    url: str,
    *,
    method: str = "GET",
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    max_bytes: int = 1024 * 1024,
    max_seconds: float = 20.0,
    allow_loopback: bool = False,
) -> bytes:
    """Return the body of the 200 answer to one request; `headers` are sent along.

    `allow_loopback` lets it reach this machine, for a service that runs beside the site and for tests.

    Raises OutboundFailed for every other answer, a forbidden address, more than `max_bytes`, or more than
    `max_seconds`.
    """
    deadline = time.monotonic() + max_seconds
    with _answer(method, url, data=data, headers=headers, allow_loopback=allow_loopback) as answer:
        if answer.status_code != 200:
            raise OutboundFailed(f"The answer has status {answer.status_code}.")
        return _read(answer, max_bytes=max_bytes, deadline=deadline)


def exchange(
    url: str, data: bytes, *, max_bytes: int = 64 * 1024, max_seconds: float = 20.0, allow_loopback: bool = False
) -> tuple[int, bytes]:
    """Post `data`; return the status of the answer, whichever it is, and its body. Raises OutboundFailed as `fetch`."""
    deadline = time.monotonic() + max_seconds
    with _answer("POST", url, data=data, allow_loopback=allow_loopback) as answer:
        return answer.status_code, _read(answer, max_bytes=max_bytes, deadline=deadline)


def probe(url: str, *, allow_loopback: bool = False, max_seconds: float = 15.0) -> int:
    """Return the status that `url` answers with, a redirect as it is; nothing of its body is read.

    Raises OutboundFailed where nothing answers within `max_seconds`, or at a forbidden address.
    """
    found: Future[int] = Future()

    def ask() -> None:
        try:
            with _answer("GET", url, allow_loopback=allow_loopback) as answer:
                found.set_result(answer.status_code)
        except OutboundFailed as error:
            found.set_exception(error)

    Thread(target=ask, name="probe", daemon=True).start()  # each read is limited; a trickle of headers is many
    try:
        return found.result(max_seconds)
    except TimeoutError:
        raise OutboundFailed("The answer took too long.") from None


@contextmanager
def _answer(
    method: str,
    url: str,
    *,
    data: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    allow_loopback: bool,
) -> Iterator[requests.Response]:
    """Give the answer to one request, its body not read yet. Raises OutboundFailed for whatever goes wrong."""
    import requests
    from requests_hardened import Config, HTTPSession
    from urllib3.exceptions import HTTPError

    config = Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=allow_loopback,
        never_redirect=True,
        default_timeout=(CONNECT_TIMEOUT, READ_TIMEOUT),
        user_agent_override=USER_AGENT,
    )
    try:
        with HTTPSession(config) as session:
            session.trust_env = False  # no proxy that would resolve the name for us, no .netrc
            with session.request(method, url, data=data, headers=dict(headers or {}), stream=True) as answer:
                yield answer
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise OutboundFailed(type(error).__name__) from error


def _read(answer: requests.Response, *, max_bytes: int, deadline: float) -> bytes:
    body = bytearray()
    while chunk := answer.raw.read1(CHUNK, decode_content=True):  # what is there: a trickle cannot outlast the deadline
        body += chunk
        if len(body) > max_bytes:
            raise OutboundFailed(f"The answer is larger than {max_bytes} bytes.")
        if time.monotonic() > deadline:
            raise OutboundFailed("The answer took too long.")
    return bytes(body)
