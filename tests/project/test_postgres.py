"""The embedded server ends with the last process that uses it, also when one before was killed."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from coalition.stack import ROOT

pytestmark = pytest.mark.attack

USE = """
import sys
from pathlib import Path
from coalition.postgres import database_settings
database_settings(None, data_directory=Path(sys.argv[1]) / "postgres")
print("in use", flush=True)
sys.stdin.readline()
"""


def begin(folder: Path) -> subprocess.Popen[str]:
    """Start a process that uses the server in `folder` until it reads a line."""
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", USE, str(folder)],
        cwd=ROOT,
        env=os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def use(process: subprocess.Popen[str]) -> subprocess.Popen[str]:
    """Return `process` once it uses the server."""
    assert process.stdout is not None
    assert process.stdout.readline() == "in use\n"
    return process


def leave(process: subprocess.Popen[str]) -> None:
    """Let a process end in good order."""
    process.communicate("\n", timeout=60)
    assert process.returncode == 0


def server(folder: Path) -> psutil.Process:
    """Return the server in `folder`."""
    return psutil.Process(int((folder / "postgres" / "postmaster.pid").read_text().splitlines()[0]))


def runs(process: psutil.Process) -> bool:
    """Say whether a process lives: one that waits for its parent to notice its end does not."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_the_last_to_leave_stops_the_server_though_another_was_killed(tmp_path: Path):
    killed, stays, last = (use(begin(tmp_path)) for _number in range(3))
    postgres = server(tmp_path)

    killed.kill()
    killed.communicate()
    leave(stays)
    assert runs(postgres)

    leave(last)
    assert not runs(postgres)


def test_several_that_come_first_at_once_share_one_server(tmp_path: Path):
    processes = [begin(tmp_path) for _number in range(4)]
    for process in processes:
        use(process)
    assert runs(server(tmp_path))
    for process in processes:
        leave(process)
