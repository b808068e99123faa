"""Hand a listening socket over to a process, as systemd does by a `.socket` unit (sd_listen_fds(3))."""

import socket
import sys

from coalition import child_process

HAND_OVER = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); "
    "os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS='1'); os.execv(sys.argv[2], sys.argv[2:])"
)


def command(door: socket.socket, arguments: list[str]) -> list[str]:
    """Return the command line that runs `arguments` on a leash, with `door` handed over.

    Whoever starts it passes `door.fileno()` on (`pass_fds`).
    """
    return [sys.executable, "-I", "-c", HAND_OVER, str(door.fileno()), *child_process.command(arguments)]
