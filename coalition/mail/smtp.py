"""The wire: one SMTP connection, kept open for a whole drain, that says exactly how far a mail got.

The one place that speaks SMTP
(decision 0006-one-door-for-mail). Source: RFC 5321; the reply codes are those of its section 4.2.

A text without its final dot is no mail: a server whose connection breaks must cancel the transaction (4.1.1.10).
After the dot the server answers for it (4.2.5), and a connection that breaks before that answer leaves nobody
knowing. So the dot is what decides, and `on_wire` is called just before it (decision 0005-sent-once).
"""

import smtplib
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from smtplib import quoteaddr
from typing import Any, Self

from django.conf import settings

from .transport import Ambiguous, HungUp, NoSmtpUtf8, Outage, Refused, Withheld

TEXT_TIMEOUT = 180  # seconds for the text (RFC 5321 4.5.3.2.5)
STAGES = {"mail": {250}, "rcpt": {250, 251}, "data": {354}}  # the answers by which each goes on


class SmtpTransport:
    """Carry mails to the server of the `SMTP_OPTIONS` setting over one connection, opened when first needed."""

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
            except OSError:
                smtp.close()

    def tls_version(self) -> str:
        """Return by which TLS the server is spoken to; empty where by none. Raises Outage, whose words say why."""
        sock = (self._smtp or self._connect()).sock
        return sock.version() or "" if isinstance(sock, ssl.SSLSocket) else ""

    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        try:
            self._start(sender, recipient)
            self._say(data)
            ours = on_wire()
        except Refused:
            raise
        except BaseException:
            self._drop()  # wherever the dialogue stopped, the next mail begins one of its own
            raise
        if not ours:
            self._drop()
            raise Withheld
        self._end()

    def _start(self, sender: str, recipient: str) -> None:
        """Speak up to the server's 354, at once where the server takes that (RFC 2920), else in turn.

        Where the connection breaks it is tried once more, since the server may have closed an idle one; and after all
        was said at once, in turn: so it shows at what the server leaves.
        """
        reused = self._smtp is not None
        smtp = self._smtp or self._connect()
        options = []
        if not recipient.isascii():
            if not smtp.has_extn("smtputf8"):
                raise NoSmtpUtf8
            options = ["SMTPUTF8"]
        if smtp.has_extn("pipelining"):
            try:
                self._ask_at_once(sender, recipient, options)
            except OSError:
                self._drop()
                self._ask_in_turn(sender, recipient, options)
            return
        try:
            self._ask_in_turn(sender, recipient, options)
        except (Outage, HungUp):
            if not reused:
                raise
            self._ask_in_turn(sender, recipient, options)

    def _ask_at_once(self, sender: str, recipient: str, options: Sequence[str]) -> None:
        """Say sender, recipient and DATA in one breath, and read the three answers. Raises OSError where one lacks."""
        smtp = self._open
        lines = (" ".join([f"MAIL FROM:{quoteaddr(sender)}", *options]), f"RCPT TO:{quoteaddr(recipient)}", "DATA")
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("A command is one line.")
        said = "".join(f"{line}\r\n" for line in lines)
        smtp.send(said.encode("utf-8" if options else "ascii"))
        answers = [_said(*smtp.getreply()) for _line in lines]
        for (code, reply), (stage, wanted) in zip(answers, STAGES.items(), strict=True):
            if code not in wanted:
                if answers[-1][0] in STAGES["data"]:
                    self._drop()  # it waits for a text all the same: without its end there is no mail
                else:
                    self._reset()
                raise Refused(code, reply, stage)

    def _ask_in_turn(self, sender: str, recipient: str, options: Sequence[str]) -> None:
        """Say them one by one. A server that leaves once it heard the recipient may leave for this mail's sake: that is
        this mail's failure, and only a server that takes no further connection is an outage."""
        smtp = self._smtp or self._connect()
        steps: tuple[Callable[[], tuple[int, bytes]], ...] = (
            lambda: smtp.mail(sender, options),
            lambda: smtp.rcpt(recipient),
            lambda: smtp.docmd("DATA"),
        )
        for place, (step, (stage, wanted)) in enumerate(zip(steps, STAGES.items(), strict=True)):
            try:
                code, reply = _said(*step())
            except OSError as error:  # smtplib's own exceptions are OSErrors
                self._drop()
                if not place:
                    raise Outage(str(error)) from error
                self._connect()  # or raise Outage: then it leaves everybody
                raise HungUp(error) from error
            if code not in wanted:
                self._reset()
                raise Refused(code, reply, stage)

    def _say(self, data: bytes) -> None:
        """Send the text without its end. A break counts as a 451 (RFC 5321 3.8): perhaps the mail is to blame."""
        smtp, text = self._open, data.replace(b"\r\n.", b"\r\n..")
        try:
            self._wait_up_to(TEXT_TIMEOUT)
            smtp.send(text if text.endswith(b"\r\n") else text + b"\r\n")
        except OSError as error:
            self._drop()
            raise Refused(451, f"broken off within the text: {error}".encode()) from error

    def _end(self) -> None:
        """Send the dot and wait for the answer: long, since some servers look at a mail before they answer
        (RFC 5321 4.5.3.2.6)."""
        smtp = self._open
        try:
            self._wait_up_to(settings.MAIL_REPLY_TIMEOUT)
            smtp.send(b".\r\n")
            code, reply = smtp.getreply()
            self._wait_up_to(_timeout())
        except Exception as error:  # whatever it is: the dot is out, or half of it
            self._drop()
            raise Ambiguous(str(error)) from error
        if 200 <= code < 300:
            return
        if not 400 <= code < 600:
            self._drop()
            raise Ambiguous(f"no answer that can be read: {code} {reply.decode(errors='replace')}")
        raise Refused(code, reply, "end")

    @property
    def _open(self) -> smtplib.SMTP:
        assert self._smtp is not None  # noqa: S101  # nosec: _start left it open
        return self._smtp

    def _wait_up_to(self, seconds: float) -> None:
        if self._open.sock is not None:
            self._open.sock.settimeout(seconds)

    def _connect(self) -> smtplib.SMTP:
        server: Any = settings.SMTP_OPTIONS
        try:
            smtp = _reach(server)
            assert smtp.sock is not None  # noqa: S101  # nosec: it is connected
            smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # the dot must not wait for the text's ACK
            smtp.ehlo_or_helo_if_needed()
            if server.get("use_tls"):
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if server.get("username"):
                smtp.login(server["username"], server.get("password", ""))
        except OSError as error:
            raise Outage(str(error)) from error
        self._smtp = smtp
        return smtp

    def _reset(self) -> None:
        """Leave the refused mail; a server that hangs up instead has still refused it."""
        try:
            self._open.rset()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None


def _said(code: int, reply: bytes) -> tuple[int, bytes]:
    """Return the answer. Raises SMTPServerDisconnected where it says that the server leaves."""
    if code == 421:
        raise smtplib.SMTPServerDisconnected(f"421 {reply.decode(errors='replace')}")
    return code, reply


def _reach(server: Mapping[str, Any]) -> smtplib.SMTP:
    """Return a connection to `server`, within TLS from the first byte on where it says so."""
    name, context = server.get("ehlo") or socket.gethostname(), ssl.create_default_context()
    if server.get("use_ssl"):
        return smtplib.SMTP_SSL(server["host"], server["port"], name, timeout=_timeout(), context=context)
    return smtplib.SMTP(server["host"], server["port"], name, timeout=_timeout())


def _timeout() -> float:
    options: Any = settings.SMTP_OPTIONS
    return float(options.get("timeout", 30))
