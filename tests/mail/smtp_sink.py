"""A real SMTP server on loopback that can be stopped, started and slowed."""

import email
import socket
import time
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """Collects `(recipient, message id)` of every mail that it took."""

    def __init__(self, delay: float = 0) -> None:
        self.delay = delay
        self.taken: list[tuple[str, str]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        head = email.message_from_bytes(envelope.content)
        self.taken.append((envelope.rcpt_tos[0], head["Message-ID"]))
        if self.delay:
            time.sleep(self.delay)
        return "250 taken"

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller is not None:
            self.controller.stop()
            self.controller = None
