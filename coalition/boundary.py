"""The trust boundary: who asks, and by which scheme, is resolved once, before anything else looks at the request.

Whatever a client says about itself in a header is dropped here. What our own proxies say counts where the one setting
TRUSTED_PROXIES allows it: it ends up in `REMOTE_ADDR` and `wsgi.url_scheme`, and everything behind reads only these.
See docs/decisions/0012-one-trust-boundary.md.
"""

import logging
import re
import ssl
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

NOBODY = "0.0.0.0"  # noqa: S104  # the address of who cannot be told, such as a peer of a Unix socket
LOCAL = "coalition.local"  # in the environ: asked on this machine, of a demonstration
PROBES = ("/live/", "/ready/", "/health/", "/metrics")  # a monitor may ask for them around the proxy

# Headers by which proxies tell who asked, or how; as WSGI spells them. All go, whoever sent them.
FORWARDED_PREFIXES = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_ORIGINAL_", "HTTP_X_REWRITE_", "HTTP_X_ENVOY_")
FORWARDED = {
    "HTTP_BASE_URL",
    "HTTP_CF_CONNECTING_IP",
    "HTTP_CF_VISITOR",
    "HTTP_CLIENT_IP",
    "HTTP_DESTINATION",
    "HTTP_FASTLY_CLIENT_IP",
    "HTTP_FLY_CLIENT_IP",
    "HTTP_FRONT_END_HTTPS",
    "HTTP_HTTPS",
    "HTTP_PATH_INFO",
    "HTTP_PROXY",
    "HTTP_REMOTE_ADDR",
    "HTTP_REMOTE_USER",
    "HTTP_SCRIPT_NAME",
    "HTTP_SCRIPT_URL",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_VIA",
    "HTTP_X_CLIENT_IP",
    "HTTP_X_CLUSTER_CLIENT_IP",
    "HTTP_X_HOST",
    "HTTP_X_HTTP_HOST_OVERRIDE",
    "HTTP_X_HTTP_METHOD",
    "HTTP_X_HTTP_METHOD_OVERRIDE",
    "HTTP_X_METHOD_OVERRIDE",
    "HTTP_X_PREFIX",
    "HTTP_X_PROTO",
    "HTTP_X_REAL_IP",
    "HTTP_X_REMOTE_ADDR",
    "HTTP_X_REMOTE_IP",
    "HTTP_X_SCHEME",
    "HTTP_X_SCRIPT_NAME",
    "HTTP_X_URL_SCHEME",
}
# Not headers, but Django takes the way to the site from them where they are there.
ELSEWHERE = ("SCRIPT_URL", "REDIRECT_URL")

CONTRADICTIONS = {
    "undeclared": "Requests come through a proxy, but TRUSTED_PROXIES is 0: all visitors look like one.",
    "short": "Requests come with fewer entries of X-Forwarded-For than TRUSTED_PROXIES says.",
    "scheme": "The proxy does not set X-Forwarded-Proto.",
    "around": "Requests from the open internet reach the server around the proxies that TRUSTED_PROXIES names.",
}
REPEATED_AFTER = 60.0  # seconds: a process tells of each kind no more often
LONGEST = 64  # characters of an entry whose address is remembered
ENTRY = re.compile(  # 192.0.2.1, 192.0.2.1:80, 2001:db8::1, [2001:db8::1]:80, fe80::1%eth0, each perhaps in quotes
    r'"?(?:\[(?P<bracketed>[\da-f:.]+)(?:%\w+)?\](?::\d{1,5})?|(?P<v4>[\d.]+)(?::\d{1,5})?|(?P<v6>[\da-f:.]+)(?:%\w+)?)"?',
    re.ASCII | re.IGNORECASE,
)


@dataclass(frozen=True)
class Visitor:
    """Who asks; `contradiction` names what arrived and does not fit TRUSTED_PROXIES, or is empty."""

    address: str
    scheme: str
    contradiction: str = ""


