"""What the page cache keeps: each answer in its forms, and how much memory all of them may take."""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.http.request import MediaType
from django.utils.http import parse_http_date_safe

LIFETIME = 60.0  # seconds
COMPRESSED_FROM = 500  # bytes
MAX_BODY = 2 * 1024 * 1024  # bytes: a longer answer is made anew each time
ROOM = 64 * 1024 * 1024  # bytes that a process keeps
ROOM_FOR_QUERIES = 8 * 1024 * 1024  # bytes of them for addresses with a query: whoever invents some drops no page
OVERHEAD = 4 * 1024  # bytes that an entry takes beside its bodies

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Key = tuple[str, ...]

OF_THE_BODY = {"content-length", "content-encoding"}
OF_THE_REQUEST = {"x-request-id"}


@dataclass(frozen=True)
class EncodedResponse:
    """An answer in one encoding, ready to send; `modified` is its Last-Modified in seconds, where it has one."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes
    modified: int | None = None


@dataclass(frozen=True)
class Entry:
    """One kept answer, plain and compressed: the same form where that does not help, None where it was not made."""

    plain: EncodedResponse | None
    zipped: EncodedResponse | None
    expires: float

    @property
    def size(self) -> int:
        """How many bytes of memory it takes."""
        bodies = {id(form): len(form.body) for form in (self.plain, self.zipped) if form}
        return sum(bodies.values()) + OVERHEAD

    def form_for(self, environ: Environ) -> EncodedResponse | None:
        return self.zipped if takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")) else self.plain

    def joined(self, other: "Entry | None") -> "Entry":
        """Return this entry with the form that only `other`, an earlier one of the same address, has."""
        if other is None or (self.plain and self.zipped):
            return self
        return replace(self, plain=self.plain or other.plain, zipped=self.zipped or other.zipped)


def made_entry(headers: Headers, body: bytes, *, cache_control: str) -> Entry:
    """Return what to keep of an answer that says nothing about its age: the ETag is of the body.

    So it changes when and only when the answer does.
    """
    dropped = {"cache-control", "etag", "vary", *OF_THE_BODY, *OF_THE_REQUEST}
    kept = [(name, value) for name, value in headers if name.lower() not in dropped]
    kept += [("Cache-Control", cache_control), ("Vary", "Accept-Encoding")]
    digest = hashlib.sha256(body).hexdigest()[:32]
    plain = zipped = form_of(kept, body, f'"{digest}"')
    if len(body) >= COMPRESSED_FROM:
        encoded = [*kept, ("Content-Encoding", "gzip")]
        zipped = form_of(encoded, gzip.compress(body, 6, mtime=0), f'"{digest}-gzip"')
    return Entry(plain, zipped, expiry(headers))


def expiry(headers: Headers) -> float:
    """Return when an answer is too old: after LIFETIME, or earlier where it says so itself (Expires, RFC 9111 5.3)."""
    expiries = [parse_http_date_safe(value) for name, value in headers if name.lower() == "expires"]
    left = min((moment - time.time() for moment in expiries if moment is not None), default=LIFETIME)
    return time.monotonic() + max(0.0, min(left, LIFETIME))


def own_entry(headers: Headers, body: bytes, etag: str) -> Entry:
    """Return what to keep of an answer with its own ETag: it stays as it is, in the encoding it came in."""
    kept = [(name, value) for name, value in headers if name.lower() not in {"content-length", "etag", *OF_THE_REQUEST}]
    form = form_of(kept, body, etag)
    values = {name.lower(): value for name, value in headers}
    expires = expiry(headers)
    if "accept-encoding" not in values.get("vary", "").lower():
        return Entry(form, form, expires)
    is_zipped = "content-encoding" in values
    return Entry(None if is_zipped else form, form if is_zipped else None, expires)


def form_of(headers: Headers, body: bytes, etag: str) -> EncodedResponse:
    """Return an answer with its final headers, whole and for 304 (which has no length and no encoding)."""
    unchanged = [(name, value) for name, value in headers if name.lower() not in OF_THE_BODY]
    whole = [*headers, ("ETag", etag), ("Content-Length", str(len(body)))]
    dates = [value for name, value in headers if name.lower() == "last-modified"]
    return EncodedResponse(
        etag, whole, [*unchanged, ("ETag", etag)], body, parse_http_date_safe(dates[0]) if dates else None
    )


def reply(form: EncodedResponse, environ: Environ) -> tuple[int, Headers, bytes]:
    """Return `form` as status, headers and body: 304 when the client has it. See RFC 9110, 13.2.2."""
    if asked := environ.get("HTTP_IF_NONE_MATCH"):
        tags = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
        if form.etag in tags or "*" in tags:
            return 304, form.unchanged, b""
    elif form.modified is not None and (since := environ.get("HTTP_IF_MODIFIED_SINCE")):
        moment = parse_http_date_safe(since)
        if moment is not None and form.modified <= moment:
            return 304, form.unchanged, b""
    return 200, form.headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else form.body


class CacheStore:
    """Entries by key, as many as `room` bytes hold; what was asked for longest ago goes first."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = 0
        self.entries: OrderedDict[Key, Entry] = OrderedDict()
        self.lock = threading.Lock()

    def find(self, key: Key) -> Entry | None:
        """Return the entry of `key` that is not too old."""
        entry = self.entries.get(key)
        if entry is None or entry.expires < time.monotonic():
            return None
        with self.lock:
            if key in self.entries:
                self.entries.move_to_end(key)
        return entry

    def put(self, key: Key, entry: Entry) -> None:
        with self.lock:
            earlier = self.entries.pop(key, None)
            if earlier is not None:
                self.taken -= earlier.size
                entry = entry if earlier.expires < time.monotonic() else entry.joined(earlier)
            self.entries[key] = entry
            self.taken += entry.size
            while self.taken > self.room:
                self.taken -= self.entries.popitem(last=False)[1].size

    def clear(self) -> None:
        with self.lock:
            self.entries.clear()
            self.taken = 0


NAMES = ("gzip", "x-gzip", "*")  # "x-gzip" is the same (section 8.4.1.3); "*" is everything that is not named


@lru_cache(maxsize=64)
def takes_gzip(accepted: str) -> bool:
    """Say whether a client that sent `accepted` as Accept-Encoding takes gzip: "gzip;q=0" says that it does not."""
    codings = [MediaType(coding) for coding in accepted.split(",")]
    weights = {coding.main_type.strip(): coding.quality for coding in codings}
    return next((weights[name] > 0 for name in NAMES if name in weights), False)
