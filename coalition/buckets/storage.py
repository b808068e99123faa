"""Django's storages in a bucket. What a transaction names is in the bucket before the transaction is committed."""

import logging
import tempfile
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage
from django.db import transaction
from django.utils.encoding import filepath_to_uri

from coalition.privacy.storage import NoRoom

from .client import Away, Bucket, Facts
from .copies import Copies
from .distant import Distant

logger = logging.getLogger(__name__)
AT_ONCE = 64 * 1024 * 1024  # bytes that are sent as one object: what is larger has a random name of ours
IN_MEMORY = 16 * 1024 * 1024  # bytes of an opened file; a larger one waits on the disk, without a name
FOLDER = "copies"  # below COALITION_VAR


class BucketStorage(Storage):
    """Files in one folder of the bucket. `url()` raises ValueError where no `base_url` is given.

    With `copies_to_open` a file that is opened is copied to this host's disk and found there the next time; without,
    no copy of it has a name. A file that is stored within a transaction goes with it: rolled back, it is deleted.
    """

    def __init__(self, folder: str, base_url: str | None = None, copies_to_open: bool = False) -> None:
        self.folder, self.base_url, self.copies_to_open = folder, base_url, copies_to_open
        self.bucket = Bucket(folder)

    @property
    def copies(self) -> Copies:
        """Return the copies that this host has."""
        return _copies(Path(settings.VAR_DIR) / FOLDER / self.folder)

    def path(self, name: str) -> str:
        """Return the path of a copy; there is no file where there is no object. Raises Away.

        Storages whose files are opened without a copy have no paths, as Django says it: raises NotImplementedError.
        """
        if not self.copies_to_open:
            return super().path(name)
        return str(self.copied(name))

    def copied(self, name: str) -> Path:
        """Return the path of a copy on this host; there is no file where there is no object. Raises Away."""
        name = _name(name)
        return self.copies.fresh(
            name, ask=lambda: self.bucket.facts(name), fetch=lambda into: self.bucket.fetch(name, into)
        )

    def distant(self, name: str) -> Distant:
        """Return the file to be read in parts from where it is. Raises FileNotFoundError and Away."""
        return Distant(self.bucket, self.bucket.facts(_name(name)))

    def _open(self, name: str, mode: str = "rb") -> File:
        if set(mode) - set("rb"):
            raise ValueError("A file in the bucket is opened to be read.")
        if self.copies_to_open:
            return File(self.copied(name).open("rb"), name=name)
        opened = tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(_var()))  # noqa: SIM115  # who opens it closes it
        try:
            self.bucket.fetch(_name(name), opened)
        except BaseException:
            opened.close()
            raise
        opened.seek(0)
        return File(opened, name=name)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Store a file and return its name. Raises NoRoom while the bucket is away; nothing of it is left then."""
        try:
            return str(super().save(name, content, max_length))
        except Away as error:
            logger.error("a file could not be stored: %s", error)
            raise NoRoom(str(error)) from error

    def _save(self, name: str, content: Any) -> str:
        name = _name(name)
        while True:
            try:
                self._put(name, content)
                break
            except FileExistsError:  # another host was quicker
                name = self.get_available_name(name)
        transaction.on_commit(_Stored(self.bucket, name).stay)
        return name

    def _put(self, name: str, content: Any) -> None:
        if content.size <= AT_ONCE:
            self.bucket.put_new(name, b"".join(content.chunks()))
        else:
            self.bucket.put(name, content.chunks(1024 * 1024))

    def replace(self, name: str, content: bytes) -> None:
        """Put `content` in the place of a file, whose name stays. Raises Away."""
        self.bucket.put(_name(name), content)
        self.copies.forget(_name(name))

    def delete(self, name: str) -> None:
        """Delete a file, if it is there. While the bucket is away, the queue remembers to."""
        from . import tasks

        name = _name(name)
        self.copies.forget(name)
        try:
            self.bucket.forget(name)
        except Away as error:
            logger.warning("a file is still to be deleted: %s", error)
            tasks.delete.defer(folder=self.folder, name=name)

    def exists(self, name: str) -> bool:
        """Say whether there is such a file."""
        try:
            self._facts(name)
        except FileNotFoundError:
            return False
        return True

    def size(self, name: str) -> int:
        """Return how many bytes a file has. Raises FileNotFoundError."""
        return self._facts(name).size

    def get_modified_time(self, name: str) -> datetime:
        """Return when a file was stored. Raises FileNotFoundError."""
        return self._facts(name).modified

    get_created_time = get_modified_time

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        """Return the names of folders and files in a folder; none where there is no such folder."""
        folders, objects = self.bucket.listed(_name(path) if path else "")
        return [PurePosixPath(name).name for name in folders], [PurePosixPath(one.name).name for one in objects]

    def url(self, name: str | None) -> str:
        """Return the address at which this site answers with a file. Raises ValueError where none does."""
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        return self.base_url + (filepath_to_uri(name) or "").lstrip("/")

    def _facts(self, name: str) -> Facts:
        return self.bucket.facts(_name(name))


class _Stored:
    """An object that waits for its transaction, as the files of PrivateStorage do."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self.bucket, self.name, self.stays = bucket, name, False

    def stay(self) -> None:
        """Leave the object where it is: its row is there."""
        self.stays = True

    def __del__(self) -> None:
        if self.stays:
            return
        try:
            self.bucket.forget(self.name)
        except Exception as error:  # nobody can be told here
            logger.warning("a file that no row names was left in the bucket: %s", error)


_known: dict[Path, Copies] = {}


def _copies(folder: Path) -> Copies:
    return _known.setdefault(folder, Copies(folder, settings.BUCKET_COPIES_MB * 1024 * 1024))


def _name(name: str) -> str:
    return str(name).replace("\\", "/").strip("/")


def _var() -> Path:
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    return Path(settings.VAR_DIR)
