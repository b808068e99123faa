"""Databases of a test's own, on the tests' server: made, copied, filled and dropped by name."""

import fcntl
import gzip
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pgtrigger
import psycopg
from django.conf import settings
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from coalition import child_process
from coalition.stack import ROOT

TIMEOUT = 1200  # seconds; they only end a hang
MIGRATED, PREPARED, UPGRADED = "migrated_", "prepared_", "upgraded_"  # how names begin of what is kept below
# What makes the tables and the rows of an empty installation, beside the migrations themselves.
MIGRATED_BY = ("requirements/base.txt", "coalition/users/roles.py", "coalition/caching/changes.py")
# What the contents of the demonstration come from.
SOURCES = ("charter", "coalition", "events", "home", "newsletters", "requirements", "webinars")
MADE_OF_SOURCES = {".pyc", ".mo"}


def server_parameters(name: str) -> dict[str, Any]:
    """Return psycopg's parameters for database `name` of the tests' server."""
    database = settings.DATABASES["default"]
    parameters = {
        "host": database["HOST"],
        "port": database.get("PORT"),
        "user": database["USER"],
        "password": database.get("PASSWORD"),
    }
    return {key: value for key, value in parameters.items() if value} | {"dbname": name}


def database_environment(name: str) -> dict[str, str]:
    """Return the variables that point a child process to database `name`."""
    if url := os.environ.get("DATABASE_URL"):
        return {"DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
    return {"COALITION_DATABASE": name}


def query(name: str, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
    """Return the rows of one SQL statement on database `name`."""
    with psycopg.connect(**server_parameters(name), autocommit=True) as connection:
        cursor = connection.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def rows_of(connection: BaseDatabaseWrapper) -> dict[str, bytes]:
    """Return the rows of every table that has some, in PostgreSQL's own form, by the table's name."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True, include_views=False):
            with cursor.copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))) as copy:
                found[table] = b"".join(bytes(block) for block in copy)
    return {table: rows for table, rows in found.items() if rows}


def put_back(connection: BaseDatabaseWrapper, rows: dict[str, bytes]) -> None:
    """Let every table hold `rows` of it (see `rows_of`) and nothing else, whatever its triggers forbid."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with pgtrigger.ignore(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.SQL("TRUNCATE {}").format(sql.SQL(", ").join(map(sql.Identifier, tables))))
        for table, kept in rows.items():
            with cursor.copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))) as copy:
                copy.write(kept)


def administer(statement: str, *names: str) -> None:
    """Run a statement about databases as a whole, each {} of it one of `names`."""
    with psycopg.connect(**server_parameters("postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def create(name: str, *, like: str = "template1", own: bool = True) -> None:
    """Make database `name`, a copy of `like`, which nobody may use at that moment; one of that name is dropped.

    It is an installation of its `own`, that remembers no epoch of mail, unless it plays a restored dump.
    """
    drop(name)
    administer("CREATE DATABASE {} TEMPLATE {}", name, like)
    if own and query(name, "SELECT to_regclass('mail_epoch')")[0][0]:
        query(name, "DELETE FROM mail_epoch")


def drop(name: str) -> None:
    administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def instead_of(connection: BaseDatabaseWrapper, name: str) -> Iterator[None]:
    """Let `connection` lead to database `name` meanwhile, instead of its own."""
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def exists(name: str) -> bool:
    return bool(query("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", name))


def manage(*arguments: str, environment: dict[str, str]) -> str:
    """Run a management command and return what it printed; raise with its errors when it fails."""
    result = subprocess.run(
        child_process.command([sys.executable, "manage.py", *arguments]),
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
    )
    if result.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{result.stdout}\n{result.stderr}")
    return result.stdout


def migrated() -> str:
    """Return the name of a database in which every migration was run, to be copied: making one takes half a minute.

    Of several processes one makes it, and the others wait. It stays for the next run, until a migration changes.
    """
    with _alone(MIGRATED):
        return _kept(MIGRATED, digest(migrations()), like=lambda: "template1", command="migrate")


def prepared() -> str:
    """Return the name of a database with today's demonstration content, to be copied: making one takes a minute.

    It is made and kept as `migrated` is, until code or day change.
    """
    today = f"{datetime.now(UTC):%Y-%m-%d} {_mark()}"  # the content shows pictures of this folder of data
    with _alone(PREPARED):
        return _kept(PREPARED, digest(_sources(), today), like=migrated, command="load_demo")


def upgraded(dump: Path) -> str:
    """Return the name of a database that was restored from `dump` (gzip) and migrated by today's code, to be read.

    It is made and kept as `migrated` is, one of each name of a dump.
    """
    kept = f"{UPGRADED}{''.join(filter(str.isdigit, dump.name))}_"
    source = f"restored_{os.getpid()}"

    def restored() -> str:
        create(source, own=False)
        with psycopg.connect(**server_parameters(source), autocommit=True) as connection:
            connection.execute(gzip.decompress(dump.read_bytes()))
        return source

    with _alone(kept):
        try:
            return _kept(kept, digest([*migrations(), dump]), like=restored, command="migrate")
        finally:
            drop(source)


def make_both() -> None:
    """Make what a run of the tests copies (`python -m tests.databases`), while something else keeps the other core."""
    print(migrated(), prepared())


def migrations() -> list[Path]:
    """Return the files that say what `migrate` does."""
    migrations = [path for path in _sources() if "migrations" in path.parts and path.suffix in {".py", ".sql"}]
    return [*migrations, *(ROOT / path for path in MIGRATED_BY)]


def _kept(beginning: str, digest: str, *, like: Callable[[], str], command: str) -> str:
    """Return the name of the database that `command` makes of a copy of `like()`; drop those of another digest."""
    name = f"{beginning}{digest}"
    known = [str(row[0]) for row in query("postgres", "SELECT datname FROM pg_database")]
    if name not in known:
        unfinished = f"{name}_unfinished"
        create(unfinished, like=like())
        for old in known:
            if old.startswith(beginning) and old != unfinished:
                drop(old)
        hurry(unfinished)
        environment = {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore"}
        manage(command, "--verbosity", "0", environment=environment | database_environment(unfinished))
        administer("ALTER DATABASE {} RENAME TO {}", unfinished, name)
    return name


def hurry(name: str) -> None:
    """Let no commit on database `name` wait for the disk: what a crash of the machine would take is made anew."""
    administer("ALTER DATABASE {} SET synchronous_commit = off", name)


def _sources() -> list[Path]:
    """Return the files that the contents of the demonstration come from, in order."""
    paths = (path for source in SOURCES for path in (ROOT / source).rglob("*"))
    return sorted(path for path in paths if path.is_file() and path.suffix not in MADE_OF_SOURCES)


def digest(paths: Iterable[Path], more: str = "") -> str:
    """Return what stands for the contents of `paths`, and for `more`."""
    found = hashlib.sha256(more.encode())
    for path in paths:
        found.update(path.relative_to(ROOT).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _mark() -> str:
    """Return by what this folder of data is told from one that was made anew."""
    path = _folder() / "prepared.mark"
    if not path.exists():
        path.write_text(os.urandom(8).hex())
    return path.read_text()


@contextmanager
def _alone(beginning: str) -> Iterator[None]:
    """Wait until no other process prepares one of this `beginning`."""
    with (_folder() / f"{beginning}database.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _folder() -> Path:
    folder = Path(settings.VAR_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


if __name__ == "__main__":
    make_both()
