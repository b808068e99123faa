"""PgBouncer in transaction mode in front of the tests' server: it accepts LISTEN, and delivers no notification."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coalition import child_process
from coalition.stack import free_port
from tests.databases import server_parameters

PATIENCE = 10  # seconds to start
SETTINGS = """
[databases]
* = {server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 20
server_login_retry = 1
ignore_startup_parameters = options,extra_float_digits
"""


@contextmanager
def transaction_pooler() -> Iterator[int]:
    """Run PgBouncer; yield its port on the loopback. Raises RuntimeError when it is missing or does not start."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        raise RuntimeError("This test needs pgbouncer: .ci/programs installs it.")
    port = free_port()
    parameters = server_parameters("postgres") | {"dbname": None}
    server = " ".join(f"{name}={value}" for name, value in parameters.items() if value)
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "pgbouncer.ini")
        settings.write_text(SETTINGS.format(server=server, port=port))
        Path(folder).chmod(0o755)
        # It refuses to run as root; the embedded server's socket is its owner's alone.
        user = ["--user", _owner(str(parameters.get("host", "")))] if os.getuid() == 0 else []
        with Path(folder, "log").open("wb") as log:
            process = subprocess.Popen(
                child_process.command([program, "--quiet", *user, str(settings)]), stdout=log, stderr=subprocess.STDOUT
            )
        try:
            _wait(port, process, Path(folder, "log"))
            yield port
        finally:
            process.send_signal(signal.SIGQUIT)  # at once: at SIGTERM it waits for its clients
            process.wait(10)


def _owner(host: str) -> str:
    return Path(host).owner() if host.startswith("/") else "nobody"


def _wait(port: int, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PgBouncer did not start: {log.read_text()}")
