"""What carries a mail, and how far it got: SMTP, or a provider (`provider`).

The one place that speaks SMTP (decision 0006-one-door-for-mail). A text without its final dot is no mail (RFC 5321
4.1.1.10): up to the server's 354 a mail was certainly not sent. Then `on_wire` marks it, and from there on only the
server's answer tells (decision 0005-sent-once).
"""

import smtplib
import socket
import ssl
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from smtplib import quoteaddr
from typing import Any, Self

from django.conf import settings

MARGIN = timedelta(minutes=1)
STAGES = {"mail": {250}, "rcpt": {250, 251}, "data": {354}}  # the answers by which each goes on


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


class Withheld(Exception):
    """`on_wire` said no: the mail was not sent."""


class Ambiguous(Exception):
    """The connection broke after the mark: nobody here knows whether the mail was taken."""


class Transport:
    """One way for mails to leave, over one connection: opened when it is entered or needed, and closed at the end."""

    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        """Hand over `data`, lines ended by CRLF.

        `on_wire` is called before the server may have the whole mail; it commits a mark and says whether to go on.
        Raises Outage, Refused or Withheld when the mail was certainly not sent, Ambiguous when nobody knows. Any
        other exception before the mark says that this mail was not sent; the next one can be.
        """
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        return None


def longest_hand_over() -> timedelta:
    """Return the time after `on_wire` in which a living worker has recorded the server's answer."""
    return timedelta(seconds=settings.MAIL_REPLY_TIMEOUT) + MARGIN


class SmtpTransport(Transport):
    """Carry mails to the server of the `SMTP_OPTIONS` setting over one connection, opened when first needed."""

    def __init__(self) -> None:
        self._smtp: smtplib.SMTP | None = None

    def __exit__(self, *exc: object) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except OSError:
                self._drop()

    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        with self._dropped_unless_refused():
            smtp = self._begin(sender, recipient)
            if not on_wire():
                raise Withheld
            try:
                self._wait_up_to(settings.MAIL_REPLY_TIMEOUT)
                smtp.send(data.replace(b"\r\n.", b"\r\n..").removesuffix(b"\r\n") + b"\r\n.\r\n")
                code, reply = smtp.getreply()
                self._wait_up_to(_timeout())
            except Exception as error:  # whatever it is: the text is out, or a part of it
                raise Ambiguous(str(error)) from error
            if not 200 <= code < 600 or 300 <= code < 400:
                raise Ambiguous(f"no answer that can be read: {code} {reply.decode(errors='replace')}")
            if code >= 400:
                raise Refused(code, reply, "end")

    def _begin(self, sender: str, recipient: str) -> smtplib.SMTP:
        """Speak up to the server's 354. Where a kept connection is found closed, a new one is tried once."""
        if self._smtp is not None:
            try:
                return self._ask(self._smtp, sender, recipient)
            except Outage:
                pass
        return self._ask(self._connect(), sender, recipient)

    def _ask(self, smtp: smtplib.SMTP, sender: str, recipient: str) -> smtplib.SMTP:
        """Say sender, recipient and DATA. A server that leaves once it heard the recipient may leave for this mail's
        sake: that is this mail's failure, and only one that leaves before is an outage."""
        options = []
        if not recipient.isascii():
            if not smtp.has_extn("smtputf8"):
                raise Refused(553, b"the server does not offer SMTPUTF8, which the part before the @ needs (RFC 6531)")
            options = ["SMTPUTF8"]
        for stage, said in (
            ("mail", " ".join([f"MAIL FROM:{quoteaddr(sender)}", *options])),
            ("rcpt", f"RCPT TO:{quoteaddr(recipient)}"),
            ("data", "DATA"),
        ):
            try:
                smtp.command_encoding = "utf-8" if options else "ascii"
                code, reply = smtp.docmd(said)
                if code == 421:
                    raise smtplib.SMTPServerDisconnected(f"421 {reply.decode(errors='replace')}")
            except OSError as error:  # smtplib's own exceptions are OSErrors
                self._drop()
                if stage == "mail":
                    raise Outage(str(error)) from error
                self._connect()  # or raise Outage: then it leaves everybody
                raise Refused(451, f"the server left: {error}".encode()) from error
            if code not in STAGES[stage]:
                raise Refused(code, reply, stage)
        return smtp

    @contextmanager
    def _dropped_unless_refused(self) -> Iterator[None]:
        """Let the next mail begin a connection of its own, wherever the dialogue stopped but for a plain refusal."""
        try:
            yield
        except Refused:
            try:
                if self._smtp is not None:
                    self._smtp.rset()
            except OSError:
                self._drop()
            raise
        except BaseException:
            self._drop()
            raise

    def _connect(self) -> smtplib.SMTP:
        """Return a new connection, within TLS where the settings say so. Raises Outage."""
        server: Any = settings.SMTP_OPTIONS
        name, context = server.get("ehlo") or socket.gethostname(), ssl.create_default_context()
        try:
            if server.get("use_ssl"):
                smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                    server["host"], server["port"], name, timeout=_timeout(), context=context
                )
            else:
                smtp = smtplib.SMTP(server["host"], server["port"], name, timeout=_timeout())
            self._smtp = smtp
            smtp.ehlo_or_helo_if_needed()
            if server.get("use_tls"):
                smtp.starttls(context=context)
                smtp.ehlo()
            if server.get("username"):
                smtp.login(server["username"], server.get("password", ""))
        except UnicodeError:
            raise Outage("the login takes user and password in ASCII alone") from None
        except OSError as error:
            said, user, password = str(error), server.get("username"), server.get("password", "")
            for typed in filter(None, (password, f"\0{user}\0{password}")):  # some servers repeat it, as it was sent
                said = said.replace(b64encode(typed.encode()).decode(), "…")
            raise Outage(said) from error
        return smtp

    def _wait_up_to(self, seconds: float) -> None:
        if self._smtp is not None and self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def greet() -> None:
    """Connect and log in as for a mail, send none, and leave. Raises Outage."""
    with SmtpTransport() as transport:
        transport._connect()


def _timeout() -> float:
    options: Any = settings.SMTP_OPTIONS
    return float(options.get("timeout", 30))
