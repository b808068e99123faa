"""The one client for requests that leave the site.

No private address is reached, no proxy or password file of the machine read; what comes back is cut at a size and
the whole exchange at a time. Redirects are followed by `fetch_newer` alone, on one scheme, host and port.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address, ip_network
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urljoin, urlsplit

if TYPE_CHECKING:  # loaded by who asks outside, which few processes do
    import requests

CONNECT_TIMEOUT = 5.0  # seconds
READ_TIMEOUT = 10.0  # seconds, for each read
CHUNK = 16 * 1024  # bytes
MOST_REDIRECTS = 3
DEFAULT_PORTS = {"http": 80, "https": 443}
USER_AGENT = "coalition"
# Site-local addresses, and IPv4 ones written as IPv6: requests-hardened 1.3 takes them for public.
ALSO_FORBIDDEN = (ip_network("fec0::/10"), ip_network("::/96"))
LONGEST_VALIDATOR = 200  # characters of an ETag or a date that is sent back


class Failure(StrEnum):
    FORBIDDEN = "forbidden"  # an address within a private network
    UNREACHABLE = "unreachable"
    STATUS = "status"  # another answer than 200
    TOO_LARGE = "too-large"
    TOO_LATE = "too-late"


class OutboundFailed(Exception):
    """The other side could not be reached, refused, or answered too much or too late; `status` is what it answered."""

    def __init__(self, message: str = "", *, cause: Failure = Failure.UNREACHABLE, status: int = 0) -> None:
        super().__init__(message)
        self.cause, self.status = cause, status


@dataclass(frozen=True)
class Copy:
    """What one address answered, and by what it can be asked whether that changed (RFC 9110 section 8.8)."""

    content: bytes
    etag: str = ""
    last_modified: str = ""


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


def probe(url: str, *, allow_loopback: bool = False, max_seconds: float = 15.0) -> int:
    """Return the status that `url` answers with, a redirect as it is; nothing of its body is read.

    Raises OutboundFailed where nothing answers within `max_seconds`, or at a forbidden address.
    """

    def ask() -> int:
        with _answer("GET", url, allow_loopback=allow_loopback) as answer:
            return answer.status_code

    return _in_time(ask, max_seconds)


def fetch_newer(
    url: str,
    *,
    kept: Copy | None = None,
    headers: Mapping[str, str] | None = None,
    max_bytes: int,
    max_seconds: float,
    allow_loopback: bool = False,
) -> Copy | None:
    """Return what `url` answers now; None where that is what was `kept`, of which the validators alone are read.

    Unlike `fetch` it takes no longer than `max_seconds`, whatever trickles: names, heads and bodies; and it follows
    redirects that stay on scheme, host and port of `url`, each within the same rules of addresses.

    Raises OutboundFailed as `fetch` does.
    """
    validators = {"If-None-Match": kept.etag, "If-Modified-Since": kept.last_modified} if kept else {}
    asked = dict(headers or {}) | {name: value for name, value in validators.items() if value}
    deadline = time.monotonic() + max_seconds

    def ask(address: str = url, redirects: int = 0) -> Copy | None:
        with _answer("GET", address, headers=asked, allow_loopback=allow_loopback) as answer:
            onward = _redirect_on_host(address, answer) if redirects < MOST_REDIRECTS else ""
            if onward:
                return ask(onward, redirects + 1)
            if kept and answer.status_code == 304:
                return None
            if (status := answer.status_code) != 200:
                raise OutboundFailed(f"The answer has status {status}.", cause=Failure.STATUS, status=status)
            content = _read(answer, max_bytes=max_bytes, deadline=deadline)
            return Copy(content, *(_validator(answer.headers.get(name, "")) for name in ("ETag", "Last-Modified")))

    return _in_time(ask, max_seconds)


def _redirect_on_host(address: str, answer: requests.Response) -> str:
    """Return where `answer` redirects, where scheme, host and port are those of `address`; else ""."""
    if not answer.is_redirect:
        return ""
    target = urlsplit(urljoin(address, answer.headers["Location"]))
    if target.scheme in ("webcal", "webcals"):
        target = target._replace(scheme="https")
    return target.geturl() if _origin(target) == _origin(urlsplit(address)) and "@" not in target.netloc else ""


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    """Return scheme, host and port of an address (RFC 6454). Raises ValueError for a port that is no number."""
    return parts.scheme, parts.hostname, parts.port or DEFAULT_PORTS.get(parts.scheme)


def _validator(value: str) -> str:
    return value if len(value) <= LONGEST_VALIDATOR and value.isascii() and value.isprintable() else ""


def _in_time[T](ask: Callable[[], T], max_seconds: float) -> T:
    """Return what `ask` returns. Raises OutboundFailed, also when it takes longer than `max_seconds`."""
    found: Future[T] = Future()

    def run() -> None:
        try:
            found.set_result(ask())
        except BaseException as error:  # whatever it is, who waits for it gets it
            found.set_exception(error)

    Thread(target=run, name="outbound", daemon=True).start()  # each read is limited; a trickle of headers is many
    try:
        return found.result(max_seconds)
    except TimeoutError:
        raise OutboundFailed("The answer took too long.", cause=Failure.TOO_LATE) from None


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
    from requests_hardened.ip_filter import InvalidIPAddress
    from requests_hardened.ip_filter_adapter import IPFilterAdapter
    from urllib3.exceptions import HTTPError

    class Adapter(IPFilterAdapter):
        """Refuses what the library lets through, of the address that it has resolved and will connect to."""

        def build_connection_pool_key_attributes(self, *args: Any, **kwargs: Any) -> Any:
            host, pool = super().build_connection_pool_key_attributes(*args, **kwargs)
            resolved = ip_address(host["host"].strip("[]"))
            if not resolved.is_loopback and any(resolved in network for network in ALSO_FORBIDDEN):
                raise InvalidIPAddress(resolved)
            return host, pool

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
            for scheme in ("http", "https"):
                session.mount(f"{scheme}://", Adapter(scheme == "https", allow_loopback=allow_loopback))
            with session.request(method, url, data=data, headers=dict(headers or {}), stream=True) as answer:
                yield answer
    except InvalidIPAddress as error:
        raise OutboundFailed(type(error).__name__, cause=Failure.FORBIDDEN) from error
    except (requests.Timeout, TimeoutError) as error:
        raise OutboundFailed(type(error).__name__, cause=Failure.TOO_LATE) from error
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise OutboundFailed(type(error).__name__) from error


def _read(answer: requests.Response, *, max_bytes: int, deadline: float) -> bytes:
    body = bytearray()
    while chunk := answer.raw.read1(CHUNK, decode_content=True):  # what is there: a trickle cannot outlast the deadline
        body += chunk
        if len(body) > max_bytes:
            raise OutboundFailed(f"The answer is larger than {max_bytes} bytes.", cause=Failure.TOO_LARGE)
        if time.monotonic() > deadline:
            raise OutboundFailed("The answer took too long.", cause=Failure.TOO_LATE)
    return bytes(body)
