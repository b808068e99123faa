"""A run of tests that is interrupted, terminated or killed leaves no process behind."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from coalition.stack import ROOT
from tests.attacks.measuring import LONG
from tests.databases import drop, query

pytestmark = pytest.mark.attack

START_TIMEOUT = 900  # seconds; these only end a hang
END_TIMEOUT = 120
RUNS: dict[str, tuple[str, ...]] = {"in-parallel": ("-n", "1")} | ({"alone": ()} if LONG else {})

RUN = """
import time
from pathlib import Path
import pytest
from tests.installation import running_installation

@pytest.fixture(scope="session")
def words_of_the_site():
    return None  # this run has no database of tests

def test_it_hangs(tmp_path):
    with running_installation({database!r}, folder=tmp_path, web_processes=1):
        Path({ready!r}).touch()
        time.sleep({timeout})
"""


class Run:
    """A run of one test, in a process of its own, that starts an installation and hangs."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.mark = uuid.uuid4().hex  # in the environment of every process of the run
        self.database = f"coalition_interrupted_{os.getpid()}"
        self.ready = folder / "ready"
        self.log = folder / "run.log"
        module = folder / "test_hang.py"
        values = {"database": self.database, "ready": str(self.ready), "timeout": START_TIMEOUT}
        module.write_text(RUN.format(**values))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--rootdir={ROOT}", *options]
        environment = {**os.environ, "COALITION_TEST_MARK": self.mark, "PYTHONPATH": str(ROOT)}
        for name in [name for name in environment if name.startswith("PYTEST_")]:
            del environment[name]
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [*command, "-c", str(ROOT / "pyproject.toml"), "-p", "tests.conftest", str(module)],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_until_it_hangs(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT
        while not self.ready.exists():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def processes(self) -> list[psutil.Process]:
        """Return the living processes of the run, the embedded database apart: every process shares that one."""
        found = []
        for process in psutil.process_iter():
            try:
                marked = process.environ().get("COALITION_TEST_MARK") == self.mark
                if marked and process.name() != "postgres" and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(process)
            except psutil.Error:
                continue
        return found

    def programs(self) -> set[str]:
        """Return which of the parts run."""
        lines = [" ".join(process.cmdline()) for process in self.processes()]
        return {name for name in ("pytest", "gunicorn", "procrastinate") if any(name in line for line in lines)}

    def wait_until_nothing_is_left(self) -> list[str]:
        """Return the command lines of what is left after a while; [] is what is hoped for."""
        deadline = time.monotonic() + END_TIMEOUT
        while (left := self.processes()) and time.monotonic() < deadline:
            time.sleep(0.2)
        return [" ".join(process.cmdline()) for process in left]

    def database_exists(self) -> bool:
        return query("postgres", "SELECT 1 FROM pg_database WHERE datname = %s", self.database) != []

    def end(self) -> None:
        """Leave nothing, whatever was proven."""
        for process in self.processes():
            process.kill()
        self.process.wait()
        drop(self.database)


@pytest.fixture
def run(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Run]:
    """A run that hangs in a test, with every part up."""
    run = Run(tmp_path, *request.param)
    try:
        run.wait_until_it_hangs()
        yield run
    finally:
        run.end()


# In parallel both take part: the process that is terminated, and the one whose fixtures stop what they started.
@pytest.mark.parametrize(
    "run",
    [("-n", "1"), *([()] if LONG else [])],
    indirect=True,
    ids=lambda options: "in-parallel" if options else "alone",
)
def test_a_terminated_run_stops_what_it_started_and_drops_its_database(run: Run):
    assert (run.programs(), run.database_exists()) == ({"pytest", "gunicorn", "procrastinate"}, True)

    run.process.send_signal(signal.SIGTERM)

    assert run.wait_until_nothing_is_left() == []
    assert run.process.wait(END_TIMEOUT) == pytest.ExitCode.INTERRUPTED
    assert run.database_exists() is False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent was killed")
@pytest.mark.parametrize("run", [()], indirect=True, ids=["alone"])
def test_a_killed_run_leaves_no_process(run: Run):
    assert run.programs() == {"pytest", "gunicorn", "procrastinate"}

    run.process.kill()

    assert run.wait_until_nothing_is_left() == []
