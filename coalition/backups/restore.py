"""What is looked at before a restore changes anything."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coalition.mail import epochs
from coalition.privacy import erasure_replay, erasures
from coalition.privacy import erasures as erasing
from coalition.privacy.erasure_replay import secrets
from coalition.upgrades.compatibility import server_version, unknown_of

from . import envelope, installation, leftovers
from .envelope import DATABASE, LOG, NAME, Manifest, Refused
from .models import LastDone

TABLES = (
    "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')"
)


def is_fresh() -> None:
    """See that database and stores of this installation are empty. Raises Refused."""
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        (tables,) = cursor.fetchone()
    if tables:
        raise Refused(f"The database {connection.settings_dict['NAME']} is not empty: restore into a new one.")
    for folder in installation.NAMES:
        if not installation.is_empty(folder):
            raise Refused(f"The store of {folder} files is not empty: restore into a new one.")


def manifest(folder: Path) -> Manifest:
    """Return the manifest of the backup in `folder`, if every file is what it says. Raises Refused."""
    path = folder / NAME
    if not path.is_file():
        raise Refused("This backup is damaged or was cut short: it has no manifest.")
    told = Manifest.opened(path.read_bytes(), secrets=secrets())
    found = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {NAME}
    if found != told.files.keys() or DATABASE not in found:
        raise Refused("This backup is damaged: its files are not those that its manifest names.")
    for name, (size, digest) in told.files.items():
        with (folder / name).open("rb") as file:
            if (folder / name).stat().st_size != size or hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise Refused(f"This backup is damaged: {name} is not what its manifest says.")
    return told


def fits(told: Manifest) -> None:
    """See that this code and this server can carry the backup on. Raises Refused."""
    if unknown := unknown_of((app, name) for app, name in told.migrations):
        app, name = unknown[0]
        raise Refused(
            f"This backup is of a newer version of the site: it has {len(unknown)} migrations that this one does not "
            f"know, such as {app}.{name}. Restore with that version."
        )
    if server_version() < told.postgresql:
        raise Refused(f"This backup is of PostgreSQL {told.postgresql}: this server is older.")


def erasures_go_on(told: Manifest, path: Path) -> None:
    """See that the list of erasures holds all that it held when the backup was made, and reads. Raises Refused."""
    if not path.is_file():
        raise Refused(f"There is no list of erasures at {path}: an empty file says that nobody was ever erased.")
    if not erasures.begins_with(path, size=told.erasures["size"], sha256=told.erasures["sha256"]):
        raise Refused(
            f"{path} is not the list of erasures that this backup knows, or a part of it is missing: "
            "whoever was erased would come back."
        )
    try:
        erasures.secrets_of(erasures.read(path), secrets())
    except erasures.BadList as error:
        raise Refused(str(error)) from None


Tell = Callable[[str], object]


def attempt(path: Path, *, identity: Path, erasures: Path | None, tell: Tell) -> None:
    """Read the backup `path` as a restore would, all of it, and change nothing here; `tell` what it holds.

    Its digests are compared, and PostgreSQL reads the dump to its end. `erasures` is the list that goes with it, where
    there is one yet. Raises Refused.
    """
    try:
        with leftovers.working_folder() as folder:
            told, pg_restore = _opened(path, folder, identity=identity, erasures=erasures)
            installation.called(pg_restore, f"--file={os.devnull}", str(folder / DATABASE))
    except OSError as error:
        raise Refused(f"The backup could not be read: {error.strerror or error}.") from None
    LastDone.note(LastDone.What.TRIED)
    tell(f"This backup opens: the database and {len(told.files) - 1} files, as they stood at {told.made}.")


def _opened(path: Path, folder: Path, *, identity: Path, erasures: Path | None) -> tuple[Manifest, str]:
    """Unpack the backup `path` into `folder`; return what it says of itself, and the program that reads its dump."""
    envelope.opened(path, identities=envelope.identities(identity), into=folder)
    told = manifest(folder)
    fits(told)
    if erasures is not None:
        erasures_go_on(told, erasures)
    return told, installation.find("pg_restore", version=max(told.pg_dump, told.postgresql))


def restore(path: Path, *, identity: Path, erasures: Path, tell: Tell) -> None:
    """Restore the backup `path` into this installation, which is empty, and `tell` the operator what was done.

    `identity` is the file with the secret key. `erasures` is the list of erasures that was kept apart. Nothing is
    changed before the whole backup was read and every digest compared. Raises Refused.
    """
    envelope.identities(identity)
    is_fresh()
    try:
        with leftovers.working_folder() as folder:
            told, pg_restore = _opened(path, folder, identity=identity, erasures=erasures)
            _put(folder, told, pg_restore)
            tell(f"Restored: the database and {len(told.files) - 1} files, as they stood at {told.made}.")
            tell(_put_log(folder / LOG))
    except OSError as error:
        raise Refused(f"The backup could not be restored: {error.strerror or error}.") from None
    epochs.hold()
    _carry_on()
    LastDone.objects.filter(what=LastDone.What.BEGUN).delete()  # it is this very backup
    LastDone.note(LastDone.What.TRIED)
    _keep_list(erasures)
    tell(erasure_replay.told(erasure_replay.replay(erasures), erasure_replay.leave_again(erasures)))
    tell("Mail is held until mail_after_restore says what becomes of what is owed.")


def _put(folder: Path, told: Manifest, pg_restore: str) -> None:
    """Store the files, then the database in one transaction; take the files away again where that fails."""
    stored: list[tuple[str, str]] = []
    try:
        for name in told.files:
            store, _slash, inner = name.partition("/")
            if not inner:
                continue
            with (folder / name).open("rb") as file:
                stored.append((store, installation.store(store).save(inner, File(file, name=inner))))
            if stored[-1][1] != inner:
                raise Refused(f"{name} could not be stored under its own name.")
        arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(folder / DATABASE)]
        connection.close()
        installation.run(pg_restore, *arguments)
    except BaseException:
        for store, inner in stored:
            installation.store(store).delete(inner)
        raise
    connection.close()
    ContentType.objects.clear_cache()


def _put_log(kept: Path) -> str:
    """Put the checkpoints of the charter's log back where this machine remembers none; say what must be looked at."""
    place = Path(settings.CHARTER_LOG_KEPT) if settings.CHARTER_LOG_KEPT else None
    if place is None or not kept.exists():
        return "The backup remembers no checkpoint of the charter's log."
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch(0o600)
        place.write_bytes(kept.read_bytes())
        return "The checkpoints of the charter's log are those of the backup: see *After a restore* for later ones."
    if place.read_bytes() == kept.read_bytes():
        return "The checkpoints of the charter's log are those that this machine remembers."
    return (
        f"{place} remembers other checkpoints of the charter's log than the backup: nothing is signed that does not "
        "continue them, see *After a restore*."
    )


def _keep_list(path: Path) -> None:
    """Let the list of erasures go on here where this machine has none."""
    place = erasing.place()
    if place is not None and not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)
        place.chmod(0o600)


def _carry_on() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", interactive=False, verbosity=0)
