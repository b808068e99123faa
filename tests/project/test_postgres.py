"""The embedded server ends with the last process that uses it, also when one before was killed."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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


def begin(folder: Path, user: str | None = None, **variables: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", USE, str(folder)],
        cwd=ROOT,
        env={**os.environ, **variables},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        user=user,
        group=user and pwd.getpwnam(user).pw_gid,
        extra_groups=user and [],
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    _out, errors = process.communicate("\n", timeout=60)
    return process.returncode, errors


@pytest.fixture
def temporary_folder() -> Iterator[Path]:
    """A folder for temporary files that all users of the machine share, as /tmp."""
    folder = Path(tempfile.mkdtemp(prefix="shared-"))
    folder.chmod(0o1777)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be several users")
def test_each_user_of_a_machine_starts_a_server_of_their_own_also_in_a_folder_with_a_space(temporary_folder: Path):
    started = []
    for user in (None, "nobody", "daemon"):
        folder = temporary_folder / f"demo of {user}"
        folder.mkdir()
        if user:
            shutil.chown(folder, user)
        started.append(begin(folder, user, TMPDIR=str(temporary_folder)))
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline() == "in use\n", end(process)

    assert [end(process) for process in started] == [(0, "")] * 3


@pytest.mark.skipif(os.getuid() != 0, reason="only root can be several users")
def test_folder_that_another_user_made_in_advance_is_refused_in_one_sentence(temporary_folder: Path):
    theirs = temporary_folder / f"coalition-{pwd.getpwnam('nobody').pw_uid}"
    theirs.mkdir()
    shutil.chown(theirs, "daemon")
    folder = temporary_folder / "demo"
    folder.mkdir()
    shutil.chown(folder, "nobody")
    code, errors = end(begin(folder, "nobody", TMPDIR=str(temporary_folder)))

    assert code == 1
    assert errors == f"{theirs} is another user's folder: set TMPDIR to a folder of your own.\n"


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
