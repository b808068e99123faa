"""Run a command that ends with the process that started it, even when that process is killed.

`python -I child_process.py <parent> <program> <argument>...` asks the kernel (Linux) to send SIGTERM to the program
when the thread that started it ends (prctl(2), PR_SET_PDEATHSIG, which survives exec). Start it from a thread that
stays. On other systems the program runs as if it had been started directly.

This file imports nothing of the project, and so starts in a few milliseconds.
"""

import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def command(arguments: list[str]) -> list[str]:
    """Return the command line that runs `arguments` and ends them when this process ends."""
    return [sys.executable, "-I", __file__, str(os.getpid()), *arguments]


def die_with_parent() -> None:
    """Let this process get SIGTERM when the process that started it ends."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main(parent: int, arguments: list[str]) -> None:
    """Become `arguments`, which end with process `parent`; do nothing when `parent` has ended already."""
    die_with_parent()
    if sys.platform == "linux" and os.getppid() != parent:  # it ended before the kernel was asked
        return
    os.execvp(arguments[0], arguments)  # noqa: S606  # no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
