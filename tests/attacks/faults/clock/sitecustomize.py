"""The clock of a process that jumps: it is ahead by as many seconds as the file CLOCK_AHEAD says.

Python loads this module by itself. PostgreSQL's stays: it stands on a machine of its own then.
"""

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

sys.modules["pytest"] = None  # type: ignore[assignment]  # which time_machine would load into every process
import time_machine  # noqa: E402

del sys.modules["pytest"]

FILE = Path(os.environ["CLOCK_AHEAD"])
STARTED = time.time() - time.monotonic()
state: dict[str, time_machine.travel] = {}


def watch() -> None:
    """Let the clock jump when the file changes, as long as this process lives."""
    ahead = 0.0
    while True:
        wanted = 0.0
        with suppress(OSError, ValueError):
            wanted = float(FILE.read_text())
        if wanted != ahead:
            if gone := state.pop("travel", None):
                gone.stop()
            if wanted:
                state["travel"] = time_machine.travel(STARTED + time.monotonic() + wanted, tick=True)
                state["travel"].start()
            ahead = wanted
        time.sleep(0.2)


def begin() -> None:
    threading.Thread(target=watch, daemon=True).start()


begin()
os.register_at_fork(after_in_child=begin)
