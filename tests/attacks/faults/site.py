"""The whole installation under production settings, as the units of systemd run it: killed services come again."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
from aiosmtpd.controller import Controller

from coalition import child_process
from coalition.stack import ROOT, free_port
from tests import activation, production
from tests.databases import manage, migrated
from tests.installation import Mailbox

from .postgres import Postgres, a_disk

RESTART_SEC = 2.0  # seconds from the end of a service to its next start, as in packaging/systemd
CLOCK = Path(__file__).parent / "clock" / "sitecustomize.py"
NAME = "site"
EVENT = "contended-1"
WORKERS = {"mailer": ("mail", "4"), "editions": ("editions", "4"), "worker": ("default", "2")}


READERS = 1000
PER_COPY = 0.1  # seconds, so that an edition is on its way for minutes
PREPARE = """
import json, uuid
from benchmarks.seed import seed_readers
from charter.texts.models import CharterText
from newsletters.readers.models import Reader
from newsletters.sending.models import Edition
from newsletters.sending.transitions import start
from tests.factories.charter import SignatureFactory, link_to, published_version
from tests.factories.members import LocalGovernmentFactory
from tests.factories.newsletters import EditionTextFactory
if not Reader.objects.exists():
    seed_readers({readers})
    published_version()
LocalGovernmentFactory.reset_sequence({first} + 1)  # their codes are of each call's own
addresses = [f"s{{number}}@faults.example" for number in range({first}, {first} + {towns})]
drafts = [SignatureFactory(official_email=address) for address in addresses]
print(json.dumps([link_to(draft) for draft in drafts]))
fallbacks = dict.fromkeys(["fr", "es", "ar"], "en")
edition = Edition.objects.create(translation_key=uuid.uuid4(), title="News", fallbacks=fallbacks)
EditionTextFactory(edition=edition)
start(edition=edition)
"""


class Slow(Mailbox):
    """A mail server that takes its time for each mail, and may put all of them off."""

    seconds = 0.0
    later = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Accept one message after so long (the name is aiosmtpd's)."""
        copy = envelope.rcpt_tos[0].endswith("@reader.example")
        await asyncio.sleep(self.seconds or PER_COPY * copy)
        if self.later:
            return "451 Come back later"
        return await super().handle_DATA(server, session, envelope)


