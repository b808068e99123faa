"""What is asked of the bucket, and the only place that knows the library which asks.

Every request ends within a time that a visitor can wait for; what the store does not answer is `Away`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation

from .address import Address, read

if TYPE_CHECKING:
    from obstore.store import S3Store

BLOCK = 8 * 1024 * 1024  # bytes that are asked for at once
QUICK, SHORT, LONG = "5s", "20s", "120s"  # for what is known of an object, for a block, for what is sent at once
GIVEN_UP = timedelta(seconds=3)  # after it nothing is tried again
SLOW = 2.0  # seconds: a bucket that failed after more of them would hold all who ask it
LEFT_ALONE = 10.0  # seconds in which such a one is not asked


class Away(OSError):
    """The bucket gave no answer, or refused; nothing is known of what was asked."""


@dataclass(frozen=True)
class Facts:
    """What the bucket says of an object."""

    name: str
    size: int
    modified: datetime
    etag: str


class Bucket:
    """The objects below one folder of the installation's bucket, by their names within it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def put_new(self, name: str, content: bytes) -> None:
        """Store `content` as one object. Raises FileExistsError where there is one of that name, and Away."""
        self._put(name, content, mode="create", use_multipart=False)

    def put(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Store `content`, in the place of what had that name; all of it or nothing. Raises Away."""
        if isinstance(content, bytes):
            self._put(name, content, use_multipart=False)
        else:
            self._put(name, iter(content), use_multipart=True, chunk_size=BLOCK, max_concurrency=2)

    def _put(self, name: str, content: Any, **how: Any) -> None:
        import obstore

        with _answering(address()) as there:
            obstore.put(_store(there, self.folder, LONG), key(name), content, **how)

    def facts(self, name: str) -> Facts:
        """Return what is known of an object. Raises FileNotFoundError and Away."""
        import obstore

        with _answering(address()) as there:
            return _facts(obstore.head(_store(there, self.folder, QUICK), key(name)))

    def part(self, name: str, first: int, end: int, *, etag: str = "") -> bytes:
        """Return the bytes from `first` up to `end`, of the object with that `etag` where one is given.

        Raises FileNotFoundError, and Away also where the object was changed meanwhile.
        """
        import obstore

        if first >= end:
            return b""
        with _answering(address()) as there:
            options: Any = {"range": (first, end), "if_match": etag or None}
            return bytes(obstore.get(_store(there, self.folder, SHORT), key(name), options=options).bytes())

    def fetch(self, name: str, into: IO[bytes]) -> Facts:
        """Write an object into a file, and return what is known of it. Raises FileNotFoundError and Away."""
        facts = self.facts(name)
        for first in range(0, facts.size, BLOCK):
            into.write(self.part(name, first, min(first + BLOCK, facts.size), etag=facts.etag))
        return facts

    def listed(self, below: str) -> tuple[list[str], list[Facts]]:
        """Return the names of folders and the objects that stand directly in the folder `below`. Raises Away."""
        import obstore

        with _answering(address()) as there:
            found = obstore.list_with_delimiter(_store(there, self.folder, SHORT), key(below) if below else None)
        return [str(name) for name in found["common_prefixes"]], [_facts(one) for one in found["objects"]]

    def forget(self, name: str) -> None:
        """Delete an object, if it is there. Raises Away."""
        import obstore

        with _answering(address()) as there:
            obstore.delete(_store(there, self.folder, QUICK), key(name))


def address() -> Address:
    """Return the bucket that the settings name. Raises BadAddress."""
    return read(
        url=settings.BUCKET_URL,
        region=settings.BUCKET_REGION,
        key=settings.BUCKET_KEY,
        secret=settings.BUCKET_SECRET,
    )


def key(name: str) -> str:
    """Return `name` as the bucket is asked for it. Raises SuspiciousFileOperation for one that leads elsewhere."""
    if not name.isprintable() or any(part in ("", ".", "..") for part in name.split("/")):
        raise SuspiciousFileOperation("This is no name of a file.")
    return name


@lru_cache(maxsize=16)
def _store(address: Address, folder: str, patience: str) -> S3Store:
    """Return the connection pool to one folder, made once in this process."""
    from obstore.store import S3Store

    return S3Store(
        address.bucket,
        prefix="/".join(filter(None, (address.folder, folder))),
        endpoint=address.endpoint,
        region=address.region,
        access_key_id=address.key,
        secret_access_key=address.secret,
        virtual_hosted_style_request=False,
        client_options={"allow_http": True, "connect_timeout": "5s", "timeout": patience},
        retry_config={"max_retries": 2, "retry_timeout": GIVEN_UP},
    )


_left_alone: dict[Address, float] = {}  # until when, by the monotonic clock


@contextmanager
def _answering(there: Address) -> Iterator[Address]:
    """Let the bucket be asked, unless it kept somebody of this process waiting for nothing a moment ago."""
    from obstore.exceptions import AlreadyExistsError, BaseError

    begun = time.monotonic()
    if begun < _left_alone.get(there, 0.0):
        raise Away("the bucket gave no answer a moment ago")
    try:
        yield there
    except AlreadyExistsError as error:
        raise FileExistsError("There is an object of that name.") from error
    except BaseError as error:
        if time.monotonic() - begun > SLOW:
            _left_alone[there] = time.monotonic() + LEFT_ALONE
        raise Away(f"the bucket gave no answer: {type(error).__name__}") from error


def _facts(told: Any) -> Facts:
    return Facts(str(told["path"]), int(told["size"]), told["last_modified"], str(told["e_tag"] or ""))
