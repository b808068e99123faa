"""The list of erasures, a file beside the database: a restored copy learns from it who was erased, or left, since.

One line of JSON for each erasure: when, and the keyed digest of the address, never the address. Lines are only added,
each on the disk before anything is erased. Lines of who left (registry.py) name the `step` too, and whether somebody
came `back` from it. Without the setting ERASURE_LIST nothing is kept.
"""

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from django.conf import settings
from django.utils import timezone

from .email_addresses import keyed_digest, normalise

PURPOSE = "erasure"
TORN = b" (torn)\n"  # how a line ends that a crash cut off: nothing was erased yet


class BadList(Exception):
    """The list cannot be used; its message is one sentence for the operator."""


@dataclass(frozen=True)
class Listed:
    """The list as it stood: how many bytes, their SHA-256, and the erasures as (digest of the key, of the address).

    `left` has who left and did not come back: when, by (digest of the key, step, digest of the subject).
    """

    size: int
    sha256: str
    erased: frozenset[tuple[str, str]]
    left: dict[tuple[str, str, str], datetime] = field(default_factory=dict)


def place() -> Path | None:
    return Path(settings.ERASURE_LIST) if settings.ERASURE_LIST else None


def remember(subject: str, *, step: str = "", came_back: bool = False) -> None:
    """Add an address that is erased to the list, or who takes a `step`: on the disk when this returns.

    Raises OSError.
    """
    path = place()
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    line: dict[str, object] = {"at": timezone.now().isoformat(timespec="seconds"), "key": key_digest()}
    line |= (
        {"digest": digest(subject, step=step)} | ({"step": step} if step else {}) | ({"back": 1} if came_back else {})
    )
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.write((TORN if _is_torn(path) else b"") + json.dumps(line).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def try_to_write() -> None:
    """Raise OSError where nothing could be added to the list. It makes no list: that would be its maker's alone."""
    path = place()
    if path is not None and path.exists():
        os.close(os.open(path, os.O_WRONLY | os.O_APPEND))
    elif path is not None:
        with TemporaryFile(dir=next(folder for folder in path.parents if folder.exists())):
            pass


def digest(subject: str, *, step: str = "", secret: str = "") -> str:
    """Return what stands for an address that is erased, or for who takes a `step`: by the installation's key or by an
    earlier `secret`. Two steps of one person have nothing in common."""
    return keyed_digest(f"{PURPOSE} {step}".strip(), subject if step else normalise(subject), secret=secret)


def key_digest(*, secret: str = "") -> str:
    """Return by what lines that were written with this key are known."""
    return keyed_digest(f"{PURPOSE} key", "", secret=secret)[:16]


def read(path: Path | None) -> Listed:
    """Return the list of `path`; one that is not there is empty. Raises BadList."""
    data = path.read_bytes() if path and path.exists() else b""
    whole = data[: data.rfind(b"\n") + 1]  # a line that a crash cut off was told to nobody
    try:
        lines = [json.loads(line) for line in whole.splitlines(keepends=True) if not line.endswith(TORN)]
        erased = frozenset((str(line["key"]), str(line["digest"])) for line in lines if not line.get("step"))
        left = _left(line for line in lines if line.get("step"))
    except (ValueError, KeyError, TypeError):
        raise BadList(f"The list of erasures {path} has a line that cannot be read.") from None
    return Listed(len(whole), hashlib.sha256(whole).hexdigest(), erased, left)


def _left(lines: Iterable[dict[str, Any]]) -> dict[tuple[str, str, str], datetime]:
    found: dict[tuple[str, str, str], datetime] = {}
    for line in lines:
        who = (str(line["key"]), str(line["step"]), str(line["digest"]))
        found.pop(who, None)
        if not line.get("back"):
            found[who] = datetime.fromisoformat(line["at"])
    return found


def begins_with(path: Path | None, *, size: int, sha256: str) -> bool:
    data = path.read_bytes() if path and path.exists() else b""
    return hashlib.sha256(data[:size]).hexdigest() == sha256


def secrets_of(listed: Listed, secrets: Iterable[str]) -> dict[str, str]:
    """Return which of `secrets` each line was written with, by the digest of the key. Raises BadList."""
    known = {key_digest(secret=secret): secret for secret in secrets}
    written = {key for key, _digest in listed.erased} | {key for key, _step, _digest in listed.left}
    if unknown := written - known.keys():
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


logger = logging.getLogger(__name__)


def remember_leaving(step: str, subject: str, *, came_back: bool = False) -> None:
    """Note that `subject` took `step`, or `came_back` from it. Nobody is kept from leaving by a list that fails."""
    try:
        remember(subject, step=step, came_back=came_back)
    except OSError:
        logger.exception("The list of erasures could not be written: a restored database would undo a step")
