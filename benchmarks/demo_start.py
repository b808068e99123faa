"""How long `make demo` takes until it can be used: on an empty database, and again with its data."""

import os
import signal
import subprocess
import time
from pathlib import Path

from coalition.stack import ROOT, free_port
from tests.databases import create, database_environment, drop

READY = "Log in as"
TIMEOUT = 300  # seconds


def start_seconds(folder: Path) -> tuple[float, float]:
    """Return the seconds from the command to the log-in line: of the first start, and of the second one."""
    name = "coalition_bench_demo"
    create(name)
    try:
        return _start(name, folder / "first.log"), _start(name, folder / "second.log")
    finally:
        drop(name)


def _start(name: str, log: Path) -> float:
    """Start the demonstration on database `name`, and stop it once it is ready. Raises RuntimeError with its log."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "coalition.settings.demo", **database_environment(name)}
    started = time.monotonic()
    with log.open("wb") as output:
        demo = subprocess.Popen(
            ["make", "demo", f"PORT={free_port()}"],  # noqa: S607
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while READY not in log.read_text():
            if demo.poll() is not None or time.monotonic() - started > TIMEOUT:
                raise RuntimeError(log.read_text())
            time.sleep(0.05)
        return time.monotonic() - started
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGINT)
            demo.wait(60)
