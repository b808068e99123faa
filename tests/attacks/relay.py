"""A TCP relay in front of PostgreSQL that can freeze: it takes connections and bytes, and nothing comes back.

To a client that is a stopped server, or a network that swallows what is sent. Unlike a stopped server it freezes
nobody else's tests.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import connection


class Relay:
    """`port` of the loopback leads to the tests' server, unless `thawed` is cleared."""

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
    """Run a relay."""
    running = Relay()
    try:
        yield running
    finally:
        running.close()
