"""What carries a mail: how far it may get, what that is called, and what carries mails nowhere, for tests.

`smtp` speaks to a server, `provider` to the HTTP API of one; `carriers` says which of them is chosen here.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol, Self

from django.conf import settings

MARGIN = timedelta(minutes=1)


class Outage(Exception):
    """The server cannot be reached, or left before it took the text: the mail was not sent, and is not to blame."""


class Refused(Exception):
    """The server answered that it will not take this mail. `permanent` says whether trying again is useless.

    `stage` is where it said so: mail, rcpt, data or end; `reply` is what it said, its code first.
    """

    def __init__(self, code: int, reply: bytes, stage: str = "") -> None:
        self.reply = f"{code} {reply.decode(errors='replace')}"[:300]
        super().__init__(self.reply)
        self.permanent, self.stage = 500 <= code < 600, stage


class HungUp(Refused):
    """The server left at this recipient, before it took the text: perhaps the mail is to blame."""

    def __init__(self, error: OSError) -> None:
        super().__init__(451, f"the server left: {error}".encode())


class NoSmtpUtf8(Refused):
    """The address needs what the server does not offer (RFC 6531)."""

    def __init__(self) -> None:
        super().__init__(553, b"the server does not offer SMTPUTF8, which the part before the @ needs")


class Withheld(Exception):
    """`on_wire` said no: the text got no end, and the mail was not sent."""


class Ambiguous(Exception):
    """The connection broke after the final dot: nobody here knows whether the mail was taken."""


class Transport(Protocol):
    """Something that carries finished mails."""

    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        """Hand over `data`, lines ended by CRLF.

        `on_wire` is called once the server has the whole text, just before the dot that ends it. Until it is
        called the mail was certainly not sent; from then on only the server's answer tells. It commits whatever
        says so, and returns whether to go on.

        Raises Outage, Refused or Withheld when the mail was certainly not sent, Ambiguous when nobody knows. Any
        other exception, of `on_wire` too, says that this mail was not sent; the next one can be.
        """

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...


def longest_hand_over() -> timedelta:
    """Return the time after `on_wire` in which a living worker has recorded the server's answer."""
    return timedelta(seconds=settings.MAIL_REPLY_TIMEOUT) + MARGIN


outbox: list[tuple[str, str, bytes]] = []  # what MemoryTransport carried: sender, recipient, data


class MemoryTransport:
    """Carry mails nowhere: tests read `outbox`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        if not on_wire():
            raise Withheld
        outbox.append((sender, recipient, data))
