"""With PostgreSQL frozen the site says so within seconds, and is back when the server is."""

import http.client
import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from coalition.stack import Stack, free_port
from tests.databases import migrated

from .faults.postgres import Postgres, a_disk

HANGS = 15  # seconds: forty-five and more were measured before


@pytest.fixture(scope="module")
def frozen(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, Postgres]]:
    """A web process on a PostgreSQL of its own."""
    with a_disk(900) as (folder, _own):
        server = Postgres(folder)
        server.create("frozen", like=migrated())
        environment = {
            "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
            "DATABASE_URL": f"{server.url('frozen')}&connect_timeout=2",
            "DATABASE_STATEMENT_TIMEOUT": "1",
            "CONN_MAX_AGE": "600",
            "PYTHONWARNINGS": "ignore",
        }
        log: Path = tmp_path_factory.mktemp("frozen") / "web.log"
        stack = Stack(port=free_port(), environment=environment, web_processes=1, log=log)
        try:
            stack.start_web()
            stack.wait_until_ready()
            yield stack, server
        finally:
            stack.stop()
            server.end(at_once=True)


def ask(stack: Stack, path: str, **headers: str) -> tuple[int, bytes]:
    """Return status and body of `path`; raise TimeoutError when the answer hangs."""
    asked = http.client.HTTPConnection("127.0.0.1", stack.port, timeout=HANGS)
    try:
        asked.request("GET", path, headers=headers)
        response = asked.getresponse()
        return response.status, response.read()
    finally:
        asked.close()


def reaches_database(stack: Stack) -> bool:
    """Say whether `/health/` finds the database."""
    return bool(json.loads(ask(stack, "/health/")[1])["parts"]["database"]["ok"])


def test_with_postgresql_frozen_health_is_failing_within_seconds(frozen):
    stack, server = frozen
    assert reaches_database(stack)
    assert ask(stack, "/ready/")[0] == 200

    with server.frozen():
        time.sleep(5.1)  # so old is what a probe remembers
        status, body = ask(stack, "/health/")
        assert (status, json.loads(body)["parts"]["database"]["ok"]) == (503, False)
        assert ask(stack, "/health/", Via="1.1 proxy") == (503, b'{"status": "failing"}')
        assert ask(stack, "/ready/")[0] == 503
        assert ask(stack, "/live/") == (200, b'{"status": "ok"}')

        with ThreadPoolExecutor(8) as visitors:  # twice as many as the server has threads
            pages = [visitors.submit(ask, stack, "/en/search/?q=a") for _number in range(8)]
            assert ask(stack, "/live/")[0] == 200
            assert {page.result()[0] for page in pages} == {503}

    deadline = time.monotonic() + 60
    while not (reaches_database(stack) and ask(stack, "/en/search/?q=a")[0] == 200):
        assert time.monotonic() < deadline
        time.sleep(0.2)
