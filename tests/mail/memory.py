"""A transport that only remembers, for all tests but those that ask for the wire (`smtp_sink.LEDGER`)."""

from collections.abc import Callable
from typing import Any

from django.conf import settings

from coalition.mail import engine
from coalition.mail.transport import Transport, Withheld

outbox: list[tuple[str, str, bytes]] = []  # what was carried: sender, recipient, data
open_real = engine.open_transport


class MemoryTransport(Transport):
    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        if not on_wire():
            raise Withheld
        outbox.append((sender, recipient, data))


def open_transport() -> Transport:
    backend: Any = settings.MAILERS["default"]["BACKEND"]
    return MemoryTransport() if backend.endswith(".locmem.EmailBackend") else open_real()
