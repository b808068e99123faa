"""A provider of mail instead of an SMTP server: it carries mail by anymail's backend and tells what came back.

Decision 0006-one-door-for-mail. `MAIL_PROVIDER` is its name in anymail, `ANYMAIL` what anymail wants to know.
"""

from collections.abc import Callable
from email import message_from_bytes, policy
from importlib import import_module
from typing import Any, Self

import requests
from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from anymail.message import AnymailMessage
from anymail.signals import EventType, RejectReason
from django.conf import settings
from django.urls import URLPattern
from urllib3.exceptions import NewConnectionError

from . import bounces
from .bounces import Verdict, of_refusal, status_in
from .models import BounceReport
from .transport import Ambiguous, Outage, Refused, Transport, Withheld

COPY = "copy"  # what the code is called among a mail's metadata
WITHOUT_METADATA = {"mailersend"}  # it takes a tag instead
# Written by the provider itself, or given in a field of its own.
ITS_OWN = {
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding",
    "reply-to", "dkim-signature",
}  # fmt: skip
NO_MAIL_TO_BLAME = {401, 402, 403, 404, 408, 429, 503}  # said of our account, its key or its pace
REPORTED = (EventType.BOUNCED, EventType.REJECTED, EventType.FAILED)
TAKEN = {"queued", "sent", "unknown"}  # what anymail says of a mail that left


class ProviderTransport(Transport):
    """Carry mails to the provider of the settings."""

    def __enter__(self) -> Self:
        backend = import_module(f"anymail.backends.{settings.MAIL_PROVIDER}").EmailBackend
        self._backend: Any = backend(alias=settings.MAIL_PROVIDER)
        return self

    def __exit__(self, *exc: object) -> None:
        self._backend.close()

    def send(self, *, sender: str, recipient: str, data: bytes, on_wire: Callable[[], bool]) -> None:
        """Hand over `data`. The envelope is the provider's own: of `sender` only the code of the copy goes with it."""
        code = sender.rpartition("@")[0].partition("+")[2] if bounces.read_address(sender) else ""
        message = to_anymail(data, recipient=recipient, code=code)
        if not on_wire():
            raise Withheld
        try:
            self._backend.send_messages([message])
        except AnymailRecipientsRefused as error:
            raise Refused(550, b"5.7.1 the provider refuses this recipient", "rcpt") from error
        except (AnymailError, requests.RequestException) as error:
            raise _of_error(error) from error
        if not (message.anymail_status.status or set()) & TAKEN:
            raise Refused(451, b"4.3.0 the provider did not take it")


def to_anymail(data: bytes, *, recipient: str, code: str) -> AnymailMessage:
    """Return the mail `data` as anymail takes it, with the `code` that names the copy; nothing counts its readers."""
    mail: Any = message_from_bytes(data, policy=policy.default)
    message = AnymailMessage(
        subject=str(mail["Subject"]),
        from_email=str(mail["From"].addresses[0]),
        to=[recipient],
        reply_to=[str(one) for one in mail["Reply-To"].addresses] if mail["Reply-To"] else None,
        headers={name: str(value) for name, value in mail.items() if name.lower() not in ITS_OWN},
        track_opens=False,
        track_clicks=False,
    )
    if code and settings.MAIL_PROVIDER in WITHOUT_METADATA:
        message.tags = [code]
    elif code:
        message.metadata = {COPY: code}
    for part in mail.walk():
        if part.get_filename():  # an invitation is a file: no provider takes it as an alternative too
            message.attach(part)
        elif part.get_content_type() == "text/plain":
            message.body = part.get_content().replace("\r\n", "\n")
        elif part.get_content_type() == "text/html":
            message.attach_alternative(part.get_content().replace("\r\n", "\n"), "text/html")
    return message


def _of_error(error: Exception) -> Exception:
    """Return what `error` says in the engine's words."""
    status = getattr(error, "status_code", None)
    response = getattr(error, "response", None)
    words = " ".join(str(getattr(response, "text", "")).split())[:200]
    if status is None and isinstance(error, AnymailAPIError):
        cause: Any = error.__cause__
        reason = getattr(cause.args[0], "reason", None) if cause is not None and cause.args else None
        nobody = isinstance(reason, NewConnectionError) or isinstance(cause, requests.ConnectTimeout)
        return Outage(str(cause)) if nobody else Ambiguous(type(error).__name__)
    if status is None:  # anymail cannot put it into the provider's words
        return Refused(554, f"5.6.0 {type(error).__name__}".encode())
    if status in NO_MAIL_TO_BLAME:
        return Outage(f"{status} {words}")
    if status >= 500 or status < 400:
        return Ambiguous(f"{status} {words}")
    return Refused(451, f"4.3.0 {status} {words}".encode())  # perhaps our own settings, which a person mends


def webhooks() -> list[URLPattern]:
    """Return anymail's door for what the provider tells; none where no provider or no password is set."""
    if not (settings.MAIL_PROVIDER and settings.ANYMAIL.get("WEBHOOK_SECRET")):
        return []
    from anymail import urls

    return [found for found in urls.urlpatterns if found.name == f"{settings.MAIL_PROVIDER}_tracking_webhook"]


def hear(*, event: Any, **_signal: Any) -> None:
    """Let what the provider tells of a copy of ours count as any other report (signal `anymail.signals.tracking`)."""
    said = [(event.metadata or {}).get(COPY), *(event.tags or [])]
    copy = next((found for one in said if isinstance(one, str) and (found := bounces.read_detail(one))), None)
    if copy is not None:
        verdict, status = verdict_of(event)
        bounces.report_copy(copy, verdict=verdict, status=status, source=BounceReport.Source.WEBHOOK)


def verdict_of(event: Any) -> tuple[Verdict, str]:
    """Return what `event` says of an address, and the enhanced code of RFC 3463 where it has one.

    The code and the words of the receiving server decide; what the provider did not even try says nothing.
    """
    kind, reason = event.event_type, event.reject_reason
    if kind == EventType.COMPLAINED:
        return Verdict.COMPLAINT, ""
    if kind == EventType.UNSUBSCRIBED:
        return Verdict.LEFT, ""
    if kind not in REPORTED:
        return Verdict.NOTHING, ""  # delivered, deferred; openings and clicks, of which we want to know nothing
    if reason == RejectReason.INVALID:
        return Verdict.HARD, "5.1.3"
    if kind == EventType.FAILED or reason in (RejectReason.BLOCKED, RejectReason.SPAM, RejectReason.UNSUBSCRIBED):
        return Verdict.POLICY, ""
    words = " ".join(str(one) for one in (event.mta_response, event.description) if one)
    return of_refusal(status_in(words), words), status_in(words)
