"""Answers that are too long to be kept as they are: open data of many rows is kept packed, once it was sent whole.

The first one goes out as it is made, and is packed on its way. A client that takes no packed answer has it made anew.
"""

import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator

from .kept import Entry, Headers, expiry, form_of, told_to_all

MAX_PACKED = 8 * 1024 * 1024  # bytes that one such answer may take
ROOM = 32 * 1024 * 1024  # bytes of them that a process keeps, beside its pages
LIFETIME = 600.0  # seconds: what such files say changes with the rows, and else with the day


class Packed:
    """The parts of an answer on their way out; the whole of it is given to `keep` packed, if it was short enough."""

    def __init__(self, parts: Iterable[bytes], headers: Headers, keep: Callable[[Entry], None]) -> None:
        self.parts, self.headers, self.keep = parts, headers, keep

    def __iter__(self) -> Iterator[bytes]:
        packer, digest = zlib.compressobj(6, wbits=31), hashlib.sha256()
        packed = bytearray()
        for part in self.parts:
            if len(packed) <= MAX_PACKED:
                digest.update(part)
                packed += packer.compress(part)
            yield part
        packed += packer.flush()
        if len(packed) <= MAX_PACKED:
            self.keep(self._entry(bytes(packed), digest.hexdigest()[:32]))

    def _entry(self, packed: bytes, digest: str) -> Entry:
        headers = [*told_to_all(self.headers), ("Vary", "Accept-Encoding"), ("Content-Encoding", "gzip")]
        return Entry(None, form_of(headers, packed, f'"{digest}-gzip"'), expiry(self.headers, LIFETIME))

    def close(self) -> None:
        """Close what the application returned."""
        if hasattr(self.parts, "close"):
            self.parts.close()
