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
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", USE, str(folder)],
        cwd=ROOT,
        env=os.environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def runs(process: psutil.Process) -> bool:
    """Say whether a process lives: one that waits for its parent to notice its end does not."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def test_the_last_of_several_that_came_at_once_stops_the_server_though_another_was_killed(tmp_path: Path):
    processes = [begin(tmp_path) for _number in range(3)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "in use\n"
    postgres = psutil.Process(int((tmp_path / "postgres" / "postmaster.pid").read_text().splitlines()[0]))

    processes[0].kill()
    for process in processes:
        assert runs(postgres)
        process.communicate("\n" if process.poll() is None and process is not processes[0] else None, timeout=60)
    assert [process.returncode for process in processes[1:]] == [0, 0]
    assert not runs(postgres)
