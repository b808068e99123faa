"""What was signed, in a file beside the database: whoever owns the database alone cannot make it forget.

One line of JSON for each checkpoint, the note as it was signed; lines are only added. Without the setting
CHARTER_LOG_KEPT nothing is kept.
"""

import json
import os
from pathlib import Path

from django.conf import settings


def kept() -> list[str]:
    """Return the notes of all checkpoints that were signed here, oldest first."""
    path = Path(settings.CHARTER_LOG_KEPT)
    if not settings.CHARTER_LOG_KEPT or not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]  # one that a crash cut off was told to nobody


def keep(note: str) -> None:
    """Add `note`, on the disk when this returns."""
    if not settings.CHARTER_LOG_KEPT:
        return
    path = Path(settings.CHARTER_LOG_KEPT)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(f"{json.dumps(note)}\n".encode())
        file.flush()
        os.fsync(file.fileno())