class Boundary:
    """WSGI middleware, outermost. The log tells of requests that contradict TRUSTED_PROXIES, and nothing else does:
    what a stranger sends must change nothing that a monitor reads."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.told: dict[str, float] = {}  # when the log heard of a contradiction last

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.admit(environ)
        return self.application(environ, start_response)

    def admit(self, environ: Environ) -> None:
        forwarded = take_forwarded(environ)
        put_path_together(environ)
        peer = str(environ.get("REMOTE_ADDR") or "")
        visitor = resolve(peer, scheme_of(environ), forwarded, str(environ.get("HTTP_HOST", "")))
        environ["REMOTE_ADDR"], environ["wsgi.url_scheme"] = visitor.address, visitor.scheme
        environ.pop("REMOTE_HOST", None)
        probed = environ["PATH_INFO"] in PROBES  # only there it matters whether someone asks on this machine
        environ[LOCAL] = probed and not forwarded and asked_here(peer, environ)
        if visitor.contradiction and (forwarded or not probed):
            self.tell(visitor.contradiction)

    def tell(self, contradiction: str) -> None:
        now = time.monotonic()
        if now - self.told.get(contradiction, -REPEATED_AFTER) >= REPEATED_AFTER:
            self.told[contradiction] = now
            logger.warning(CONTRADICTIONS[contradiction])


def take_forwarded(environ: Environ) -> dict[str, str]:
    """Take every header of a proxy out of `environ` and return them."""
    names = [name for name in environ if is_forwarded(name)]
    return {name: environ.pop(name) for name in names}


@lru_cache(maxsize=1024)  # the same few names in each request
def is_forwarded(name: str) -> bool:
    """Say whether `name` in the environ is a header by which proxies tell who asked, or how."""
    return name in FORWARDED or name.startswith(FORWARDED_PREFIXES)


def put_path_together(environ: Environ) -> None:
    """Undo what a server took off the path: the site stands at the root of its host, whoever says otherwise.

    gunicorn does so for a header `SCRIPT_NAME` of whom it trusts, and for the variable of that name.
    """
    environ["PATH_INFO"] = str(environ.get("SCRIPT_NAME") or "") + str(environ.get("PATH_INFO") or "")
    environ["SCRIPT_NAME"] = ""
    for name in ELSEWHERE:
        environ.pop(name, None)


def scheme_of(environ: Environ) -> str:
    """Return the scheme of the connection itself. gunicorn may have taken it from a header: its socket knows better."""
    if "gunicorn.socket" in environ:
        return "https" if isinstance(environ["gunicorn.socket"], ssl.SSLSocket) else "http"
    return "https" if environ.get("wsgi.url_scheme") == "https" else "http"


def resolve(peer: str, scheme: str, forwarded: dict[str, str], host: str = "") -> Visitor:
    """Return who asks, of a connection from `peer` by `scheme`; a Unix socket has no peer's address."""
    address = address_of(peer) or NOBODY
    proxies: int = settings.TRUSTED_PROXIES
    if not proxies:
        behind_one = (forwarded and not is_public(address)) or (is_loopback(address) and is_name(host))
        return Visitor(address, scheme, "undeclared" if behind_one else "")
    if is_public(address) and not is_ours(address):
        return Visitor(address, scheme, "around")
    given = entry(forwarded.get("HTTP_X_FORWARDED_PROTO", ""), proxies)
    secure = "https" if given.lower() == "https" else "http"
    entries = entries_of(forwarded.get("HTTP_X_FORWARDED_FOR", ""))
    visitor = address_of(entries[-proxies]) if len(entries) >= proxies else None
    if visitor is None:
        return Visitor(address, secure, "short")
    return Visitor(visitor, secure, "" if given else "scheme")


def entries_of(header: str) -> list[str]:
    return [part.strip() for part in header.split(",") if part.strip()]


def entry(header: str, proxies: int) -> str:
    """Return what the outermost of our `proxies` put into a header that each appends to, or that one alone sets."""
    entries = entries_of(header)
    return entries[-min(proxies, len(entries))] if entries else ""


def address_of(text: str) -> str | None:
    """Return the address in one entry of X-Forwarded-For, in its one spelling, without port; None for anything else."""
    return _address_of(text) if len(text) <= LONGEST else _address_of.__wrapped__(text)


@lru_cache(maxsize=1024)  # mostly the same few peers and visitors
def _address_of(text: str) -> str | None:
    found = ENTRY.fullmatch(text.strip())
    if not found:
        return None
    try:
        address = ip_address(found["bracketed"] or found["v4"] or found["v6"])
    except ValueError:
        return None
    return str((isinstance(address, IPv6Address) and address.ipv4_mapped) or address)


@lru_cache(maxsize=1024)
def is_public(address: str) -> bool:
    """Say whether `address` is one of the open internet: no proxy of ours is asked from there unless it is named."""
    return _parsed(address).is_global


def is_loopback(address: str) -> bool:
    """Say whether `address` is this machine, or a Unix socket of it."""
    return address == NOBODY or _parsed(address).is_loopback


def is_ours(address: str) -> bool:
    return any(_parsed(address) in network for network in settings.TRUSTED_PROXY_NETWORKS)


@lru_cache(maxsize=64)  # mostly the same few peers
def _parsed(address: str) -> IPv4Address | IPv6Address:
    return ip_address(address)


def is_name(host: str) -> bool:
    """Say whether a Host header names a host of the internet, and neither an address nor this machine."""
    name = host.rpartition(":")[0] if re.search(r":\d+$", host) else host
    return bool(name) and name != "localhost" and address_of(name) is None


def asked_here(peer: str, environ: Environ) -> bool:
    """Say whether someone on this machine asks this server itself.

    Of a demonstration only. A proxy here that adds no header asks from here too, and a visitor may forge the host that
    it hands on: no request tells the two apart, so elsewhere only HEALTH_TOKEN opens what is not public. What a
    demonstration tells, once a proxy was seen in front, is little (coalition/probes.py). So the host asked for must be
    this machine as well, and the protocol not the one (HTTP/1.0) by which nginx asks when it was told nothing.
    """
    address, host = address_of(peer), str(environ.get("HTTP_HOST", ""))
    return (
        bool(settings.DEMO)
        and address is not None
        and is_loopback(address)
        and bool(host)
        and (host.partition(":")[0] == "localhost" or is_loopback(address_of(host) or "192.0.2.1"))
        and environ.get("SERVER_PROTOCOL") not in {"HTTP/1.0", "HTTP/1"}
    )


Network = IPv4Network | IPv6Network


def proxies(text: str) -> tuple[int, list[Network]]:
    """Return how many proxies of our own stand in front, and the networks named after the number.

    `text` is `1`, or `2,203.0.113.7,2001:db8::/64` where a proxy asks from an address of the open internet: a peer
    there is believed only if it is named. Exits with code 1 and one sentence when it is anything else.
    """
    count, *networks = [part.strip() for part in text.split(",")]
    try:
        number, named = int(count), [ip_network(network) for network in networks]
    except ValueError:
        number, named = -1, []
    if not 0 <= number <= 10 or (named and not number):
        print(
            "Refusing to start: TRUSTED_PROXIES must be the number of your own proxies, such as 1, perhaps followed "
            "by their networks, such as 1,203.0.113.7.",
            file=sys.stderr,
        )
        raise SystemExit(1)
    return number, named
