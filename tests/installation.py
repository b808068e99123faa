"""A whole installation of its own for a test: database with the demonstration content, web, worker, SMTP."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from aiosmtpd.controller import Controller
from django.conf import settings
from psycopg import sql

from coalition import leash
from coalition.stack import ROOT, Stack, free_port


@dataclass
class Mailbox:
    """An SMTP server on loopback that keeps what it accepts: each message's recipient and bytes, in order, and when."""

    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    accepted_at: list[float] = field(default_factory=list)  # seconds of the monotonic clock

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Accept one message (the name is aiosmtpd's)."""
        self.accepted_at.append(time.monotonic())
        self.accepted.append((envelope.rcpt_tos[0], envelope.content))
        return "250 OK"

    def arrivals(self, ending: str) -> list[tuple[str, float]]:
        """Return who got a mail and when, oldest first, of the addresses with this ending."""
        arrived = zip(self.accepted, self.accepted_at, strict=False)  # a mail may come meanwhile
        return [(to, at) for (to, _data), at in arrived if to.endswith(ending)]

    def to(self, address: str) -> list[EmailMessage]:
        """Return what was delivered to `address`, oldest first."""
        return [message_from_bytes(data, policy=default) for to, data in self.accepted if to == address]


@dataclass
class Installation:
    """A running installation and what a test may do with it."""

    name: str
    stack: Stack
    mailbox: Mailbox
    environment: dict[str, str]

    @property
    def url(self) -> str:
        """The site's address without a slash at its end."""
        return self.stack.url

    def manage(self, *arguments: str) -> str:
        """Run a management command on this installation's database and return what it printed."""
        return manage(*arguments, environment=self.environment)

    def query(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of one SQL statement on this installation's database."""
        with psycopg.connect(**server_parameters(self.name), autocommit=True) as connection:
            cursor = connection.execute(statement, parameters)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []


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


def manage(*arguments: str, environment: dict[str, str]) -> str:
    """Run a management command and return what it printed; raise with its errors when it fails."""
    result = subprocess.run(
        leash.command([sys.executable, "manage.py", *arguments]),
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=240,
    )
    if result.returncode:
        raise RuntimeError(f"manage.py {' '.join(arguments)} failed:\n{result.stdout}\n{result.stderr}")
    return result.stdout


def administer(statement: sql.Composed) -> None:
    """Run a statement about databases as a whole."""
    with psycopg.connect(**server_parameters("postgres"), autocommit=True) as connection:
        connection.execute(statement)


@contextmanager
def running_installation(
    name: str,
    *,
    folder: Path,
    web_processes: int = 2,
    like: str | None = None,
    more_environment: Mapping[str, str] | None = None,
) -> Iterator[Installation]:
    """Make database `name` with the demonstration content, start every part, and undo it all at the end.

    With `like`, the database is a copy of that one instead, which nobody may use at that moment.
    A test run that is interrupted or terminated undoes it too; one that is killed leaves the database, but no process.
    """
    identifier = sql.Identifier(name)
    administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
    copied = sql.SQL("TEMPLATE {}").format(sql.Identifier(like)) if like else sql.SQL("")
    administer(sql.SQL("CREATE DATABASE {} {}").format(identifier, copied))
    port, smtp_port = free_port(), free_port()
    environment = {
        "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "EMAIL_PORT": str(smtp_port),
        "CONN_MAX_AGE": "600",
        "SKELETON_MEMORY_ENABLED": "true",
        "PYTHONWARNINGS": "ignore",
        **(more_environment or {}),
        **database_environment(name),
    }
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=smtp_port)
    try:
        if not like:
            manage("migrate", "--verbosity", "0", environment=environment)
            manage("load_demo", "--verbosity", "0", environment=environment)
        controller.start()
        stack = Stack(port=port, environment=environment, web_processes=web_processes, log=folder / "stack.log")
        with stack:
            yield Installation(name, stack, mailbox, environment)
    finally:
        if controller.server is not None:
            controller.stop()
        administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
