"""`make demo`: refuses what cannot work in one sentence, starts everything, stops everything."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
import pytest
from psycopg import sql

from coalition.stack import ROOT, free_port
from tests.installation import administer, database_environment

START_TIMEOUT = 120  # seconds; the measure is in the log, this only ends a hang


def environment(**values: str) -> dict[str, str]:
    """Return the environment of a demo process."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "coalition.settings.demo", "PYTHONWARNINGS": "ignore", **values}


def demo(port: int, **values: str) -> subprocess.CompletedProcess[str]:
    """Run the demo where it must refuse."""
    command = [sys.executable, "-m", "coalition.demo", "--port", str(port)]
    return subprocess.run(command, cwd=ROOT, env=environment(**values), capture_output=True, text=True, timeout=60)


def test_a_port_in_use_is_one_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = demo(port)

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == f"Port {port} is in use: stop what listens there, or choose another one with PORT=8001.\n"


def test_an_unreachable_database_is_one_sentence():
    result = demo(free_port(), DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")

    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.startswith("The database of DATABASE_URL cannot be reached")
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_python_is_one_sentence(tmp_path: Path):
    result = subprocess.run(
        ["make", "demo", f"VENV={tmp_path / 'venv'}", "PYTHONS=no-such-python"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.returncode != 0
    assert result.stderr.splitlines()[0] == (
        "Python 3.12 or newer with venv is needed: install it, then run this command again."
    )


def test_ctrl_c_stops_everything_it_started(tmp_path: Path):
    name, port = f"coalition_demo_{os.getpid()}", free_port()
    administer(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    log = tmp_path / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "coalition.demo", "--port", str(port)],
            cwd=ROOT,
            env=environment(**database_environment(name)),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    started: list[psutil.Process] = []
    try:
        wait_for_line(log, "Log in as 'admin'", process)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=20) as health:
            assert health.status == 200
        started = psutil.Process(process.pid).children(recursive=True)
        assert len(started) >= 3  # gunicorn, its processes, the worker
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert [child for child in started if child.is_running()] == []
    finally:
        for child in [process, *started]:
            if isinstance(child, psutil.Process) and child.is_running():
                child.kill()
        if process.poll() is None:
            process.kill()
            process.wait()
        administer(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def wait_for_line(log: Path, text: str, process: subprocess.Popen[bytes]) -> None:
    """Wait until `text` is in `log`; fail with the log when the process ends or hangs."""
    deadline = time.monotonic() + START_TIMEOUT
    while text not in log.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(log.read_text())
        time.sleep(0.2)
