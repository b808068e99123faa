"""Django's storage in a bucket, by obstore. What a transaction names is in the bucket before the commit.

A file is read where it is, part by part: no host keeps a copy. Every request ends within a time that a visitor can wait
for; what the store does not answer is `Away`.
"""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.encoding import filepath_to_uri

from coalition.privacy.storage import NoRoom

if TYPE_CHECKING:
    from obstore.store import S3Store


BUCKET = re.compile(r"/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[A-Za-z0-9][A-Za-z0-9._-]*)*)/?")  # and a folder in it


class BadAddress(Exception):
    """No bucket can be reached by what was said; the message is one sentence without what is secret."""


@dataclass(frozen=True)
class Address:
    """A bucket of an S3-compatible store, perhaps a folder in it, and who asks for it."""

    endpoint: str
    bucket: str
    folder: str
    region: str
    key: str
    secret: str = field(repr=False)


def read(*, url: str, region: str, key: str, secret: str) -> Address:
    """Return the bucket that `url` names, as in `https://store.example/bucket/folder`. Raises BadAddress."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.port != 0
    except ValueError:
        named = False
    found = BUCKET.fullmatch(parts.path) if named else None
    if found is None or parts.scheme not in ("https", "http") or "@" in parts.netloc or parts.query or parts.fragment:
        raise BadAddress(
            "BUCKET_URL must be the address of a store, then a slash and the bucket's name, as in "
            "https://key:secret@store.example/bucket."
        )
    if not key or not secret:
        raise BadAddress("BUCKET_URL must say who asks, as in https://key:secret@store.example/bucket.")
    if not region:
        raise BadAddress("BUCKET_URL names no region: leave ?region= out, or name one.")
    return Address(f"{parts.scheme}://{parts.netloc}", found[1], found[2].strip("/"), region, key, secret)


logger = logging.getLogger(__name__)
AHEAD = 1024 * 1024  # bytes of a file that are asked for at once
READ_TIMEOUT, WRITE_TIMEOUT = "5s", "120s"  # for what a visitor waits for, and for what is sent at once
SLOW, LEFT_ALONE = 2.0, 10.0  # seconds: who failed after more than the first is not asked for as long as the second
AT_ONCE = 64 * 1024 * 1024  # bytes that are sent as one object: what is larger has a random name of ours


class Away(OSError):
    """The bucket gave no answer, or refused; nothing is known of what was asked."""


_left_alone: dict[str, float] = {}  # the address of a bucket -> until when, by the monotonic clock


class BucketStorage(Storage):
    """Files in one folder of the bucket. `url()` raises ValueError where no `base_url` is given.

    A file that is stored within a transaction goes with it: rolled back, it is deleted.
    """

    def __init__(self, folder: str, base_url: str | None = None) -> None:
        self.folder, self.base_url = folder, base_url

    @contextmanager
    def asked(self, timeout: str = READ_TIMEOUT) -> Iterator[S3Store]:
        """Give the folder as obstore knows it. Raises FileExistsError, FileNotFoundError and Away."""
        from obstore.exceptions import AlreadyExistsError, BaseError

        begun = time.monotonic()
        if begun < _left_alone.get(settings.BUCKET_URL, 0.0):  # else it would hold each thread in turn
            raise Away("the bucket gave no answer a moment ago")
        place = read(
            url=settings.BUCKET_URL,
            region=settings.BUCKET_REGION,
            key=settings.BUCKET_KEY,
            secret=settings.BUCKET_SECRET,
        )
        try:
            yield _store(place, self.folder, timeout)
        except AlreadyExistsError as error:
            raise FileExistsError("There is an object of that name.") from error
        except BaseError as error:
            if time.monotonic() - begun > SLOW:
                _left_alone[settings.BUCKET_URL] = time.monotonic() + LEFT_ALONE
            raise Away(f"the bucket gave no answer: {type(error).__name__}") from error

    def _facts(self, name: str) -> Any:
        import obstore

        with self.asked() as store:
            return obstore.head(store, key(name))

    def _open(self, name: str, mode: str = "rb") -> File:
        if set(mode) - set("rb"):
            raise ValueError("A file in the bucket is opened to be read.")
        return File(io.BufferedReader(_Parts(self, name), AHEAD), name=name)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Store a file and return its name. Raises NoRoom while the bucket is away; nothing of it is left then."""
        try:
            return str(super().save(name, content, max_length))
        except Away as error:
            logger.error("a file could not be stored: %s", error)
            raise NoRoom(str(error)) from error

    def _save(self, name: str, content: Any) -> str:
        while True:
            try:
                self.put(name, content, mode="create" if content.size <= AT_ONCE else "overwrite")
                break
            except FileExistsError:  # another host was quicker
                name = self.get_available_name(name)
        transaction.on_commit(_Stored(self, name).stay)
        return name

    def put(self, name: str, content: Any, mode: Any = "overwrite") -> None:
        """Store `content` under `name`, all of it or nothing. Raises Away, and FileExistsError in mode "create"."""
        import obstore

        if content.size <= AT_ONCE:
            how: dict[str, Any] = {"file": b"".join(content.chunks()), "use_multipart": False}
        else:
            how = {"file": content.chunks(AHEAD), "use_multipart": True}
        with self.asked(WRITE_TIMEOUT) as store:
            obstore.put(store, key(name), mode=mode, **how)

    def delete(self, name: str) -> None:
        """Delete a file, if it is there. While the bucket is away, the queue remembers to."""
        from procrastinate.contrib.django import app  # this module is loaded before the apps are

        try:
            self.forget(name)
        except Away as error:
            logger.warning("a file is still to be deleted: %s", error)
            app.configure_task("buckets.delete").defer(folder=self.folder, name=name)

    def forget(self, name: str) -> None:
        """Delete a file, if it is there. Raises Away."""
        import obstore

        with self.asked() as store:
            obstore.delete(store, key(name))

    def exists(self, name: str) -> bool:
        try:
            self._facts(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Return how many bytes a file has. Raises FileNotFoundError."""
        return int(self._facts(name)["size"])

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was stored. Raises FileNotFoundError."""
        stored: datetime = self._facts(name)["last_modified"]
        return stored

    get_created_time = get_modified_time

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Return the names of folders and files in a folder; none where there is no such folder."""
        import obstore

        with self.asked() as store:
            found = obstore.list_with_delimiter(store, key(path) if path else None)
        files = [str(one["path"]) for one in found["objects"]]
        return [PurePosixPath(str(name)).name for name in found["common_prefixes"]], [
            PurePosixPath(name).name for name in files
        ]

    def url(self, name: str | None) -> str:
        """Return the address at which this site answers with a file. Raises ValueError where none does."""
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return self.base_url + (filepath_to_uri(name) or "").lstrip("/")


class _Parts(io.RawIOBase):
    """A file of the bucket as it was when it was opened; reading raises Away, also where it was replaced."""

    def __init__(self, storage: BucketStorage, name: str) -> None:
        facts = storage._facts(name)
        self.storage, self.stored_as, self.length, self.etag = storage, key(name), int(facts["size"]), facts["e_tag"]
        self.place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.length}[whence]
        self.place = max(0, start + offset)
        return self.place

    def readinto(self, buffer: memoryview[int]) -> int:  # type: ignore[override]
        import obstore

        end = min(self.place + len(buffer), self.length)
        if self.place >= end:
            return 0
        options: Any = {"range": (self.place, end), "if_match": self.etag or None}
        with self.storage.asked() as store:
            read = bytes(obstore.get(store, self.stored_as, options=options).bytes())
        buffer[: len(read)] = read
        self.place += len(read)
        return len(read)


class _Stored:
    """An object that waits for its transaction, as the files of PrivateStorage do."""

    def __init__(self, storage: BucketStorage, name: str) -> None:
        self.storage, self.name, self.stays = storage, name, False

    def stay(self) -> None:
        self.stays = True

    def __del__(self) -> None:
        if not self.stays:
            try:
                self.storage.forget(self.name)
            except Exception as error:  # nobody can be told here
                logger.warning("a file that no row names was left in the bucket: %s", error)


def key(name: str) -> str:
    """Return `name` as the bucket is asked for it. Raises SuspiciousFileOperation for one that leads elsewhere."""
    name = str(name).replace("\\", "/").strip("/")
    if not name.isprintable() or any(part in ("", ".", "..") for part in name.split("/")):
        raise SuspiciousFileOperation("This is no name of a file.")
    return name


@lru_cache(maxsize=16)
def _store(address: Address, folder: str, timeout: str) -> S3Store:
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
        client_options={"allow_http": True, "connect_timeout": "3s", "timeout": timeout},
        retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=3)},
    )
