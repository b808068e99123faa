"""An installation whose files are in a bucket, and hosts that share nothing else but the database."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import default_storage, storages
from django.db.models import FileField

from coalition.buckets.storage import BucketStorage
from coalition.stack import free_port
from tests.store import KEY, SECRET, running_store


@dataclass(frozen=True)
class Hosts:
    """Where each host has its disk, and what is in the bucket of all of them."""

    settings: Any
    disks: Path
    media: BucketStorage
    private: BucketStorage

    def at(self, name: str) -> None:
        """Let what follows happen at the host of that name."""
        self.settings.VAR_DIR = self.disks / name

    def away(self) -> None:
        self.settings.BUCKET_URL = f"http://127.0.0.1:{free_port()}/coalition"

    def on_disk(self) -> list[str]:
        return sorted(path.relative_to(self.disks).as_posix() for path in self.disks.rglob("*") if path.is_file())

    def stored(self, storage: BucketStorage, folder: str) -> list[str]:
        return [f"{folder}/{name}" for name in sorted(storage.listdir(folder)[1])]


@pytest.fixture(scope="session")
def store() -> Iterator[str]:
    with running_store() as url:
        yield url


@pytest.fixture
def hosts(store, settings, monkeypatch, tmp_path) -> Hosts:
    """Return two hosts whose files are in an empty folder of the bucket; it happens at the first."""
    settings.BUCKET_URL = f"{store}/{uuid.uuid4()}"
    settings.BUCKET_KEY, settings.BUCKET_SECRET = KEY, SECRET
    media, private = BucketStorage("media", settings.MEDIA_URL), BucketStorage("private")
    before = storages["private"]
    fields = {
        field for model in apps.get_models() for field in model._meta.get_fields() if isinstance(field, FileField)
    }
    for field in fields:
        if field.storage is before:  # a storage is as old as the models
            monkeypatch.setattr(field, "storage", private)
    monkeypatch.setitem(storages._storages, "private", private)
    monkeypatch.setitem(storages._storages, "default", media)
    monkeypatch.setattr(default_storage, "_wrapped", media)
    made = Hosts(settings, tmp_path / "disks", media, private)
    made.at("first")
    return made
