"""Where a file grows whose pieces come one after the other: on the disk, or in the bucket, where each is an object.

A piece in the bucket is named after the byte at which it begins, and is stored only where there is none of that name:
hosts that get pieces in turn, or one piece twice, make one file.
"""

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings

from coalition.buckets.client import Facts
from coalition.buckets.storage import BucketStorage
from webinars.replays.models import private_storage

FOLDER = "replays/incoming"  # within the private storage


class Growing(Protocol):
    """A file that grows. What the bucket does not answer raises Away."""

    def size(self) -> int:
        """Return how many bytes have come."""
        ...

    def add(self, offset: int, piece: bytes) -> None:
        """Put `piece` behind the last one, at `offset`. Raises FileExistsError where another was quicker."""
        ...

    def forget(self) -> None:
        """Delete what has come."""
        ...

    def opened(self) -> IO[bytes]:
        """Return the whole, to be read and closed. Raises FileNotFoundError."""
        ...


def growing(name: str) -> Growing:
    """Return the file that grows under `name`."""
    storage = private_storage()
    if isinstance(storage, BucketStorage):
        return InBucket(storage, f"{FOLDER}/{name}")
    folder = Path(storage.path(FOLDER))
    folder.mkdir(parents=True, exist_ok=True)
    return OnDisk(folder / name)


def clear(kept_for: float) -> int:
    """Delete what nobody has added to for `kept_for` seconds; return how many files there were."""
    storage, border = private_storage(), time.time() - kept_for
    left: list[Growing] = []
    if isinstance(storage, BucketStorage):
        folders, _objects = storage.bucket.listed(FOLDER)
        uploads = [InBucket(storage, name) for name in folders]
        left += [one for one in uploads if one.added_at() < border]
    elif (folder := Path(storage.path(FOLDER))).is_dir():
        left += [OnDisk(path) for path in folder.iterdir() if path.stat().st_mtime < border]
    for one in left:
        one.forget()
    return len(left)


@dataclass(frozen=True)
class OnDisk:
    """A file that grows at one place of the disk."""

    path: Path

    def size(self) -> int:
        """Return how many bytes have come."""
        return self.path.stat().st_size if self.path.exists() else 0

    def add(self, offset: int, piece: bytes) -> None:
        """Put `piece` behind the last one."""
        with self.path.open("ab") as file:
            file.write(piece)

    def forget(self) -> None:
        """Delete what has come."""
        self.path.unlink(missing_ok=True)

    def opened(self) -> IO[bytes]:
        """Return the whole. Raises FileNotFoundError."""
        return self.path.open("rb")


@dataclass(frozen=True)
class InBucket:
    """A folder of the bucket with an object for each piece."""

    storage: BucketStorage
    folder: str

    def size(self) -> int:
        """Return how many bytes have come, up to the first that is missing."""
        return sum(piece.size for piece in self._pieces())

    def add(self, offset: int, piece: bytes) -> None:
        """Put `piece` at `offset`. Raises FileExistsError and Away."""
        if piece:
            self.storage.bucket.put_new(f"{self.folder}/{offset:012d}", piece)

    def forget(self) -> None:
        """Delete all pieces."""
        for piece in self._all():
            self.storage.delete(piece.name)

    def added_at(self) -> float:
        """Return when the last piece came, in seconds since 1970."""
        return max((piece.modified.timestamp() for piece in self._all()), default=0.0)

    def opened(self) -> IO[bytes]:
        """Return the whole, put together on this host's disk, where it has no name."""
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        whole: IO[bytes] = tempfile.TemporaryFile(dir=settings.VAR_DIR)  # noqa: SIM115  # who asks closes it
        for piece in self._pieces():
            self.storage.bucket.fetch(piece.name, whole)
        whole.seek(0)
        return whole

    def _pieces(self) -> Iterator[Facts]:
        """Yield the pieces that follow each other from the first byte on."""
        size = 0
        for piece in self._all():
            if int(piece.name.rpartition("/")[2]) != size:
                return
            yield piece
            size += piece.size

    def _all(self) -> list[Facts]:
        _folders, pieces = self.storage.bucket.listed(self.folder)
        return sorted(pieces, key=lambda piece: piece.name)
