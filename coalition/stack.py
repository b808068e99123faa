"""The running parts beside PostgreSQL: web server, a worker for each queue and, for demo and tests, an SMTP sink.

One way to start and stop them, used by the demo, the browser tests and the measurements.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Self

from coalition import child_process

ROOT = Path(__file__).resolve().parents[1]
START_TIMEOUT = 40  # seconds
WORKERS = {"worker": "default", "mailer": "mail", "editions": "editions"}  # name and queue: none takes another's place
NICE = ("nice", "-n", "5")  # as in packaging/systemd: where processors are busy workers wait for visitors
STOP_TIMEOUT = 12  # seconds; then the process is killed


class StackFailed(Exception):
    """A part did not start, or ended by itself."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Stack:
    """Web server and workers as child processes; `with Stack(...)` stops them whatever happens.

    When this process is killed and can stop nothing, they end with it (coalition/child_process.py).
    """

    workers: ClassVar[Mapping[str, str]] = WORKERS

    def __init__(
        self, *, port: int, environment: Mapping[str, str], web_processes: int = 2, log: Path | None = None
    ) -> None:
        self.port = port
        self.environment = {**os.environ, **environment}
        self.web_processes = web_processes
        self.log = log
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start web server and workers, and wait until the site answers and a worker lives. Raises StackFailed."""
        self.start_web()
        self.start_workers()
        self.wait_until_ready()
        self.wait_for_workers()

    def start_web(self) -> None:
        options = ["--bind", f"127.0.0.1:{self.port}", "--workers", str(self.web_processes), "--graceful-timeout", "8"]
        self._spawn("web", ["-m", "gunicorn", "coalition.wsgi", *options])

    def start_workers(self) -> None:
        options = ["--concurrency", "2", "--shutdown-graceful-timeout", "8", "--delete-jobs", "successful"]
        for name, queues in self.workers.items():
            self._spawn(name, ["manage.py", "procrastinate", "worker", "--queues", queues, *options], before=NICE)

    def _spawn(self, name: str, arguments: list[str], *, before: Sequence[str] = ()) -> None:
        with self.log.open("ab") if self.log else nullcontext() as output:
            # A group of its own: Ctrl-C reaches this process only, which then stops each child in order. Not a session:
            # niceness counts within one only (sched(7), autogroup).
            self.children[name] = subprocess.Popen(  # noqa: S603
                child_process.command([*before, sys.executable, *arguments]),
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                process_group=0,
            )

    def wait_until_ready(self) -> None:
        """Wait until the site answers. Raises StackFailed when it does not within START_TIMEOUT."""
        self._wait(lambda: bool(self._read("/live/")), "The web server did not answer")

    def wait_for_workers(self) -> None:
        """Wait until a worker gave a sign of life. Raises StackFailed when it gives none within START_TIMEOUT."""
        sentence = "No worker of the queues gave a sign of life"
        self._wait(lambda: bool(json.loads(self._read("/health/"))["parts"]["worker"]["ok"]), sentence)

    def _wait(self, happened: Callable[[], bool], sentence: str) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            self.check()
            with suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                if happened():
                    return
            time.sleep(0.1)
        raise StackFailed(f"{sentence} within {START_TIMEOUT} seconds.")

    def _read(self, path: str) -> bytes:
        """Return what the site answers at `path`, also with an error's status."""
        try:
            token = self.environment.get("HEALTH_TOKEN", "")
            headers = {"Authorization": f"Bearer {token}"} if token else {}
            request = urllib.request.Request(f"{self.url}{path}", headers=headers)  # noqa: S310
            with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
                return bytes(response.read())
        except urllib.error.HTTPError as error:
            with error:
                return bytes(error.read())

    def check(self) -> None:
        """Raise StackFailed when a part has ended."""
        for name, child in self.children.items():
            if child.poll() is not None:
                raise StackFailed(f"The {name} process ended with code {child.returncode}.")

    def stop(self, *names: str) -> None:
        """Ask the named parts (all by default) to end, wait, and kill what does not."""
        chosen = [self.children.pop(name) for name in names or list(self.children) if name in self.children]
        for child in chosen:
            if child.poll() is None:
                child.terminate()
        for child in chosen:
            try:
                child.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
