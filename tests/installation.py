"""A whole installation of its own for a test: database with the demonstration content, web, worker, SMTP."""

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from coalition.stack import Stack, free_port
from tests import production
from tests.console import Console
from tests.databases import create, database_environment, drop, prepared, query


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
        arrived = zip(self.accepted, self.accepted_at, strict=False)  # a mail may come meanwhile
        return [(to, at) for (to, _data), at in arrived if to.endswith(ending)]

    def to(self, address: str) -> list[EmailMessage]:
        return [message_from_bytes(data, policy=default) for to, data in self.accepted if to == address]


@dataclass
class Installation:
    """A running installation and what a test may do with it."""

    name: str
    stack: Stack
    mailbox: Mailbox
    environment: dict[str, str]
    console: Console | None = None

    @property
    def url(self) -> str:
        return self.stack.url

    def run(self, script: str) -> str:
        """Run Python in this installation and return what it printed. Raises ScriptFailed."""
        if self.console is None:
            self.console = Console({**os.environ, **self.environment})
        return self.console.run(script)

    def close(self) -> None:
        if self.console is not None:
            self.console.close()

    def query(self, statement: str, *parameters: object) -> list[tuple[Any, ...]]:
        return query(self.name, statement, *parameters)


def demonstration(name: str, *, port: int) -> dict[str, str]:
    """Return the variables of a demonstration on database `name` that answers at `port` of the loopback."""
    return {
        "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
        "SITE_URL": f"http://127.0.0.1:{port}",
        "CONN_MAX_AGE": "600",
        "SKELETON_MEMORY_ENABLED": "true",
        "PYTHONWARNINGS": "ignore",
        **database_environment(name),
    }


@contextmanager
def running_installation(
    name: str,
    *,
    folder: Path,
    web_processes: int = 2,
    more_environment: Mapping[str, str] | None = None,
    in_production: bool = False,
) -> Iterator[Installation]:
    """Make database `name` with the demonstration content, start every part, and undo it all at the end.

    `in_production` runs the production settings, behind one TLS proxy: whoever asks adds `production.PROXIED`.
    A test run that is interrupted or terminated undoes it too; one that is killed leaves the database, but no process.
    """
    create(name, like=prepared())
    port, smtp_port = free_port(), free_port()
    shown_port = 443 if in_production else port
    query(name, "UPDATE wagtailcore_site SET hostname = %s, port = %s", "127.0.0.1", shown_port)
    query(name, "UPDATE procrastinate_events SET at = now()")  # its jobs begin to wait now: /health/ counts from here
    if in_production:
        environment = production.environment(name, port=port, folder=production.collected(folder))
    else:
        environment = demonstration(name, port=port)
    environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{smtp_port}?tls=no", **(more_environment or {})}
    mailbox = Mailbox()
    controller = Controller(mailbox, hostname="127.0.0.1", port=smtp_port)
    try:
        controller.start()
        log = folder / "stack.log"
        with Stack(port=port, environment=environment, web_processes=web_processes, log=log) as stack:
            installation = Installation(name, stack, mailbox, environment)
            try:
                yield installation
            finally:
                installation.close()
    finally:
        if controller.server is not None:
            controller.stop()
        drop(name)
