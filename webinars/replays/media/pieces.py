"""Large files come in pieces, since a form is read into memory: each goes behind the last, and the whole is added.

What was begun and left lies for a day, until the next night: a task clears it away.
"""

import time
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files import File

from events.models import Event
from webinars.replays.models import MediaFile, private_storage

from .services import LARGEST, TooLarge, add_file

LARGEST_PIECE = 16 * 1024 * 1024  # bytes
KEPT_FOR = 24 * 3600  # seconds


class OutOfStep(Exception):
    """This piece does not follow the last one; `size` bytes are there."""

    def __init__(self, size: int) -> None:
        super().__init__(size)
        self.size = size


def append(*, event: Event, user: Any, upload: UUID, offset: int, piece: bytes) -> int:
    """Put `piece` at `offset` of the file that `user` uploads for `event`; return how many bytes there are.

    Raises OutOfStep and TooLarge.
    """
    path = _path(event, user, upload)
    size = path.stat().st_size if path.exists() else 0
    if offset != size:
        raise OutOfStep(size)
    if len(piece) > LARGEST_PIECE or size + len(piece) > LARGEST:
        path.unlink(missing_ok=True)
        raise TooLarge(size + len(piece))
    with path.open("ab") as file:
        file.write(piece)
    return size + len(piece)


def finish(*, event: Event, user: Any, upload: UUID, height: int) -> MediaFile:
    """Add the file whose last piece has come to the recording of `event`. Raises what `services.add_file` raises."""
    path = _path(event, user, upload)
    try:
        with path.open("rb") as whole:
            return add_file(event=event, file=File(whole), height=height)
    finally:
        path.unlink(missing_ok=True)


def clear() -> int:
    """Delete what nobody has added to for a day; return how many files there were."""
    folder = _folder()
    border = time.time() - KEPT_FOR
    left = [path for path in folder.iterdir() if path.stat().st_mtime < border]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _path(event: Event, user: Any, upload: UUID) -> Path:
    return _folder() / f"{event.pk}-{user.pk}-{upload}"


def _folder() -> Path:
    folder = Path(private_storage().path("replays/incoming"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder
