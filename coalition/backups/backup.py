"""A backup is made: the database as it stood at one moment, then every file that it may name."""

import hashlib
import io
import tarfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

from coalition.logs import safe_message
from coalition.privacy import erasures
from coalition.upgrades.compatibility import server_version

from . import envelope, installation, leftovers
from .envelope import DATABASE, LOG, NAME, Manifest, Refused
from .models import LastDone

WITHOUT_ROWS = ("django_session",)  # whoever was logged in logs in again
DUMP_PART_BYTES = 8 * 1024 * 1024


@dataclass(frozen=True)
class Made:
    path: Path
    files: int
    size: int
    sha256: str


class Readable(Protocol):
    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes."""
        ...


class Counted:
    def __init__(self, inner: Readable) -> None:
        self.inner, self.size, self.hash = inner, 0, hashlib.sha256()

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes."""
        data = self.inner.read(size)
        self.size += len(data)
        self.hash.update(data)
        return data


def make(folder: Path, *, now: datetime | None = None) -> Made:
    """Write a backup into `folder`, under a name that says when; it is there whole or not at all. Raises Refused.

    What was dumped is encrypted before it reaches the disk.
    """
    recipients = envelope.recipients(settings.BACKUP_RECIPIENTS)
    now = now or datetime.now(UTC)
    path = folder / f"coalition-{now:%Y%m%dT%H%M%SZ}.age"
    unfinished = folder / f".{path.name}.unfinished"
    try:
        pg_dump = installation.find("pg_dump", version=server_version())
        LastDone.note(LastDone.What.BEGUN)
        leftovers.delete_leftovers()
        folder.mkdir(parents=True, exist_ok=True)
        leftovers.delete_unfinished(folder)
        with envelope.closing(unfinished, recipients=recipients) as tar:
            manifest = _fill(tar, now, pg_dump)
        unfinished.rename(path)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        LastDone.note(LastDone.What.BACKUP)
        return Made(path, len(manifest.files), path.stat().st_size, digest)
    except OSError as error:
        what = f"{folder} cannot be written" if error.filename else "The backup could not be written"
        raise Refused(f"{what}: {error.strerror or error}.") from None
    except DatabaseError as error:
        raise Refused(f"The database cannot be reached: {safe_message(error)}") from None
    except erasures.BadList as error:
        raise Refused(str(error)) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def made_in(folder: Path) -> list[Path]:
    """Return the backups in `folder`, oldest first: their names say when each was made."""
    return sorted(folder.glob("coalition-*T*Z.age"))


def _fill(tar: tarfile.TarFile, now: datetime, pg_dump: str) -> Manifest:
    listed = erasures.read(erasures.place())
    manifest = Manifest(
        made=now.isoformat(timespec="seconds"),
        postgresql=server_version(),
        pg_dump=installation.version_of(pg_dump),
        migrations=sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations()),
        erasures={"size": listed.size, "sha256": listed.sha256},
    )
    _add_dump(tar, manifest, pg_dump)
    log = Path(settings.CHARTER_LOG_KEPT) if settings.CHARTER_LOG_KEPT else None
    if log and log.exists():
        content = log.read_bytes()
        _add(tar, manifest, LOG, io.BytesIO(content), len(content))
    for folder in installation.NAMES:
        _add_store(tar, manifest, folder)
    sealed = manifest.sealed()
    _write(tar, NAME, io.BytesIO(sealed), len(sealed))
    return manifest


def _add_dump(tar: tarfile.TarFile, manifest: Manifest, pg_dump: str) -> None:
    """Add the dump in numbered parts: a tar says the size of a file before its content, and a dump has none before."""
    without = [f"--exclude-table-data={table}" for table in WITHOUT_ROWS]
    with installation.reading_from(pg_dump, "--format=custom", "--no-owner", "--no-privileges", *without) as output:
        dump = Counted(output)
        for number, part in enumerate(iter(partial(dump.read, DUMP_PART_BYTES), b""), start=1):
            _write(tar, f"{DATABASE}.{number:06}", io.BytesIO(part), len(part))
    manifest.files[DATABASE] = [dump.size, dump.hash.hexdigest()]


def _add_store(tar: tarfile.TarFile, manifest: Manifest, folder: str) -> None:
    storage = installation.store(folder)
    for name in installation.names(storage):
        try:
            size, file = storage.size(name), storage.open(name)
        except FileNotFoundError:  # withdrawn since it was listed
            continue
        with file:
            _add(tar, manifest, f"{folder}/{name}", file, size)


def _add(tar: tarfile.TarFile, manifest: Manifest, name: str, file: Readable, size: int) -> None:
    counted = Counted(file)
    _write(tar, name, counted, size)
    manifest.files[name] = [counted.size, counted.hash.hexdigest()]


def _write(tar: tarfile.TarFile, name: str, file: Readable, size: int) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    tar.addfile(member, file)
