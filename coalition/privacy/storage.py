"""Where files are kept: those that no address leads to, and static ones."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

NO_ROOM = _(
    "Our server could not store your file, so nothing was sent. What you typed is still here: choose the file once "
    "more, and try again in some minutes."
)


class NoRoom(OSError):
    """A file could not be stored, as on a full disk. Nothing of it is left."""


class WholeStorage(FileSystemStorage):
    """Files that are there whole, and with the row that knows of them, or not at all.

    Django's own storage leaves what it wrote of a file that does not fit. A file that is stored within a transaction
    goes with it: rolled back, it is taken away again.
    """

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        is_new = not path.exists()
        try:
            kept: str = super()._save(name, content)  # type: ignore[misc]
        except OSError as error:
            if is_new:
                path.unlink(missing_ok=True)
            raise NoRoom(error.errno, error.strerror) from error
        transaction.on_commit(_Stored(Path(self.path(kept))).stay)
        return kept


class PrivateStorage(WholeStorage):
    """Files below a folder that no web server reads. `url()` raises ValueError.

    Django's own storage takes MEDIA_URL where it is given no base address.
    """

    base_url = None  # type: ignore[assignment]  # Django itself asks whether it is None


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Static files, whose addresses each process makes once: they stay what they are until another version starts."""

    url = lru_cache(maxsize=1_000)(CompressedManifestStaticFilesStorage.url)


class _Stored:
    """A file that waits for its transaction. Django forgets what it would do after a commit when there is none, and
    with it this object: then the file is nobody's."""

    def __init__(self, path: Path) -> None:
        self.path, self.stays = path, False

    def stay(self) -> None:
        self.stays = True

    def __del__(self) -> None:
        if not self.stays:
            self.path.unlink(missing_ok=True)
