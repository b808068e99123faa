"""Large files come in pieces, since a form is read into memory: each goes behind the last, and the whole is added.

What was begun and left lies for a day, until the next night: a task clears it away.
"""

from typing import Any
from uuid import UUID

from django.core.files import File

from coalition.buckets.client import Away
from coalition.privacy.storage import NoRoom
from events.models import Event
from webinars.replays.models import MediaFile

from . import growing
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
    file = _file(event, user, upload)
    size = file.size()
    if offset != size:
        raise OutOfStep(size)
    if len(piece) > LARGEST_PIECE or size + len(piece) > LARGEST:
        file.forget()
        raise TooLarge(size + len(piece))
    try:
        file.add(offset, piece)
    except FileExistsError:  # another host was quicker with it
        raise OutOfStep(file.size()) from None
    return size + len(piece)


def finish(*, event: Event, user: Any, upload: UUID, height: int) -> MediaFile:
    """Add the file whose last piece has come to the recording of `event`. Raises what `services.add_file` raises."""
    file = _file(event, user, upload)
    try:
        with file.opened() as whole:
            added = add_file(event=event, file=File(whole, name=str(upload)), height=height)
    except (Away, NoRoom):  # what has come stays for another try
        raise
    except BaseException:
        file.forget()
        raise
    file.forget()
    return added


def clear() -> int:
    """Delete what nobody has added to for a day; return how many files there were."""
    return growing.clear(KEPT_FOR)


def _file(event: Event, user: Any, upload: UUID) -> growing.Growing:
    return growing.growing(f"{event.pk}-{user.pk}-{upload}")
