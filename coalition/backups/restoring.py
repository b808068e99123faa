"""A backup becomes an installation again: all of it is looked at first, and what was erased since stays erased."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files import File
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from coalition.mail import epochs
from coalition.privacy import erasures as erasing
from coalition.privacy import replaying

from . import checking, envelope, keys, programs, stores
from .manifest import DATABASE, LOG, Manifest
from .refusals import Refused

Tell = Callable[[str], object]


def restore(path: Path, *, identity: Path, erasures: Path, tell: Tell) -> None:
    """Restore the backup `path` into this installation, which is empty, and `tell` the operator what was done.

    `identity` is the file with the secret key. `erasures` is the list of erasures that was kept apart. Nothing is
    changed before the whole backup was read and every digest compared. Raises Refused.
    """
    identities = keys.identities(identity)
    checking.is_fresh()
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(prefix="restore-", dir=settings.VAR_DIR) as own:
            folder = Path(own)
            envelope.opened(path, identities=identities, into=folder)
            told = checking.manifest(folder)
            checking.fits(told)
            checking.erasures_go_on(told, erasures)
            pg_restore = programs.find("pg_restore", version=max(told.pg_dump, told.postgresql))
            _put(folder, told, pg_restore)
            tell(f"Restored: the database and {len(told.files) - 1} files, as they stood at {told.made}.")
            tell(_put_log(folder / LOG))
    except OSError as error:
        raise Refused(f"The backup could not be restored: {error.strerror or error}.") from None
    epochs.hold()
    _carry_on()
    _keep_list(erasures)
    tell(replaying.told(replaying.replay(erasures), replaying.leave_again(erasures)))
    tell("Mail is held until manage.py mail_after_restore says what becomes of what is owed.")


def _put(folder: Path, told: Manifest, pg_restore: str) -> None:
    """Store the files, then the database in one transaction; take the files away again where that fails."""
    stored: list[tuple[str, str]] = []
    try:
        for name in told.files:
            store, _slash, inner = name.partition("/")
            if not inner:
                continue
            with (folder / name).open("rb") as file:
                stored.append((store, stores.store(store).save(inner, File(file, name=inner))))
            if stored[-1][1] != inner:
                raise Refused(f"{name} could not be stored under its own name.")
        arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(folder / DATABASE)]
        connection.close()
        programs.run(pg_restore, *arguments)
    except BaseException:
        for store, inner in stored:
            stores.store(store).delete(inner)
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
