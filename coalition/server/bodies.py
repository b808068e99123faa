"""A request's body is read whole before a thread is given to it, within limits of size and of time.

So a client that sends slowly keeps nobody else waiting: it takes a few kilobytes of memory, and no thread.
"""

import asyncio
import time
from io import BytesIO
from typing import Any

from coalition.server.environ import BadRequest, Environ

MAX_BODY = 32 * 1024 * 1024  # bytes; what each form takes is less, and said in words
DOCUMENTS, MAX_DOCUMENT = "/cms/documents/", 64 * 1024 * 1024  # where editors publish files of up to 60 MB
SMALL = 64 * 1024  # bytes: a form without files, which always finds room
ROOM = 128 * 1024 * 1024  # bytes of all large bodies that are being read or worked on in one process
PATIENCE = 20.0  # seconds that a body may take before it is asked how fast it comes
SILENCE = 10.0  # seconds between two pieces of a body
PACE = 32 * 1024  # bytes a second at least, once PATIENCE is over


class Refused(Exception):
    """A body is not read: `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Bodies:
    """The bodies that one process reads at this moment."""

    def __init__(self) -> None:
        self.held = 0  # bytes of large ones

    async def read(self, protocol: Any, environ: Environ) -> int:
        """Put the request's body into `environ`; return how much room it takes, to be given back by `release`.

        Raises Refused, and BadRequest when the client went away before its body was whole.
        """
        length = length_of(environ)
        if not length:
            return 0
        if length > (MAX_DOCUMENT if environ.get("PATH_INFO", "").startswith(DOCUMENTS) else MAX_BODY):
            raise Refused(413)
        body, taken, began = bytearray(), 0, time.monotonic()
        try:
            async for chunk in self._pieces(protocol, body, began):
                body += chunk
                if length > SMALL:
                    taken += len(chunk)
                    self.held += len(chunk)
                    if self.held > ROOM:
                        raise Refused(503)
            if len(body) != length:
                raise BadRequest("the body ended early")
        except BaseException:
            self.release(taken)
            raise
        environ["wsgi.input"] = BytesIO(body)
        return taken

    async def _pieces(self, protocol: Any, body: bytearray, began: float) -> Any:
        """Yield what arrives, until the end or until it comes too slowly. Raises Refused."""
        pieces = aiter(protocol)
        while True:
            left = began + PATIENCE + len(body) / PACE - time.monotonic()
            try:
                async with asyncio.timeout(min(SILENCE, left)):
                    chunk = await anext(pieces, b"")
            except TimeoutError:
                raise Refused(408) from None
            if not chunk:
                return
            yield chunk

    def release(self, taken: int) -> None:
        """Give back what a large body took."""
        self.held -= taken


def length_of(environ: Environ) -> int:
    """Return how long the request's body is. Raises Refused for one that does not say it, BadRequest for nonsense."""
    if "HTTP_TRANSFER_ENCODING" in environ:
        raise Refused(411)  # no browser sends one, and a proxy that reads the body first tells its length
    length = environ.get("CONTENT_LENGTH", "0")
    if not (length.isascii() and length.isdigit()):
        raise BadRequest("a Content-Length that is no number")
    return int(length)
