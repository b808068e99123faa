"""Starts of `manage.py` that cost a tenth of a second: one Python reads what the settings import, and forks for each.

As a module it is that Python: each line of its input holds the arguments and the environment of a start, and each line
of its output how that ended, all of them JSON.
"""

import json
import os
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib import import_module
from typing import IO

from coalition import child_process
from coalition.stack import ROOT

# What takes long to read, is read by every start, and looks at no variable itself.
READ = (
    "django.core.management", "environs", "coalition.certificates.signing_key", "charter.ledger.keys",
    "coalition.logs", "coalition.mail.dkim", "coalition.error_reports", "coalition.postgres",
)  # fmt: skip


class Starts:
    """Starts `manage.py` again and again, each time with the environment of a process of its own."""

    def __init__(self) -> None:
        """Read what all starts read."""
        self.process = subprocess.Popen(
            child_process.command([sys.executable, "-m", "tests.project.starts"]),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def manage(self, *arguments: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run `manage.py` with exactly this environment; return how it ended and what it said."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{json.dumps([arguments, dict(environment)])}\n")
        self.process.stdin.flush()
        code, stdout, stderr = json.loads(self.process.stdout.readline())
        return subprocess.CompletedProcess(arguments, code, stdout, stderr)

    def close(self) -> None:
        """End it; return when it is gone."""
        self.process.communicate()


def start(arguments: list[str], environment: dict[str, str]) -> tuple[int, str, str]:
    """Run `manage.py` in a fork; return its exit code and what it wrote to both outputs."""
    with tempfile.TemporaryFile("w+") as stdout, tempfile.TemporaryFile("w+") as stderr:
        child = os.fork()
        if not child:
            _be_manage(arguments, environment, stdout, stderr)
        _pid, status = os.waitpid(child, 0)
        said = []
        for output in (stdout, stderr):
            output.seek(0)
            said.append(output.read())
    return os.waitstatus_to_exitcode(status), said[0], said[1]


def _be_manage(arguments: list[str], environment: dict[str, str], stdout: IO[str], stderr: IO[str]) -> None:
    os.dup2(stdout.fileno(), 1)
    os.dup2(stderr.fileno(), 2)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["manage.py", *arguments]
    code: object = 1
    try:
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code or 0
    finally:
        if isinstance(code, str):
            print(code, file=sys.stderr)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code if isinstance(code, int) else 1)


def main() -> None:
    """Read what the settings import, then start whatever is asked for, until the input ends."""
    for name in READ:
        import_module(name)
    for line in sys.stdin:
        print(json.dumps(start(*json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
