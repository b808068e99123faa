"""Visitors read while an installation of 0.3.0 is upgraded by `coalition upgrade`: they get pages, or are asked to come
again, and nobody is answered by 500.

A stand-in takes the part of the web process of 0.3.0: it reads tables that the upgrade takes away.
"""

import gzip
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

import psycopg
import pytest

from coalition import child_process
from coalition.stack import ROOT, free_port
from tests import production
from tests.packaging.test_proxies import nginx, running, trusting
from tests.project.test_migrations import RELEASE

from .faults.postgres import Postgres, a_disk

NAME = "upgraded"
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
# Does on this machine what podman would do with containers: `run` a command, `stop` the web server, bring all `up`.
PODMAN = f"""#!{sys.executable}
import os, signal, subprocess, sys, time
from pathlib import Path
import psutil
words, pid = sys.argv[1:], Path("{{pid}}")
def manage(*words):
    return subprocess.run([sys.executable, "manage.py", *words], cwd="{ROOT}").returncode
def stop():
    first = psutil.Process(int(pid.read_text()))
    for process in [first, *first.children(recursive=True)]:
        process.terminate()
    psutil.wait_procs([first], 30)
if "run" in words:
    sys.exit(manage(*words[words.index("manage.py") + 1:]))
if "stop" in words:
    stop()
if "up" in words:
    if manage("migrate", "--verbosity", "0") or manage("make_site", "--verbosity", "0"):
        sys.exit(1)
    if psutil.pid_exists(int(pid.read_text())):
        stop()
    command = [sys.executable, "-m", "gunicorn", "coalition.wsgi", "--bind", "127.0.0.1:{{port}}", "--workers", "2"]
    with open("{{log}}", "ab") as log:
        started = subprocess.Popen(command, cwd="{ROOT}", stdout=log, stderr=log, start_new_session=True)
    pid.write_text(str(started.pid))
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
        code, programs, pid = self.folder / "code", self.folder / "bin", self.folder / "pid"
        (code / "packaging").mkdir(parents=True)
        programs.mkdir()
        shutil.copy(ROOT / "packaging" / "coalition", code / "packaging")
        (code / "packaging" / "environment").write_text(f"SITE_URL={self.environment['SITE_URL']}\n")
        for name in ("pyproject.toml", "CHANGELOG.md"):
            (code / name).symlink_to(ROOT / name)
        podman = programs / "podman"
        podman.write_text(PODMAN.format(pid=pid, port=self.port, log=self.folder / "web.log"))
        podman.chmod(0o755)
        key = production.manage("backup_key", str(self.folder / "key"), environment=self.environment).strip()
        told = self.environment | {"BACKUP_RECIPIENTS": key, "PATH": f"{programs}:{os.environ['PATH']}"}
        done = subprocess.run(
            [code / "packaging" / "coalition", "upgrade"], capture_output=True, text=True, timeout=900, check=False,
            env={**os.environ, **told},
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
        command = nginx(folder, port, plain, secure)
        taught = folder / "nginx.conf"
        taught.write_text(taught.read_text().replace("Host $host;", "Host $http_host;"))  # this address has a port
        try:
            with running(folder, command, [plain, secure]), _before(found), _visitors(found):
                yield found
        finally:
            with suppress(OSError, ValueError):
                os.killpg(int((folder / "pid").read_text()), signal.SIGTERM)
            postgres.end(at_once=True)


@contextmanager
def _before(place: Place) -> Iterator[None]:
    command = [sys.executable, "-c", STAND_IN, str(place.port), place.database]
    web = subprocess.Popen(child_process.command(command), start_new_session=True)
    (place.folder / "pid").write_text(str(web.pid))
    try:
        yield
    finally:
        with suppress(ProcessLookupError):
            os.killpg(web.pid, signal.SIGTERM)
        web.wait(60)


@contextmanager
def _visitors(place: Place) -> Iterator[None]:
    thread = threading.Thread(target=place.read)
    thread.start()
    deadline = time.monotonic() + 90
    while "200" not in place.counts():
        assert time.monotonic() < deadline, place.counts()
        time.sleep(0.2)
    place.answers.clear()
    try:
        yield
    finally:
        place.over.set()
        thread.join()


def until_pages_come(place: Place) -> None:
    deadline = time.monotonic() + 90
    while [outcome for _at, outcome, _path in place.answers[-8:]] != ["200"] * 8:
        assert time.monotonic() < deadline, (place.counts(), (place.folder / "web.log").read_text()[-2000:])
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
    time.sleep(3)

    print(f"\n{dict(place.counts())}")
    assert place.counts()["500"] > 0
