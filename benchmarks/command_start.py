"""How long any `manage.py` takes until it does its own work: `help --commands`, in fresh processes.

It reads the settings and loads every app, as each command does, and then prints names only: no system check, no
database, no code of a command. So what it takes is the part that all commands share.
"""

import json
import os
import statistics
import subprocess
import sys
import time

from coalition.stack import ROOT

STARTS = 5
COMMAND = ("manage.py", "help", "--commands")


def seconds() -> float:
    """Return the median of STARTS starts; one more comes first, which writes bytecode and fills the disk's cache.

    Raises CalledProcessError.
    """
    _start()
    return statistics.median(_start() for _ in range(STARTS))


def _start() -> float:
    started = time.monotonic()
    done = subprocess.run([sys.executable, *COMMAND], cwd=ROOT, env=os.environ, check=True, capture_output=True)
    took = time.monotonic() - started
    if b"verify_ledger" not in done.stdout:  # the settings could not be read: Django then lists its own commands
        raise RuntimeError(done.stderr.decode())
    return took


if __name__ == "__main__":
    print(json.dumps(seconds()))
