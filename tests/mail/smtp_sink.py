"""A real SMTP server on loopback that can be stopped, started, slowed, stalled and cut at a chosen point."""

import asyncio
import email
import socket
import ssl
import time
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP

LEDGER = {
    "default": {"BACKEND": "coalition.mail.backend.LedgerBackend"}
}  # as in a running site: mails go over the wire


class Server(SMTP):
    """Asks its sink before the 354 of each mail."""

    async def smtp_DATA(self, arg: str) -> None:
        await self.event_handler.before_354(self)
        await super().smtp_DATA(arg)


class SinkController(Controller):
    def factory(self) -> Server:
        return Server(self.handler, **self.SMTP_kwargs)


class Sink:
    """Collects `(recipient, message id)` of every mail that it took.

    `stall` and `cut` name the point where it stops talking or hangs up: "before 354", "after 354" (cut only),
    or "after dot", when it has taken the mail. `stalled` counts the mails that got to that point.
    """

    def __init__(
        self, delay: float = 0, *, smtputf8: bool = False, tls: str = "", certificate: Path | None = None
    ) -> None:
        """`tls` is "implicit" or "starttls", with the `certificate` and its key in a PEM file, or nothing."""
        self.delay = delay
        self.tls, self.certificate = tls, certificate
        self.greeted_by = ""  # the name in the last EHLO
        self.smtputf8 = smtputf8
        self.stall = ""
        self.cut = ""
        self.stalled = 0
        self.answer = "250 taken"
        self.answer_after: float = 0  # seconds, without holding up other connections
        self.slow: dict[str, float] = {}  # seconds more for a mail to this domain
        self.refuses: dict[str, str] = {}  # what is answered to these recipients
        self.taken: list[tuple[str, str]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller: Controller | None = None

    async def before_354(self, server: Any) -> None:
        await self._stop_at("before 354", server)
        if self.cut == "after 354":
            asyncio.get_running_loop().call_later(0.05, server.transport.abort)

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:
        if address not in self.refuses:
            envelope.rcpt_tos.append(address)
        return self.refuses.get(address, "250 fine")

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        head = email.message_from_bytes(envelope.content)
        self.taken.append((envelope.rcpt_tos[0], head["Message-ID"]))
        await self._stop_at("after dot", server)
        if self.delay:
            time.sleep(self.delay)
        await asyncio.sleep(self.answer_after + self.slow.get(envelope.rcpt_tos[0].rpartition("@")[2], 0))
        return self.answer

    async def _stop_at(self, point: str, server: Any) -> None:
        if self.cut == point:
            server.transport.abort()
        if self.stall == point:
            self.stalled += 1
        while self.stall == point or self.cut == point:
            await asyncio.sleep(0.01)  # until the connection is gone, or the test changes its mind

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, name: str, responses: list[str]) -> list[str]:
        self.greeted_by = session.host_name = name
        return responses

    def start(self) -> None:
        options: dict[str, Any] = {"enable_SMTPUTF8": self.smtputf8}
        if self.certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(self.certificate)
            options |= (
                {"ssl_context": context}
                if self.tls == "implicit"
                else {"tls_context": context, "require_starttls": True}
            )
        self.controller = SinkController(self, hostname="127.0.0.1", port=self.port, **options)
        self.controller.start()

    def stop(self) -> None:
        self.stall = self.cut = ""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None
