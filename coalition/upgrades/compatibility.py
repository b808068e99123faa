"""Can this code carry this database on? Asked before a migration changes anything."""

import math
import tomllib
from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

OLDEST = 15  # of PostgreSQL
FIRST = "0.3.0"  # the version whose migrations were joined
NEXT = ("charter", "0002_version_0_4")  # what each database of the version after FIRST has
CLOSED = 120, 4_000_000  # seconds in any case, and bytes of the database that a second is enough for
OURS = {"charter", "coalition", "events", "home", "newsletters", "webinars"}
TABLES = "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"


class Refused(Exception):
    """The database cannot be carried on, and nothing was changed; the message is one sentence for the operator."""


def version() -> str:
    """Return the version of this code, which stands in pyproject.toml alone."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def server_version() -> int:
    """Return the major version of the PostgreSQL that this installation uses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        return int(cursor.fetchone()[0])


def look() -> None:
    """See that the database is empty, or one that this code goes on from. Raises Refused."""
    if (version := server_version()) < OLDEST:
        raise Refused(f"This server is PostgreSQL {version}; the site needs {OLDEST} or newer.")
    applied = set(MigrationRecorder(connection).applied_migrations())
    if not applied:
        with connection.cursor() as cursor:
            cursor.execute(TABLES)
            (tables,) = cursor.fetchone()
        if tables > 1:  # the record of migrations may be there, and empty
            raise Refused(
                "The database has tables and no record of migrations: it is another program's, or was restored by half."
            )
        return
    if unknown := unknown_of(applied):
        raise Refused(
            f"The database is of a newer version: {len(unknown)} of its migrations are not known to this one, such as "
            f"{'.'.join(unknown[0])}. Go on with the newer version, or restore a backup from before."
        )
    if half := lacking(applied):
        raise Refused(
            f"The database is older than version {FIRST}: {len(half)} migrations that were joined since are missing, "
            f"such as {'.'.join(half[0])}. Migrate it with version {FIRST} first."
        )
    try:
        MigrationLoader(connection).check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        raise Refused(f"The database was migrated by half: {error} Restore a backup.") from None


def visitors() -> str:
    """Return in a sentence for about how long the site is closed while this is migrated: FIRST reads what goes."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    if not applied or NEXT in applied:
        return "Visitors go on meanwhile."
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (size,) = cursor.fetchone()
    return f"The site is closed meanwhile, for about {math.ceil((CLOSED[0] + size / CLOSED[1]) / 60)} minutes."


def lacking(applied: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what was not applied of migrations that were joined into one, where others of the same one were.

    Django would run the joined one over the tables that are there.
    """
    applied, ours, missing = set(applied), our_labels(), set()
    for key, migration in MigrationLoader(None).disk_migrations.items():
        joined = set(migration.replaces)
        if key[0] in ours and applied & {key, *joined}:
            missing |= joined - applied
    return sorted(missing)


def our_labels() -> set[str]:
    return {app.label for app in apps.get_app_configs() if app.name.partition(".")[0] in OURS}


def unknown_of(applied: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return what was applied of this site's own apps and is no migration of this code, nor one that was joined.

    Libraries join their migrations and drop the old ones: of theirs nothing can be said.
    """
    migrations = MigrationLoader(None).disk_migrations
    known = set(migrations) | {key for migration in migrations.values() for key in migration.replaces}
    ours = our_labels()
    return sorted(key for key in set(applied) - known if key[0] in ours)
