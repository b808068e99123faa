"""Run a command that ends with the process that started it, even when that one is killed.

`python -I child_process.py <parent> <program> <argument>...`: on Linux the kernel then sends SIGTERM to the program as
soon as process <parent> is gone, however it went (prctl(2), PR_SET_PDEATHSIG: the wish survives exec; more precisely
when the thread that started it is gone, so start it from one that stays). Elsewhere the program runs as if it had been
started directly. It imports nothing of the project, so that it costs
a few milliseconds, and leaves no process of its own.
"""

import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h


def command(arguments: list[str]) -> list[str]:
    """Return the command line that runs `arguments` on a leash held by this process."""
    return [sys.executable, "-I", __file__, str(os.getpid()), *arguments]


def die_with_parent() -> None:
    """Let this process get SIGTERM when the one that started it is gone."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def main(parent: int, arguments: list[str]) -> None:
    """Become `arguments`, on the leash; do nothing when `parent` is gone already."""
    die_with_parent()
    if sys.platform == "linux" and os.getppid() != parent:  # it ended before the kernel was asked
        return
    os.execvp(arguments[0], arguments)  # noqa: S606  # no shell is wanted


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
