"""A Valkey (or the Redis that Debian had before it) of a test's own, on the loopback: nothing reaches the disk."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import redis

from coalition import leash
from coalition.stack import free_port

PATIENCE = 10  # seconds to start
PATH = "/usr/bin:/usr/sbin:/usr/local/bin"


@contextmanager
def running_valkey() -> Iterator[str]:
    """Run it; yield its URL. Raises RuntimeError when it is missing or does not start."""
    program = next(filter(None, (shutil.which(name, path=PATH) for name in ("valkey-server", "redis-server"))), None)
    if program is None:
        raise RuntimeError("This test needs valkey-server or redis-server: .ci/programs installs it.")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--maxmemory-policy", "noeviction"]
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen(leash.command([program, *options, "--dir", folder]), stdout=subprocess.DEVNULL)
        try:
            _wait(process, port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(10)


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(redis.ConnectionError), redis.Redis(port=port) as client:
            client.ping()
            return
        time.sleep(0.05)
    raise RuntimeError("Valkey did not start.")
