"""The one socket of all web processes: made here, or held by the service manager while the site restarts.

granian would open one for each process (SO_REUSEPORT). The kernel then gives each visitor to one of them beforehand,
and closes the door on whoever waits in the queue of a process that ends; where processors are busy somebody does. From
one queue the others take, and the process that comes next. See docs/decisions/0128-one-queue-at-the-door.md.
"""

import os
import socket
from typing import Any

from granian.net import SocketHolder
from granian.server import Server

HELD = 3  # the first descriptor that a service manager hands over: SD_LISTEN_FDS_START of sd_listen_fds(3)


def handed_over() -> socket.socket | None:
    """Return the socket that the service manager holds for this process; None where it holds none.

    What told of it is taken out of the environment: to a child it would mean another one. Source: sd_listen_fds(3).
    Raises SystemExit when there is more than one.
    """
    meant_for, count = os.environ.pop("LISTEN_PID", ""), os.environ.pop("LISTEN_FDS", "")
    os.environ.pop("LISTEN_FDNAMES", None)
    if meant_for != str(os.getpid()) or count in {"", "0"}:
        return None
    if count != "1":
        raise SystemExit("The service manager hands over more than one socket: let its unit name one address.")
    return socket.socket(fileno=HELD)


def bound(host: str, port: int) -> socket.socket:
    """Return a socket at this address, which listens as soon as the first process is ready. Raises OSError."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "SO_REUSEPORT"):  # beside a server that answers what it was still asked
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind((host, port))
    return made


class OneQueue(Server):  # type: ignore[misc]  # granian's types say nothing of it
    """granian whose processes take visitors from one queue: from `held`, or from a socket of its own."""

    def __init__(self, *arguments: Any, held: socket.socket | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.held = held

    def _init_shared_socket(self) -> None:
        """Give all processes the same socket, as granian itself does where systems have no SO_REUSEPORT."""
        if self.held is None and self.bind_uds:  # of a Unix socket granian has one for all
            super()._init_shared_socket()
            return
        listener = self.held or bound(self.bind_addr, self.bind_port)
        is_unix = listener.family == socket.AF_UNIX
        if not is_unix:
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if self.held:
            self.bind_uds = None  # its file is the service manager's to remove
        listener.setblocking(False)
        listener.set_inheritable(True)
        self._ssp, self._sso, self._sfd = None, listener, listener.fileno()
        self._shd = SocketHolder(self._sfd, is_unix, self.backlog)
