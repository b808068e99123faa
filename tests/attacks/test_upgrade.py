"""Visitors read while an installation of 0.3.0 is upgraded by `coalition upgrade`: they get pages, or are asked to come
again, and nobody is answered by 500.

A stand-in takes the part of the web process of 0.3.0: it reads tables that the upgrade takes away.
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

import psycopg
import pytest

from coalition.stack import ROOT, free_port
from tests import production
from tests.project.test_migrations import RELEASE

from .faults.postgres import Postgres, a_disk
from .proxy_programs import packaged_nginx, program, trusting

NAME = "upgraded"
PATIENCE = 600  # seconds; it only ends a hang
READ = {"/en/": "home_goalwords", "/en/members/": "pages_sitefacts", "/en/events/": "events_place"}
READ["/en/charter/"] = "charter_signatorycount"
STAND_IN = f"""
import psycopg, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            with psycopg.connect(sys.argv[2]) as connection:
                connection.execute("TABLE " + {READ!r}.get(self.path, "pages_sitefacts"))
            self.send_response(200)
        except psycopg.Error:
            self.send_response(500)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *words):
        pass
ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Page).serve_forever()
"""
# Does on this machine what podman would do with containers: `run` a command, `stop` the web server, start its next one.
PODMAN = f"""#!/bin/sh
cd {ROOT}
words="$*"
case $words in
*" web coalition "*) COALITION_VAR=$INSIDE exec {sys.executable} manage.py ${{{{words##* web coalition }}}} ;;
*" stop "*) touch {{folder}}/closed && while [ -e {{folder}}/closed ]; do sleep 0.1; done ;;
*" --name coalition_web_1 web") touch {{folder}}/opened ;;
esac
"""


@dataclass
class Place:
    """An installation of 0.3.0 behind nginx, and who reads there."""

    folder: Path
    port: int
    secure: int
    database: str
    answers: list[tuple[float, str, str]] = field(default_factory=list)  # when, what, and of which page
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables of today's code."""
        told = production.environment(NAME, port=self.secure, folder=self.folder / "data")
        return told | {"DATABASE_URL": self.database, "BACKUP_FOLDER": str(self.folder / "backups")}

    def serve(self) -> None:
        """Let the web process of 0.3.0 answer until the site is closed, and that of today from when it is opened."""
        with program(self.folder, [sys.executable, "-c", STAND_IN, str(self.port), self.database], [self.port]):
            self._wait_for("closed")
        (self.folder / "closed").unlink(missing_ok=True)
        if self._wait_for("opened"):
            command = [sys.executable, "-m", "gunicorn", "--chdir", str(ROOT), "coalition.wsgi", "--workers", "2"]
            with program(self.folder, [*command, "--bind", f"127.0.0.1:{self.port}"], [self.port], **self.environment):
                self.over.wait()

    def _wait_for(self, name: str) -> bool:
        while not (found := (self.folder / name).exists()) and not self.over.wait(0.1):
            pass
        return found

    def read(self) -> None:
        """Read one page after the other until it is over."""
        paths = list(READ)
        while not self.over.wait(0.1):
            path = paths[len(self.answers) % len(paths)]
            connection = HTTPSConnection("127.0.0.1", self.secure, context=trusting(), timeout=120)
            outcome = "cut off"
            with suppress(OSError, HTTPException):
                connection.request("GET", path, headers={"Host": f"127.0.0.1:{self.secure}"})
                answer = connection.getresponse()
                answer.read()
                asked_again = " and come again" if answer.getheader("Retry-After") else ""
                outcome = f"{answer.status}{asked_again}"
            connection.close()
            self.answers.append((time.monotonic(), outcome, path))

    def counts(self) -> Counter[str]:
        return Counter(outcome for _at, outcome, _path in self.answers)

    def upgrade(self) -> str:
        """Run the command of an operator; return what it says."""
        code, programs = self.folder / "code", self.folder / "bin"
        (code / "packaging").mkdir(parents=True)
        programs.mkdir()
        shutil.copy(ROOT / "packaging" / "coalition", code / "packaging")
        (code / "packaging" / "environment").write_text(f"SITE_URL={self.environment['SITE_URL']}\n")
        for name in ("pyproject.toml", "CHANGELOG.md"):
            (code / name).symlink_to(ROOT / name)
        (programs / "podman").write_text(PODMAN.format(folder=self.folder))
        (programs / "podman").chmod(0o755)
        key = production.manage("backup_key", str(self.folder / "key"), environment=self.environment).strip()
        told = self.environment | {"BACKUP_RECIPIENTS": key, "PATH": f"{programs}:{os.environ['PATH']}"}
        told |= {"INSIDE": told["COALITION_VAR"], "COALITION_VAR": ""}  # a container is told it, an operator is not
        done = subprocess.run(
            [code / "packaging" / "coalition", "upgrade"], capture_output=True, text=True, timeout=3 * PATIENCE,
            env={**os.environ, **told}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture
def place() -> Iterator[Place]:
    """A database of 0.3.0, a web process that reads it, nginx before it, and visitors."""
    with a_disk(900) as (folder, _own):
        (folder / "data").mkdir()
        production.collected(folder / "data")
        postgres, port, plain, secure = Postgres(folder), free_port(), free_port(), free_port()
        postgres.query("postgres", f"CREATE DATABASE {NAME}")
        found = Place(folder, port, secure, postgres.url(NAME))
        with psycopg.connect(found.database, autocommit=True) as connection:
            connection.execute(gzip.decompress(RELEASE.read_bytes()))
            connection.execute("UPDATE public.wagtailcore_site SET hostname = '127.0.0.1', port = 443")
        threads = [threading.Thread(target=act) for act in (found.serve, found.read)]
        try:
            with program(folder, packaged_nginx(folder, port, plain, secure, told_port=True), [plain, secure]):
                for thread in threads:
                    thread.start()
                until_pages_come(found)
                found.answers.clear()
                yield found
        finally:
            found.over.set()
            for thread in threads:
                thread.join()
            postgres.end(at_once=True)


def until_pages_come(place: Place) -> None:
    deadline = time.monotonic() + PATIENCE
    while [outcome for _at, outcome, _path in place.answers[-8:]] != ["200"] * 8:
        assert time.monotonic() < deadline, (place.counts(), (place.folder / "out").read_text()[-2000:])
        time.sleep(0.2)


def test_nobody_is_answered_by_500_while_a_database_of_the_release_before_is_upgraded(place: Place):
    said = place.upgrade()
    until_pages_come(place)

    away = [at for at, outcome, _path in place.answers if outcome != "200"]
    print(f"\n{dict(place.counts())}; closed for {away[-1] - away[0]:.0f} s; {said.splitlines()[1]}")
    assert place.counts().keys() == {"200", "503 and come again"}
    assert re.search(r"^The site is closed meanwhile, for about \d+ minutes\.$", said, re.MULTILINE), said


def test_the_web_process_of_the_release_before_would_answer_by_500(place: Place):
    """The canary: it goes on while the tables change."""
    production.manage("migrate", "--verbosity", "0", environment=place.environment)
    until = time.monotonic() + PATIENCE
    while not place.counts()["500"] and time.monotonic() < until:
        time.sleep(0.2)

    print(f"\n{dict(place.counts())}")
    assert place.counts()["500"] > 0