@dataclass
class Site:
    """An installation and all that can happen to it."""

    folder: Path
    postgres: Postgres
    environment: dict[str, str]
    door: socket.socket
    mailbox: Slow
    own_disk: bool
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    over: threading.Event = field(default_factory=threading.Event)
    paused: threading.Event = field(default_factory=threading.Event)
    controller: Controller | None = None
    keeper: threading.Thread | None = None

    @property
    def port(self) -> int:
        """Where the site answers."""
        return int(self.door.getsockname()[1])

    def command(self, name: str) -> list[str]:
        """Return the command line of a service."""
        if name == "web":
            return [sys.executable, "-m", "gunicorn", "coalition.wsgi", "--workers", "2", "--graceful-timeout", "8"]
        queues, concurrency = WORKERS[name]
        options = ["--queues", queues, "--concurrency", concurrency, "--shutdown-graceful-timeout", "8"]
        return [sys.executable, "manage.py", "procrastinate", "worker", *options]

    def start(self, name: str) -> None:
        """Start a service; the door is handed over to the web server."""
        held = name == "web"
        command = (
            activation.command(self.door, self.command(name)) if held else child_process.command(self.command(name))
        )
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, **self.environment}, stdout=log, stderr=log,
                start_new_session=True, pass_fds=[self.door.fileno()] if held else [],
            )  # fmt: skip

    def keep(self) -> None:
        """Start again what ended, until it is over."""
        while not self.over.wait(0.1):
            for name in ("web", *WORKERS):
                child = self.children.get(name)
                if not self.paused.is_set() and (child is None or child.poll() is not None):
                    if child is not None and self.over.wait(RESTART_SEC):
                        return
                    if not self.paused.is_set():
                        self.start(name)

    def kill(self, name: str) -> None:
        """End a service with everything that it started, as a lack of memory does."""
        with suppress(ProcessLookupError):
            os.killpg(self.children[name].pid, signal.SIGKILL)
        self.children[name].wait()

    def reload(self, name: str) -> None:
        """Let new processes take over, as `systemctl reload` does; return when all have."""
        first = psutil.Process(self.children[name].pid)
        old = {child.pid for child in first.children()}
        first.send_signal(signal.SIGHUP)
        while any(psutil.pid_exists(pid) for pid in old):
            time.sleep(0.2)

    def restart(self, name: str) -> None:
        """Stop and start a service, as `systemctl restart` does."""
        self.paused.set()
        try:
            self.children[name].terminate()
            self.children[name].wait(60)
            self.start(name)
        finally:
            self.paused.clear()
        time.sleep(10)  # until it serves, and some more

    def take_mail(self) -> None:
        """Let the mail server come."""
        port = urlsplit(self.environment["EMAIL_URL"]).port
        self.controller = Controller(self.mailbox, hostname="127.0.0.1", port=port)
        self.controller.start()

    def take_no_mail(self) -> None:
        """Let the mail server go: whoever connects is refused."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def manage(self, *arguments: str) -> str:
        """Run a command of this installation."""
        return manage(*arguments, environment=self.environment)

    def prepare(self, first: int, towns: int = 100) -> list[str]:
        """Begin a newsletter, and draft signatures numbered from `first`; return the tokens of their links."""
        script = PREPARE.format(first=first, towns=towns, readers=READERS)
        tokens: list[str] = json.loads(self.manage("shell", "--verbosity", "0", "-c", script).splitlines()[0])
        return tokens

    def query(self, statement: str, **parameters: object) -> list[tuple]:
        """Return the rows of one SQL statement on this installation's database."""
        return self.postgres.query(NAME, statement, parameters)

    def begin(self) -> None:
        """Start everything."""
        self.take_mail()
        self.keeper = threading.Thread(target=self.keep)
        self.keeper.start()  # it stays to the end: the leash of each service is held by it

    def end(self) -> None:
        """Stop everything that was started."""
        self.over.set()
        if self.keeper is not None:
            self.keeper.join()
        for child in self.children.values():
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + 20
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        self.take_no_mail()
        self.door.close()


def variables(folder: Path, postgres: Postgres, port: int) -> dict[str, str]:
    """Return the environment of the installation whose data are in `folder`."""
    data = folder / "data"
    data.mkdir()
    (data / "static").symlink_to(production.static_files())
    return production.environment(NAME, port=port, folder=data) | {
        "DATABASE_URL": postgres.url(NAME),
        "EMAIL_URL": f"smtp://127.0.0.1:{free_port()}?tls=no",
        "ERASURE_LIST": str(folder / "erasures.jsonl"),
        "TMPDIR": str(folder),
        "PYTHONPATH": str(CLOCK.parent),
        "CLOCK_AHEAD": str(folder / "ahead"),
    }


@contextmanager
def running_site(*, disk: int = 900) -> Iterator[Site]:
    """Make an installation with an event that takes registrations, on a disk of so many megabytes, and run it."""
    with a_disk(disk) as (folder, own_disk), socket.create_server(("127.0.0.1", 0), backlog=1024) as door:
        postgres = Postgres(folder)
        site = None
        try:
            postgres.create(NAME, like=migrated())
            environment = variables(folder, postgres, door.getsockname()[1])
            site = Site(folder, postgres, environment, door, Slow(), own_disk)
            site.manage("make_site", "--verbosity", "0")
            seed = "from benchmarks.seed import seed_contended; seed_contended(100_000)"
            site.manage("shell", "--verbosity", "0", "-c", seed)
            site.query("UPDATE wagtailcore_site SET hostname = '127.0.0.1', port = 443")
            site.begin()
            yield site
        finally:
            if site is not None:
                site.end()
            postgres.end(at_once=True)
