"""Django's `migrate`, while visitors use the site: it looks first, waits for no lock that visitors wait behind, and
runs once at a time (decision 0002-postgresql-embedded).

An empty database gets its tables and rows from structure.sql, which PostgreSQL reads in a second, and then what came
since. `make structure` writes the file from what the migrations make; tests compare both ways.
"""

import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from coalition.caching.changes import connect, listening_parameters
from coalition.postgres import MARK, MARKED
from coalition.upgrades import compatibility

STRUCTURE = Path(compatibility.__file__).with_name("structure.sql")
# Django's `icontains` asks for UPPER(column) LIKE: with pg_trgm an index finds three letters or more of it, without it
# every row is read. Not every PostgreSQL has it, so structure.sql has not.
TRIGRAMS = """
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX IF NOT EXISTS newsletters_reader_trigrams ON newsletters_reader
        USING gin (upper(email::text) gin_trgm_ops);
    CREATE INDEX IF NOT EXISTS events_registration_trigrams ON events_registration
        USING gin (upper(name::text) gin_trgm_ops, upper(email::text) gin_trgm_ops);
EXCEPTION WHEN feature_not_supported OR undefined_file OR undefined_object OR insufficient_privilege THEN
    NULL;
END $$
"""
LOCK = 0x4D494752  # "MIGR": of the advisory lock that one run holds
TRIES = 20
PAUSE = 1.0  # seconds between two of them
# Models that are rendered anew and again are no garbage yet: looking for some among them took a sixth of the time.
SELDOM = (50_000, 20, 100)
PARTLY = ("app_label", "plan", "check_unapplied", "fake", "fake_initial", "prune")  # options that ask for less than all


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, and try again where visitors held a lock for longer than MIGRATE_LOCK_TIMEOUT."""
        if options["database"] != DEFAULT_DB_ALIAS:
            super().handle(*args, **options)
            return
        with _alone():
            try:
                compatibility.look()
            except compatibility.Refused as refusal:
                raise CommandError(str(refusal)) from None
            usual = gc.get_threshold()
            gc.set_threshold(*SELDOM)
            try:
                if not (connection.introspection.table_names() or any(options[name] for name in PARTLY)):
                    load_structure(STRUCTURE.read_text(encoding="utf-8"))
                self._try(TRIES, *args, **options)
                if options["plan"]:
                    self.stdout.write(compatibility.visitors())
                if not settings.DEMO:
                    _mark()
            finally:
                gc.set_threshold(*usual)
                _wait_at_most(0)

    def _try(self, tries: int, *args: Any, **options: Any) -> None:
        for left in reversed(range(tries)):
            try:
                _wait_at_most(settings.MIGRATE_LOCK_TIMEOUT)  # what follows the last migration makes triggers
                super().handle(*args, **options)
                if not any(options[name] for name in PARTLY):
                    with connection.cursor() as cursor:
                        cursor.execute(TRIGRAMS)
                return
            except OperationalError as error:
                if not isinstance(error.__cause__, LockNotAvailable):
                    raise
                if not left:
                    raise CommandError(
                        "A table was in use all the time: nothing of this migration was changed. "
                        "End what holds it (pg_stat_activity) or come back in a quiet hour."
                    ) from None
                time.sleep(PAUSE)

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        """Say what is done, and how long each migration may wait for a lock: one in a transaction not long.

        What builds an index beside visitors waits for their transactions, and stands in nobody's way.
        """
        if action == "apply_start":
            _wait_at_most(settings.MIGRATE_LOCK_TIMEOUT if migration.atomic else 0)
        super().migration_progress_callback(action, migration, fake)


def load_structure(statements: str) -> None:
    """Make every table and row of `statements` in an empty database, its migrations recorded as applied now."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off")
        cursor.execute(statements)


def _mark() -> None:
    """Mark the database as production's: no settings of the demonstration start on it from now on."""
    with connection.cursor() as cursor:
        cursor.execute(f"COMMENT ON TABLE {MARKED} IS '{MARK}'")


def _wait_at_most(seconds: float) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [f"{int(seconds * 1000)}ms"])


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process migrates this database; the lock goes with the connection, however this one ends."""
    with connect(listening_parameters()) as direct:
        direct.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield
