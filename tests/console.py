"""A Python of an installation that stays: to begin one costs seconds, to ask it costs none.

As a module it is that Python: each line of its input is a script, and each line of its output what the script printed
or the traceback in which it ended, all of them JSON.
"""

import json
import subprocess
import sys
import traceback
from contextlib import redirect_stdout
from io import StringIO
from typing import TextIO

from coalition import child_process
from coalition.stack import ROOT


class ScriptFailed(Exception):
    """The script ended in the traceback that this says."""


class Console:
    """Runs scripts in an installation, one after the other, as `manage.py shell -c` does."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            child_process.command([sys.executable, "-m", "tests.console"]),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, script: str) -> str:
        """Run Python; return what it printed. Raises ScriptFailed."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps(script)}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise ScriptFailed(f"The console ended with {self.process.wait()}.")
        answer = json.loads(line)
        if answer["failed"]:
            raise ScriptFailed(answer["failed"])
        return str(answer["printed"])

    def close(self) -> None:
        self.process.communicate()


def answer(script: str) -> dict[str, str]:
    """Run `script`; return what it printed, and the traceback in which it ended, if it did."""
    printed, failed = StringIO(), ""
    with redirect_stdout(printed):
        try:
            exec(script, {"__name__": "__console__"})  # noqa: S102  # it comes from a test
        except Exception:
            failed = traceback.format_exc()
    return {"printed": printed.getvalue(), "failed": failed}


def main(scripts: TextIO, answers: TextIO) -> None:
    """Answer every script, each with what is remembered of the one before forgotten."""
    import django
    from django.core.signals import request_finished, request_started

    django.setup()
    for line in scripts:
        request_started.send(sender=Console)
        told = answer(json.loads(line))
        request_finished.send(sender=Console)
        answers.write(f"{json.dumps(told)}\n")
        answers.flush()


if __name__ == "__main__":
    main(sys.stdin, sys.stdout)
