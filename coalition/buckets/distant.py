"""An object that is read in parts where it is, without being copied as a whole first."""

import io
from dataclasses import dataclass
from typing import BinaryIO

from .client import Bucket, Facts

AHEAD = 1024 * 1024  # bytes that are asked for at once: as much as a player gets in one answer


@dataclass(frozen=True)
class Distant:
    """An object of the bucket, as it was when it was found."""

    bucket: Bucket
    facts: Facts

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return self.facts.size

    def open(self) -> BinaryIO:
        """Return a file that is read by parts from the bucket; reading raises Away, also where it was replaced."""
        return io.BufferedReader(_Parts(self.bucket, self.facts), AHEAD)


class _Parts(io.RawIOBase):
    def __init__(self, bucket: Bucket, facts: Facts) -> None:
        self.bucket, self.facts, self.place = bucket, facts, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.place, io.SEEK_END: self.facts.size}[whence]
        self.place = max(0, start + offset)
        return self.place

    def tell(self) -> int:
        return self.place

    def readinto(self, buffer: "memoryview[int]") -> int:  # type: ignore[override]
        end = min(self.place + len(buffer), self.facts.size)
        read = self.bucket.part(self.facts.name, self.place, end, etag=self.facts.etag)
        buffer[: len(read)] = read
        self.place += len(read)
        return len(read)
