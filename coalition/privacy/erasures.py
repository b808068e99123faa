"""The list of erasures, a file beside the database: a restored copy learns from it who was erased since.

One line of JSON for each erasure: when, and the keyed digest of the address, never the address. Lines are only added,
each on the disk before anything is erased. Without the setting ERASURE_LIST nothing is kept.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils import timezone

from .addresses import keyed_digest, normalise

PURPOSE = "erasure"
TORN = b" (torn)\n"  # how a line ends that a crash cut off: nothing was erased yet


class BadList(Exception):
    """The list cannot be used; its message is one sentence for the operator."""


@dataclass(frozen=True)
class Listed:
    """The list as it stood: how many bytes, their SHA-256, and the erasures as (digest of the key, of the address)."""

    size: int
    sha256: str
    erased: frozenset[tuple[str, str]]


def place() -> Path | None:
    """Return where the list is kept."""
    return Path(settings.ERASURE_LIST) if settings.ERASURE_LIST else None


def remember(address: str) -> None:
    """Add `address` to the list, on the disk when this returns. Raises OSError."""
    path = place()
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    line = {"at": timezone.now().isoformat(timespec="seconds"), "digest": digest(address), "key": key_digest()}
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write((TORN if _is_torn(path) else b"") + json.dumps(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def digest(address: str, *, secret: str = "") -> str:
    """Return what stands for `address` in the list, by the installation's key or by an earlier `secret`."""
    return keyed_digest(PURPOSE, normalise(address), secret=secret)


def key_digest(*, secret: str = "") -> str:
    """Return by what lines that were written with this key are known."""
    return keyed_digest(f"{PURPOSE} key", "", secret=secret)[:16]


def read(path: Path | None) -> Listed:
    """Return the list of `path`; one that is not there is empty. Raises BadList."""
    data = path.read_bytes() if path and path.exists() else b""
    whole = data[: data.rfind(b"\n") + 1]  # a line that a crash cut off was told to nobody
    try:
        lines = [json.loads(line) for line in whole.splitlines(keepends=True) if not line.endswith(TORN)]
        erased = frozenset((str(line["key"]), str(line["digest"])) for line in lines)
    except (ValueError, KeyError, TypeError):
        raise BadList(f"The list of erasures {path} has a line that does not read.") from None
    return Listed(len(whole), hashlib.sha256(whole).hexdigest(), erased)


def begins_with(path: Path | None, *, size: int, sha256: str) -> bool:
    """Say whether the list of `path` goes on from one that had `size` bytes of this SHA-256."""
    data = path.read_bytes() if path and path.exists() else b""
    return hashlib.sha256(data[:size]).hexdigest() == sha256


def secrets_of(listed: Listed, secrets: Iterable[str]) -> dict[str, str]:
    """Return which of `secrets` each line was written with, by the digest of the key. Raises BadList."""
    known = {key_digest(secret=secret): secret for secret in secrets}
    if unknown := {key for key, _digest in listed.erased} - known.keys():
        raise BadList(
            f"The list of erasures was written with {len(unknown)} other keys: "
            "name the former DJANGO_SECRET_KEY in DJANGO_SECRET_KEY_FALLBACKS."
        )
    return known


def _is_torn(path: Path) -> bool:
    with path.open("rb") as file:
        return bool(_last_byte(file).strip(b"\n"))


def _last_byte(file: BinaryIO) -> bytes:
    if not file.seek(0, os.SEEK_END):
        return b""
    file.seek(-1, os.SEEK_END)
    return file.read(1)
