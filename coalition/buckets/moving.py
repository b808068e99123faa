"""An installation whose files are on the disk gets them into the bucket; the disk keeps what it has."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from .client import BLOCK, Bucket

UNFINISHED = "replays/incoming"  # pieces of uploads: who sends them goes on where it was, or begins anew


@dataclass
class Moved:
    """What became of the files of one folder."""

    folder: str
    stored: int = 0
    there: int = 0
    different: list[str] = field(default_factory=list)  # names under which the bucket holds something else


def move() -> Iterator[Moved]:
    """Store each file of the disk that the bucket does not have, under its own name; compare all by their SHA-256.

    It can be repeated, and goes on where it was; nothing in the bucket is replaced. Raises Away.
    """
    for folder, root in (("media", settings.MEDIA_ROOT), ("private", settings.PRIVATE_ROOT)):
        yield _move(Bucket(folder), Path(root))


def _move(bucket: Bucket, root: Path) -> Moved:
    moved = Moved(bucket.folder)
    for path in sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith(".")):
        name = path.relative_to(root).as_posix()
        if name.startswith(UNFINISHED):
            continue
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            try:
                found = _digest(bucket, name)
                moved.there += found == digest
            except FileNotFoundError:
                file.seek(0)
                bucket.put(name, iter(lambda: file.read(BLOCK), b"") if path.stat().st_size > BLOCK else file.read())
                found = _digest(bucket, name)
                moved.stored += found == digest
        if found != digest:
            moved.different.append(name)
    return moved


def _digest(bucket: Bucket, name: str) -> str:
    facts, digest = bucket.facts(name), hashlib.sha256()
    for first in range(0, facts.size, BLOCK):
        digest.update(bucket.part(name, first, min(first + BLOCK, facts.size), etag=facts.etag))
    return digest.hexdigest()
