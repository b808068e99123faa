"""How a request to a provider leaves: its last byte is what the dot of SMTP is.

A server that has not the whole body has no mail: an incomplete message is none (RFC 9112 section 8). So all of it is
sent but one byte, the mark is committed, and the byte follows.
"""

import time
from collections.abc import Callable
from enum import Enum
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from coalition.mail.transport import Withheld

IDLE = 5.0  # seconds after which a server may have closed its end of a connection


class Place(Enum):
    """How far a mail got."""

    BEFORE = "before the body"
    WITHIN = "within the body"
    AFTER = "the whole body is out"  # only the answer tells what became of it


class Body:
    """A body that keeps its last byte back until `on_wire` said to go on."""

    def __init__(self, data: bytes, on_wire: Callable[[], bool]) -> None:
        self._data, self._on_wire, self._place = data, on_wire, 0
        self.reached = Place.BEFORE

    def __len__(self) -> int:
        return len(self._data)

    def read(self, size: int = -1) -> bytes:
        """Return the next part. Raises Withheld where `on_wire` says no, and then the server never has the whole."""
        last = len(self._data) - 1
        if self.reached == Place.BEFORE:
            self.reached = Place.WITHIN
        if self._place < last:
            start, self._place = self._place, last if size < 0 else min(last, self._place + size)
            return self._data[start : self._place]
        if self._place == last:
            if not self._on_wire():
                raise Withheld
            self.reached = Place.AFTER
            self._place += 1
            return self._data[last:]
        return b""


class Wire(HTTPAdapter):
    """Sends one request for each mail, marked at its last byte."""

    def __init__(self) -> None:
        super().__init__()
        self._on_wire: Callable[[], bool] | None = None
        self._body: Body | None = None

    def begin(self, on_wire: Callable[[], bool]) -> None:
        """Let the next request be that of a mail, which `on_wire` marks."""
        self._on_wire, self._body = on_wire, None

    @property
    def place(self) -> Place:
        """Say how far the mail got."""
        return self._body.reached if self._body else Place.BEFORE

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        on_wire, self._on_wire = self._on_wire, None
        if on_wire is None:
            raise requests.RequestException("A mail is one request.")
        data = request.body or b""
        self._body = Body(data.encode() if isinstance(data, str) else data, on_wire)
        request.body = self._body  # type: ignore[assignment]
        return super().send(request, *args, **kwargs)


class Line(requests.Session):
    """A connection to the provider that follows no redirect, and reads no proxy or password file of the machine."""

    def __init__(self) -> None:
        super().__init__()
        self.trust_env = False
        self.headers["User-Agent"] = "coalition"
        self.wire = Wire()
        for scheme in ("https://", "http://"):
            self.mount(scheme, self.wire)
        self._used = time.monotonic()

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Follow none: a mail that was answered elsewhere would be sent twice."""

    def is_idle(self) -> bool:
        """Say whether so long ago that the server may have hung up, and take note that it is used now."""
        before, self._used = self._used, time.monotonic()
        return self._used - before > IDLE
