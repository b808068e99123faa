"""Reloads and restarts of all workers while five visitors come each second: none of them is refused.

A minute long, so for `make attack` alone; `tests/project/test_gunicorn.py` has one reload for `make test`.
"""

import http.client
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from coalition.stack import WORKERS
from tests import production
from tests.installation import Installation, running_installation

from .measuring import LONG

RATE, SECONDS = 5, 60
RELOADS = (5, 35)  # seconds after the beginning: each takes ten for each of two processes
RESTARTS = (10, 40)
PATHS = ("/en/", "/fr/events/", "/ar/charter/", "/es/newsletter/", "/en/charter/sign/")


def ask(port: int, number: int) -> str:
    """Return what became of one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", PATHS[number % len(PATHS)], headers=production.PROXIED)
        response = connection.getresponse()
        response.read()
        return str(response.status)
    except OSError as error:
        return type(error).__name__
    finally:
        connection.close()


def visit(port: int, answers: dict[int, str]) -> None:
    """Ask at RATE for SECONDS, each request at its time, whatever became of those before."""
    began, threads = time.monotonic(), []
    for number in range(RATE * SECONDS):
        time.sleep(max(0, began + number / RATE - time.monotonic()))
        threads.append(threading.Thread(target=lambda n=number: answers.__setitem__(n, ask(port, n))))
        threads[-1].start()
    for thread in threads:
        thread.join()


def deploy(installation: Installation) -> None:
    """Reload the web server and restart the worker, each at its times."""
    began = time.monotonic()
    steps = [(at, "web") for at in RELOADS] + [(at, "worker") for at in RESTARTS]
    for at, part in sorted(steps):
        time.sleep(max(0, began + at - time.monotonic()))
        if part == "web":
            installation.stack.children["web"].send_signal(signal.SIGHUP)
        else:
            installation.stack.stop(*WORKERS)
            installation.stack.start_workers()


@pytest.mark.skipif(not LONG, reason="a minute of visitors is for `make attack`")
def test_no_request_is_refused_during_reloads_and_restarts(django_db_setup: None, tmp_path: Path):
    with running_installation(f"deploys_{os.getpid()}", folder=tmp_path, in_production=True) as installation:
        first = processes(installation)
        assert {ask(installation.stack.port, number) for number in range(2 * len(PATHS))} == {"200"}  # awake
        answers: dict[int, str] = {}
        visitors = threading.Thread(target=visit, args=(installation.stack.port, answers))
        visitors.start()
        deploy(installation)
        visitors.join()
        last = processes(installation)

    assert len(answers) == RATE * SECONDS
    assert {number: answer for number, answer in answers.items() if answer != "200"} == {}
    assert first & last == set()  # each was replaced


def processes(installation: Installation) -> set[int]:
    """Return the numbers of the web processes."""
    parent = installation.stack.children["web"].pid
    return {int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()}
