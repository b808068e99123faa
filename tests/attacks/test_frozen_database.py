"""With PostgreSQL frozen the site says so within seconds, and is back when the server is."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from coalition.stack import Stack, free_port

HANGS = 15  # seconds: forty-five and more were measured before


class Relay:
    """A TCP relay in front of PostgreSQL that can freeze: it takes connections and bytes, and nothing comes back.

    To a client that is a stopped server, or a network that swallows what is sent; it freezes nobody else's tests.
    `port` of the loopback leads to the tests' server, unless `thawed` is cleared."""

    def __init__(self) -> None:
        self.thawed = threading.Event()
        self.thawed.set()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.sockets: list[socket.socket] = [self.listener]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _address = self.listener.accept()
                server = upstream()
                self.sockets += [client, server]
                for source, target in ((client, server), (server, client)):
                    threading.Thread(target=self._pump, args=[source, target], daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.thawed.wait()
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """End every connection."""
        self.thawed.set()
        for opened in self.sockets:
            with suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
            opened.close()


def upstream() -> socket.socket:
    """Return a connection to the tests' server."""
    database = connection.settings_dict
    host, port = database["HOST"] or "127.0.0.1", int(database["PORT"] or 5432)
    if not host.startswith("/"):
        return socket.create_connection((host, port))
    opened = socket.socket(socket.AF_UNIX)
    opened.connect(f"{host}/.s.PGSQL.{port}")
    return opened


@contextmanager
def relay() -> Iterator[Relay]:
    running = Relay()
    try:
        yield running
    finally:
        running.close()


@pytest.fixture(scope="module")
def frozen(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stack, Relay]]:
    """A web process that reaches the test database through a relay."""
    database = connection.settings_dict
    login = quote(database["USER"]) + (f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else "")
    with relay() as between:
        environment = {
            "DJANGO_SETTINGS_MODULE": "coalition.settings.test",
            "DATABASE_URL": f"postgresql://{login}@127.0.0.1:{between.port}/{database['NAME']}?connect_timeout=2",
            "DATABASE_STATEMENT_TIMEOUT": "1",
            "CONN_MAX_AGE": "600",
            "PYTHONWARNINGS": "ignore",
        }
        log: Path = tmp_path_factory.mktemp("frozen") / "web.log"
        stack = Stack(port=free_port(), environment=environment, web_processes=1, log=log)
        try:
            stack.start_web()
            stack.wait_until_ready()
            yield stack, between
        finally:
            between.thawed.set()
            stack.stop()


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
    stack, between = frozen
    assert reaches_database(stack)
    assert ask(stack, "/ready/")[0] == 200

    between.thawed.clear()
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

    between.thawed.set()
    deadline = time.monotonic() + 60
    while not (reaches_database(stack) and ask(stack, "/en/search/?q=a")[0] == 200):
        assert time.monotonic() < deadline
        time.sleep(0.2)
