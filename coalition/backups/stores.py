"""The stores of files that a backup holds, through Django's storages: a folder or a bucket alike."""

from collections.abc import Iterator
from pathlib import PurePosixPath

from django.core.files.storage import Storage, storages

NAMES = {"media": "default", "private": "private"}  # folder in the backup: alias of the storage


def store(folder: str) -> Storage:
    return storages[NAMES[folder]]


def names(storage: Storage, below: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(below)
    except FileNotFoundError:  # nothing was stored yet
        return
    for name in sorted(filter(None, files)):
        yield str(PurePosixPath(below, name))
    for folder in sorted(filter(None, folders)):
        yield from names(storage, str(PurePosixPath(below, folder)))


def is_empty(folder: str) -> bool:
    return next(names(store(folder)), None) is None
