"""The other process: started for one file, limited and sealed by the kernel (`confinement`), and never trusted.

Both ends are unnamed files instead of pipes: the kernel bounds what the process writes, and nobody waits for a reader.
"""

import contextlib
import json
import logging
import subprocess
import sys
import tempfile
import threading
from typing import IO

from django.conf import settings

from coalition.uploads.inspector import limits
from coalition.uploads.inspector.verdict import Cause, Clean, Refused

AT_ONCE = 2  # in one web process
LINE_BYTES = 1024
COMMAND = [sys.executable, "-P", "-s", "-B", "-m", "coalition.uploads.inspector"]
READER = [*COMMAND[:-1], "coalition.uploads.reader"]
DRAWER = [*COMMAND[:-1], "coalition.uploads.drawer"]

logger = logging.getLogger(__name__)
_slots = threading.BoundedSemaphore(AT_ONCE)


def inspect(content: bytes, door: str = "evidence") -> Clean:
    """Return what the other process says of `content`, sent to a `door` of `limits.ALLOWANCES`.

    Raises Refused, also when it died, hung or had no room.
    """
    return _ask([*COMMAND, door], content, limits.ALLOWANCES[door].patience)


def read(content: bytes) -> str:
    """Return the words of `content`, a PDF or DOCX. Raises Refused, also when the reader died, hung or had no room."""
    return _ask(READER, content).content.decode("utf-8", "replace")


def draw(content: bytes, page: int) -> Clean:
    """Return a picture of a page, from 1 on, of `content`, a PDF or picture that is kept, and how many pages it has.

    Raises Refused, also when the process that draws died, hung or had no room.
    """
    return _ask([*DRAWER, str(page)], content)


def environment() -> dict[str, str]:
    """Return all that the other process is told: where the code is, and nothing of ours."""
    return {"PYTHONPATH": str(settings.BASE_DIR), "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}


def _ask(command: list[str], content: bytes, patience: int = 1) -> Clean:
    if not _slots.acquire(timeout=limits.WAIT_SECONDS):
        raise Refused(Cause.BUSY)
    try:
        with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as answer:
            sent.write(content)
            sent.seek(0)
            _run(command, sent, answer, limits.WALL_SECONDS * patience)
            answer.seek(0)
            return _parsed(answer.read(limits.OUTPUT_BYTES))
    finally:
        _slots.release()


def _run(command: list[str], sent: IO[bytes], answer: IO[bytes], seconds: float) -> None:
    """Run `command`; a death by signal or a hang is the file's doing, an exit code is ours."""
    process = subprocess.Popen(  # noqa: S603 - our own module, no argument from outside
        command, stdin=sent, stdout=answer, stderr=subprocess.DEVNULL, env=environment(), cwd="/", close_fds=True
    )
    try:
        code = process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        logger.warning("An upload took more than %s seconds to inspect.", seconds)
        raise Refused(Cause.TOO_COMPLEX) from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        process.wait()
    if code < 0:
        logger.warning("An upload ended its inspector by signal %s.", -code)
        raise Refused(Cause.TOO_COMPLEX)
    if code:
        logger.error("The inspector of uploads ended with code %s.", code)
        raise Refused(Cause.UNCHECKED)


def _parsed(output: bytes) -> Clean:
    """Return the answer in `output`, a line of JSON and a file. Raises Refused."""
    line, _newline, content = output.partition(b"\n")
    try:
        answer = json.loads(line[:LINE_BYTES])
        if "cause" in answer:
            raise Refused(Cause(answer["cause"]))
        return Clean(media_type=str(answer["media_type"]), pages=int(answer["pages"]), content=content)
    except (ValueError, KeyError, TypeError) as error:
        logger.error("The inspector of uploads gave no answer that can be read.")
        raise Refused(Cause.UNCHECKED) from error
