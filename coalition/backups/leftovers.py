"""What a backup or a restore leaves on the disk when its process is killed, and how it is found and deleted.

Whoever works on a file or a folder holds a lock (flock) meanwhile, which the kernel takes back when the process ends.
"""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings

PREFIX = "restore-"
FORMER_PREFIX = "backup-"  # up to 0.4 a backup wrote the dump to the disk before it was encrypted
LOCK_NAME = "lock"


@contextmanager
def working_folder() -> Iterator[Path]:
    """Yield an empty folder below COALITION_VAR for the plain content of a backup. It is deleted at the end.

    Those that killed processes left are deleted first.
    """
    delete_leftovers()
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=PREFIX, dir=settings.VAR_DIR) as name,
        Path(name, LOCK_NAME).open("w") as lock,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        content = Path(name, "content")
        content.mkdir()
        yield content


def find_leftovers() -> list[Path]:
    """Return the folders below COALITION_VAR with plain content of a backup that no process works on."""
    folders = [*settings.VAR_DIR.glob(f"{PREFIX}*/"), *settings.VAR_DIR.glob(f"{FORMER_PREFIX}*/")]
    return [folder for folder in folders if not _is_locked(folder / LOCK_NAME)]


def delete_leftovers() -> None:
    """Delete what `find_leftovers` finds."""
    for folder in find_leftovers():
        shutil.rmtree(folder, ignore_errors=True)


def delete_unfinished(folder: Path) -> None:
    """Delete the backups in `folder` that killed processes did not finish."""
    for path in folder.glob(".coalition-*.age.unfinished"):
        if not _is_locked(path):
            with suppress(OSError):
                path.unlink()


def _is_locked(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False
