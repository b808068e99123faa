"""What the WSGI application answered, ready to be sent without it: in memory, or a file that the server reads.

Who reads slowly then holds neither a thread nor a long answer's memory.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO, Any

from coalition.server.environ import Environ, Opened

Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

SPOOLED_FROM = 1024 * 1024  # bytes: a longer answer waits on disk until its reader has it
OPENED_WITHIN = 30.0  # seconds in which granian has opened a file that it was told to send


@dataclass(frozen=True)
class Answer:
    """A whole answer; `file` is what to send in place of `body`, and `kept` the open file behind it."""

    status: int
    headers: Headers
    body: bytes = b""
    file: str = ""
    kept: IO[bytes] | None = None

    def send(self, protocol: Any) -> None:
        """Hand it to granian, whose own threads send it as fast as the client reads."""
        if self.file:
            protocol.response_file(self.status, self.headers, self.file)
        else:
            protocol.response_bytes(self.status, self.headers, self.body)


def plain(status: int) -> Answer:
    """Return an answer of the server itself: its status in words, and the connection's end."""
    body = f"{status} {HTTPStatus(status).phrase}\n".encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Connection", "close"), ("Cache-Control", "no-store")]
    return Answer(
        status, [*headers, ("Retry-After", "5")] if status == HTTPStatus.SERVICE_UNAVAILABLE else headers, body
    )


def answer_of(application: Application, environ: Environ) -> Answer:
    """Let `application` answer, to the last byte."""
    begun: list[Any] = [500, []]
    written: list[bytes] = []

    def start_response(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], None]:
        begun[:] = [int(status.split(" ", 1)[0]), headers]
        return written.append

    result = application(environ, start_response)
    try:
        if path := path_of(result):
            return Answer(begun[0], begun[1], file=path)
        return collected(begun, result, written)
    finally:
        if hasattr(result, "close"):
            result.close()


def path_of(result: Any) -> str:
    """Return the path of the file that is the whole answer, or nothing."""
    if not isinstance(result, Opened):
        return ""
    name = getattr(result.file, "name", None)
    on_disk = isinstance(name, str) and os.path.isabs(name) and os.path.isfile(name)
    return str(name) if on_disk and result.file.tell() == 0 else ""


def collected(begun: list[Any], result: Iterable[bytes], written: list[bytes]) -> Answer:
    """Return the answer with all parts of `result`, after what was `written`; a long one in an unnamed file."""
    parts: list[bytes] = []
    size = 0
    spool: IO[bytes] | None = None
    for part in result:
        parts += written
        written.clear()
        parts.append(part)
        size += len(part)
        if size > SPOOLED_FROM and sys.platform == "linux":
            spool = spool or tempfile.TemporaryFile()  # noqa: SIM115  # whoever sends it closes it
            spool.writelines(parts)
            parts.clear()
    parts += written
    if spool is None:
        return Answer(begun[0], begun[1], b"".join(parts))
    spool.writelines(parts)
    spool.flush()
    return Answer(begun[0], begun[1], file=f"/proc/self/fd/{spool.fileno()}", kept=spool)
