"""A backup that is killed, or that cannot be written, leaves nothing readable and says in one sentence why."""

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from coalition.backups import envelope, installation, leftovers
from coalition.backups.checks import check_folder, check_leftovers
from coalition.backups.envelope import NAME, Manifest
from coalition.stack import ROOT
from coalition.upgrades.compatibility import server_version
from tests import production
from tests.backups.test_rehearsal import only, restored

pytestmark = pytest.mark.attack

DUMP_HEADER = b"PGDMP"  # the first bytes of pg_dump's custom format
# It writes the whole dump, then neither ends nor closes its output.
HANGING_PG_DUMP = """#!/bin/sh
[ "$1" = --version ] && exec {real} --version
{real} "$@"
echo $$ >{folder}/hangs
exec sleep 600
"""


@pytest.fixture
def backup_process(place, database) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Yield what starts `coalition backup` as an installation does, in a process of its own."""
    started: list[subprocess.Popen[str]] = []
    name = connection.settings_dict["NAME"]
    environment = production.environment(name, port=443, folder=place.data) | {
        "BACKUP_RECIPIENTS": settings.BACKUP_RECIPIENTS[0],
        "ERASURE_LIST": str(place.erasures),
    }

    def start(folder: Path, *before: str, **variables: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*before, sys.executable, "manage.py", "backup", str(folder)],
            cwd=ROOT, env={**os.environ, **environment, **variables}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def hanging_pg_dump(tmp_path, database) -> dict[str, str]:
    """Return the variables by which a backup finds a pg_dump that hangs once it wrote everything."""
    programs = tmp_path / "programs"
    programs.mkdir()
    real = installation.find("pg_dump", version=server_version())
    program = programs / "pg_dump"
    program.write_text(HANGING_PG_DUMP.format(real=real, folder=programs))
    program.chmod(0o755)
    return {"PATH": f"{programs}:{os.environ['PATH']}"}


def wait_until_it_hangs(tmp_path: Path, process: subprocess.Popen[str]) -> psutil.Process:
    marker = tmp_path / "programs" / "hangs"
    deadline = time.monotonic() + 120
    while not (marker.exists() and marker.read_text().strip()):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.1)
    return psutil.Process(int(marker.read_text()))


def plain_dumps(*folders: Path) -> list[Path]:
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path for path in files if DUMP_HEADER in path.read_bytes()]


def test_backup_killed_during_the_dump_leaves_nothing_readable(place, backup_process, hanging_pg_dump, tmp_path):
    backups = place.apart / "backups"
    process = backup_process(backups, **hanging_pg_dump)
    pg_dump = wait_until_it_hangs(tmp_path, process)

    assert plain_dumps(place.data, backups) == []
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    pg_dump.wait(30)

    assert plain_dumps(place.data, backups) == []
    assert list(backups.glob("*.age")) == []
    call_command("backup", str(backups))
    assert [path.suffix for path in backups.iterdir()] == [".age"]


def test_backup_that_is_stopped_says_so_in_one_sentence(place, backup_process, hanging_pg_dump, tmp_path):
    backups = place.apart / "backups"
    process = backup_process(backups, **hanging_pg_dump)
    wait_until_it_hangs(tmp_path, process)

    process.send_signal(signal.SIGTERM)
    _out, said = process.communicate(timeout=60)

    assert (process.returncode, said) == (1, "CommandError: The backup was stopped. Nothing of it was kept.\n")
    assert list(backups.iterdir()) == []


def test_backup_that_cannot_be_written_says_why_in_one_sentence(place, backup_process):
    """A disk that is full in the middle of it, a file in place of the folder, a database that is away."""
    (place.apart / "file").touch()
    backups = place.apart / "backups"
    limited = ("prlimit", "--fsize=20000")  # bytes; as a full disk, the write fails in the middle
    full = backup_process(backups, *limited)
    _out, said = full.communicate(timeout=120)
    assert full.returncode == 1
    assert said == "CommandError: The backup could not be written: File too large.\n"
    assert list(backups.iterdir()) == []

    cases = {
        place.apart / "file": ({}, f"{place.apart}/file cannot be written: "),
        place.apart / "file" / "below": ({}, f"{place.apart}/file/below cannot be written: Not a directory."),
        place.apart / "away": (
            {"DATABASE_URL": production.SAFE["DATABASE_URL"]}, "The database cannot be reached: connection failed: "
        ),
    }  # fmt: skip
    for folder, (variables, sentence) in cases.items():
        process = backup_process(folder, **variables)
        _out, said = process.communicate(timeout=120)
        assert process.returncode == 1
        assert said.startswith(f"CommandError: {sentence}")
        assert len(said.splitlines()) == 1


def test_plain_copies_of_a_killed_restore_are_found_and_deleted_unless_in_use(place):
    """Those of versions that wrote the dump to the disk before it was encrypted, too."""
    for name in ("backup-k1lled", "restore-k1lled"):
        (place.data / name).mkdir()
        (place.data / name / "database.dump").write_bytes(DUMP_HEADER)
    found = check_leftovers()
    assert sorted(Path(error.msg.split()[0]).name for error in found) == ["backup-k1lled", "restore-k1lled"]
    assert {"coalition backup" in error.hint for error in found} == {True}

    with leftovers.working_folder() as own:
        (own / "database.dump").write_bytes(DUMP_HEADER)
        assert [path.name for path in leftovers.find_leftovers()] == []  # deleted when the next one began
        assert plain_dumps(place.data) == [own / "database.dump"]
    assert plain_dumps(place.data) == []
    assert check_leftovers() == []


def test_unfinished_backup_that_is_being_written_is_no_leftover(tmp_path):
    unfinished = tmp_path / ".coalition-20260101T010000Z.age.unfinished"
    unfinished.touch()
    with unfinished.open("r+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        leftovers.delete_unfinished(tmp_path)
        assert unfinished.exists()
    leftovers.delete_unfinished(tmp_path)
    assert not unfinished.exists()


def test_backup_of_the_former_format_is_restored(place, database, tmp_path):
    """Up to 0.4 a backup held the dump as one file."""
    call_command("backup", str(place.apart))
    made, content = only(place.apart), tmp_path / "content"
    content.mkdir()
    envelope.opened(made, identities=envelope.identities(place.identity), into=content)
    manifest = Manifest.opened((content / NAME).read_bytes(), secrets=[""])
    manifest.format = 1
    (content / NAME).write_bytes(manifest.sealed())
    made.unlink()
    with envelope.closing(made, recipients=envelope.recipients(settings.BACKUP_RECIPIENTS)) as tar:
        for name in [*manifest.files, NAME]:
            tar.add(content / name, name)

    place.erasures.touch()
    database()
    place.lose()
    assert "Restored: the database and 0 files" in restored(place, made)


def test_refused_backup_leaves_no_traceback_when_old_ones_cannot_be_deleted(place, database, monkeypatch):
    def refuse(self: Path, **options: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    backups = place.apart / "backups"
    call_command("backup", str(backups))
    monkeypatch.setattr(Path, "unlink", refuse)
    time.sleep(1.1)  # names of backups tell seconds
    with pytest.raises(CommandError, match="An old backup could not be deleted: Permission denied"):
        call_command("backup", str(backups), "--keep", "1")


def test_check_writes_into_the_backup_folder_and_says_how_it_can_be_written(tmp_path, settings):
    settings.BACKUP_FOLDER = tmp_path / "my disk"
    (error,) = check_folder()
    assert error.msg == f"BACKUP_FOLDER {tmp_path}/my disk cannot be written: No such file or directory."
    assert error.hint.endswith(f"install -d -o {os.getuid()} -m 0700 '{tmp_path}/my disk'")

    settings.BACKUP_FOLDER.mkdir()
    assert check_folder() == []
    assert list(settings.BACKUP_FOLDER.iterdir()) == []
