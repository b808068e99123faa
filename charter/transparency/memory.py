"""What was signed, in a file beside the database: whoever owns the database alone cannot make it forget.

One line of JSON for each checkpoint, the note as it was signed; lines are only added. Without the setting
CHARTER_LOG_KEPT nothing is kept.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

TAIL = 8192  # bytes at the end of the file in which the last line stands whole


def kept() -> Iterator[str]:
    """Yield the notes of all checkpoints that were signed here, oldest first."""
    path = _path()
    if path is None or not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            if line.endswith("\n"):  # a line that a crash cut off was told to nobody
                yield json.loads(line)


def last() -> str | None:
    """Return the note of the last checkpoint that was signed here."""
    path = _path()
    if path is None or not path.exists():
        return None
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        lines = [line for line in file.read().splitlines(keepends=True) if line.endswith(b"\n")]
    return json.loads(lines[-1]) if lines else None


def keep(note: str) -> None:
    """Add `note`, on the disk when this returns."""
    path = _path()
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(f"{json.dumps(note)}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def _path() -> Path | None:
    return Path(settings.CHARTER_LOG_KEPT) if settings.CHARTER_LOG_KEPT else None
