"""The servers that are measured, and what is done to them meanwhile."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from coalition import child_process
from coalition.stack import ROOT, free_port
from tests.databases import create, database_environment, drop
from tests.installation import Installation, running_installation

SETTLE_TIMEOUT = 240  # seconds
WORK_TIMEOUT = 3600  # seconds; it only ends a hang


class Environment(Protocol):
    """Something with a database, told to a process by its variables."""

    environment: dict[str, str]


@dataclass
class Database:
    """A database of its own, without a site."""

    environment: dict[str, str]


@contextmanager
def hello_server(folder: Path) -> Iterator[str]:
    """Run a bare WSGI hello-world on the same server with as many processes and threads; yield its address."""
    port = free_port()
    options = ["--workers", "2", "--threads", "4", "--bind", f"127.0.0.1:{port}", "--no-control-socket"]
    options += ["--config", "python:benchmarks.hello"]
    command = [sys.executable, "-m", "gunicorn", *options, "benchmarks.hello:application"]
    with (folder / "hello.log").open("wb") as log:
        server = subprocess.Popen(child_process.command(command), cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        time.sleep(2)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(15)


@contextmanager
def installation(folder: Path, name: str, *, cached: bool) -> Iterator[Installation]:
    """Run the site under the production settings, with or without its page cache, behind a TLS proxy."""
    data = folder / name
    data.mkdir()
    chosen = {} if cached else {"DJANGO_SETTINGS_MODULE": "benchmarks.uncached"}
    with running_installation(
        f"coalition_bench_{name}", folder=data, in_production=True, more_environment=chosen
    ) as running:
        settle(running)
        yield running


@contextmanager
def database(name: str, *, like: str, **more: str) -> Iterator[Database]:
    """Make a database that no server uses, a copy of `like`; drop it at the end."""
    whole = f"coalition_bench_{name}"
    create(whole, like=like)
    chosen = {"DJANGO_SETTINGS_MODULE": "coalition.settings.test", "PYTHONWARNINGS": "ignore", **more}
    try:
        yield Database(chosen | database_environment(whole))
    finally:
        drop(whole)


def python(site: Environment, *arguments: str) -> str:
    """Run a module in an own process on the site's database; return the last line that it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=ROOT,
        env={**os.environ, **site.environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=WORK_TIMEOUT,
    )
    return (done.stdout.splitlines() or [""])[-1]


def seed(site: Installation, what: str, count: int) -> str:
    """Make generated rows in the site's database; return what the seed tells of them."""
    return python(site, "benchmarks.seed", what, str(count))


def wait(condition: Callable[[], bool], seconds: float) -> None:
    """Wait until `condition`, for at most `seconds`."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not condition():
        time.sleep(0.5)


def settle(site: Installation) -> None:
    """Wait until the worker owes no mail and no job: what the row before caused is not work of the next one.

    A new installation draws its pictures first, for a minute or two.
    """
    mails = "SELECT count(*) FROM mail_message WHERE state IN ('queued', 'sending', 'handing_over')"
    jobs = "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing') AND scheduled_at IS NULL"
    wait(lambda: site.query(mails) == site.query(jobs) == [(0,)], SETTLE_TIMEOUT)


def http_etag(url: str, headers: dict[str, str]) -> str:
    """Return the ETag of `url` for who asks with these headers."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as response:
        return str(response.headers["ETag"])
