"""An S3-compatible store of a test's own, on the loopback, in memory (moto, in an environment of its own)."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coalition import child_process
from coalition.stack import free_port

PROGRAM = Path(sys.prefix, "store", "bin", "python")
PATIENCE = 30  # seconds to start
KEY, SECRET = "who-asks", "an-invented-word"


@contextmanager
def running_store() -> Iterator[str]:
    """Run it; yield the URL of an empty bucket. Raises RuntimeError when it is missing or does not start."""
    if not PROGRAM.exists():
        raise RuntimeError("This test needs an S3-compatible store: `make test` installs it (requirements/store.txt).")
    port = free_port()
    command = [str(PROGRAM), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(child_process.command(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(process, port)
        url = f"http://127.0.0.1:{port}/coalition"
        with urllib.request.urlopen(urllib.request.Request(url, method="PUT"), timeout=PATIENCE):
            yield url
    finally:
        process.terminate()
        process.wait(10)


def environment(url: str) -> dict[str, str]:
    """Return the variables of an installation whose files are in the bucket `url`."""
    return {"BUCKET_URL": url.replace("://", f"://{KEY}:{SECRET}@")}


def _wait(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("The store did not start.")
