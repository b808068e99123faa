"""The wire: one SMTP connection, kept open for a whole drain, that says exactly how far a mail got.

The one place that speaks SMTP (decision 5). Source: RFC 5321; the reply codes are those of its section 4.2.
"""

import smtplib
import socket
import ssl
from typing import Any, Protocol, Self

from django.conf import settings


class Outage(Exception):
    """The server cannot be reached, or left before it took the text: the mail was not sent, and is not to blame."""


class Refused(Exception):
    """The server answered that it will not take this mail. `permanent` says whether trying again is useless."""

    def __init__(self, code: int, reply: bytes) -> None:
        super().__init__(f"{code} {reply.decode(errors='replace')}"[:300])
        self.permanent = 500 <= code < 600


class Ambiguous(Exception):
    """The connection broke after the text was handed over: nobody here knows whether the mail was taken."""


class Transport(Protocol):
    """Something that carries finished mails."""

    def send(self, *, sender: str, recipient: str, data: bytes) -> None:
        """Hand over `data`, lines ended by CRLF. Raises Outage, Refused or Ambiguous."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exc: object) -> None: ...


class SmtpTransport:
    """Carry mails to the server of the `MAILERS` setting over one connection, opened when first needed."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave politely where the server still listens."""
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            try:
                smtp.quit()
            except (smtplib.SMTPException, OSError):
                smtp.close()

    def send(self, *, sender: str, recipient: str, data: bytes) -> None:
        reused = self._smtp is not None
        try:
            self._start(sender, recipient)
        except Outage:
            if not reused:
                raise
            self._start(sender, recipient)  # the server had closed an idle connection
        self._hand_over(data)

    def _start(self, sender: str, recipient: str) -> None:
        """Speak up to the server's 354: until then, nothing can have been sent."""
        smtp = self._smtp or self._connect()
        try:
            for code, reply in (step() for step in self._steps(smtp, sender, recipient)):
                if code == 421:
                    raise smtplib.SMTPServerDisconnected(f"421 {reply.decode(errors='replace')}")
                if code not in (250, 251, 354):
                    smtp.rset()
                    raise Refused(code, reply)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            raise Outage(str(error)) from error

    @staticmethod
    def _steps(smtp: smtplib.SMTP, sender: str, recipient: str):  # type: ignore[no-untyped-def]
        return (
            lambda: smtp.mail(sender),
            lambda: smtp.rcpt(recipient),
            lambda: smtp.docmd("DATA"),
        )

    def _hand_over(self, data: bytes) -> None:
        assert self._smtp is not None  # noqa: S101  # nosec: _start left it open
        stuffed = data.replace(b"\r\n.", b"\r\n..")
        try:
            self._smtp.send(stuffed + (b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"))
            code, reply = self._smtp.getreply()
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._drop()
            raise Ambiguous(str(error)) from error
        if code != 250:
            raise Refused(code, reply)

    def _connect(self) -> smtplib.SMTP:
        server: Any = settings.MAILERS["default"]["OPTIONS"]
        try:
            smtp = smtplib.SMTP(
                server["host"], server["port"], local_hostname=socket.gethostname(), timeout=server.get("timeout", 10)
            )
            smtp.ehlo()
            if server.get("use_tls"):
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if server.get("username"):
                smtp.login(server["username"], server.get("password", ""))
        except (smtplib.SMTPException, OSError) as error:
            raise Outage(str(error)) from error
        self._smtp = smtp
        return smtp

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


outbox: list[tuple[str, str, bytes]] = []  # what MemoryTransport carried: sender, recipient, data


class MemoryTransport:
    """Carry mails nowhere: tests read `outbox`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None

    def send(self, *, sender: str, recipient: str, data: bytes) -> None:
        outbox.append((sender, recipient, data))


def open_transport() -> Transport:
    """Return the transport of this installation: memory in tests (Django's locmem backend), SMTP elsewhere."""
    backend: Any = settings.MAILERS["default"]["BACKEND"]
    in_memory = backend.endswith(".locmem.EmailBackend")
    return MemoryTransport() if in_memory else SmtpTransport()
