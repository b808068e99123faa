"""Where visitors wait for a web process: queues that outlive it, held by the first process or by the service manager.

granian lets each of its processes open a socket (SO_REUSEPORT). The kernel gives each visitor to one beforehand, and
resets whoever waits in the queue of a process that ends; where processors are busy somebody does. Here the first
process holds the sockets, so that the process which comes next goes on with the queue of the one before; or systemd
holds one for all, while the whole server is started anew. See docs/decisions/0004-ledgers-and-a-queue.md.
"""

import os
import socket
from typing import Any

from granian import net
from granian.server import MPServer

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
    """Return a socket at this address, which listens as soon as its process is ready. Raises OSError."""
    made = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)  # the kernel parts visitors evenly among these
    made.bind((host, port))
    return made


class LastingQueues(MPServer):
    """granian whose sockets outlive its processes: one that is `held` elsewhere for all, or one for each of its own.

    Where granian has one for all already, as of a Unix socket, nothing is changed.
    """

    def __init__(self, *arguments: Any, held: socket.socket | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.held = held
        self.doors: list[socket.socket] = []

    def _init_shared_socket(self) -> None:
        server: Any = self  # granian types none of this
        if self.held is None and server.bind_uds:
            super()._init_shared_socket()
            return
        server._ssp = server._shd = server._sso = None
        self.doors = [self.held] if self.held else [bound(self.bind_addr, self.bind_port) for _ in range(self.workers)]
        server.bind_uds = None  # the file of one that is held is not ours to remove
        for door in self.doors:
            if door.family != socket.AF_UNIX:
                door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            door.setblocking(False)
            door.set_inheritable(True)

    def _spawn_worker(self, idx: int, *arguments: Any, **options: Any) -> Any:
        """Give the process at this place the socket of the one before."""
        server: Any = self
        if self.doors:
            door = self.doors[idx % len(self.doors)]
            holder: Any = net.SocketHolder
            server._sso, server._shd = door, holder(door.fileno(), door.family == socket.AF_UNIX, self.backlog)
        return super()._spawn_worker(idx, *arguments, **options)

    def _drop_shared_socket(self) -> None:
        """Take nobody new: called before the processes are told to end."""
        super()._drop_shared_socket()
        for door in self.doors:
            door.close()
