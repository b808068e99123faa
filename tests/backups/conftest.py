"""An installation of a test's own that is backed up, lost, and restored."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import create, drop, instead_of, migrated
from tests.mail import memory


@dataclass(frozen=True)
class Place:
    """Where an installation keeps what is not in its database, and where its backups and keys are."""

    data: Path
    apart: Path

    @property
    def identity(self) -> Path:
        """The secret key, which that machine does not have."""
        return self.apart / "key"

    @property
    def erasures(self) -> Path:
        return self.apart / "erasures.jsonl"

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.data.rglob("*") if path.is_file())
        return {path.relative_to(self.data).as_posix(): path.read_bytes() for path in found}

    def lose(self) -> None:
        shutil.rmtree(self.data)
        self.data.mkdir()


@pytest.fixture
def place(settings, monkeypatch, tmp_path) -> Place:
    """Return the place of this test, which the settings lead to, with a key to close backups with."""
    data, apart = tmp_path / "data", tmp_path / "apart"
    data.mkdir()
    apart.mkdir()
    made = Place(data, apart)
    for alias, name in (("default", "media"), ("private", "private")):
        for attribute in ("_location", "base_location", "location"):  # a storage is as old as the models
            monkeypatch.setitem(vars(storages[alias]), attribute, str(data / name))
    settings.VAR_DIR = data
    settings.MAIL_EPOCHS = data / "epochs"
    settings.CHARTER_LOG_KEPT = str(data / "charter-log.checkpoints")
    settings.ERASURE_LIST = str(made.erasures)
    out = StringIO()
    call_command("backup_key", str(made.identity), stdout=out)
    settings.BACKUP_RECIPIENTS = [out.getvalue().strip()]
    return made


@pytest.fixture
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[], None]]:
    """Let this test work in a database of its own; what is yielded exchanges it for an empty one."""
    first, second = f"backup_{os.getpid()}", f"backup_{os.getpid()}_empty"

    def lose() -> None:
        connection.close()
        create(second)
        connection.settings_dict["NAME"] = second
        ContentType.objects.clear_cache()

    with django_db_blocker.unblock():
        create(first, like=migrated())
        ContentType.objects.clear_cache()
        memory.outbox.clear()
        try:
            with instead_of(connection, first):
                yield lose
        finally:
            ContentType.objects.clear_cache()
            drop(first)
            drop(second)
