"""From a finished mail to what a provider is given: the mail, and the code of the copy. Nothing else."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from coalition.mail.transport import Refused

# The provider writes these itself, or is told in a field of their own.
ITS_OWN = {
    "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding",
    "reply-to", "dkim-signature",
}  # fmt: skip
KEEPS_NUMBER: dict[str, dict[str, str]] = {"mailgun": {}, "postmark": {"X-PM-KeepID": "true"}}  # of the Message-ID
COPY = "copy"  # what the code is called among a mail's metadata


def read(data: bytes, *, recipient: str, code: str, provider: str, switches: dict[str, bool]) -> Any:
    """Return the mail `data` to `recipient` as anymail takes it, with the `code` that names the copy.

    `switches` turn the counting of openings and clicks off.
    """
    from anymail.message import AnymailMessage

    mail: EmailMessage = message_from_bytes(data, policy=policy.default)
    headers = {name: str(value) for name, value in mail.items() if name.lower() not in ITS_OWN}
    if (kept := KEEPS_NUMBER.get(provider)) is not None:
        headers |= {"Message-ID": str(mail["Message-ID"]), **kept}
    text, html, files = _parts(mail)
    message = AnymailMessage(
        subject=str(mail["Subject"]),
        body=text,
        from_email=str(mail["From"].addresses[0]),
        to=[recipient],
        reply_to=[str(one) for one in mail["Reply-To"].addresses] if mail["Reply-To"] else None,
        headers=headers,
        **switches,
    )
    if html:
        message.attach_alternative(html, "text/html")
    for file in files:
        message.attach(file)
    if code:
        message.metadata = {COPY: code}
    return message


def instead_of_metadata(message: Any) -> None:
    """Let the code be a tag, for a provider that knows no metadata."""
    from anymail.utils import UNSET

    if message.metadata is UNSET:
        raise Refused(554, b"the provider takes no such mail")
    message.tags, message.metadata = [message.metadata[COPY]], UNSET


def _parts(mail: EmailMessage) -> tuple[str, str, list[EmailMessage]]:
    """Return text, HTML and files. An invitation is a file: no provider takes it as an alternative too."""
    text, html, files = "", "", list[EmailMessage]()
    for part in mail.walk():
        if part.is_multipart():
            continue
        if part.get_filename():
            files.append(part)
        elif part.get_content_type() == "text/plain":
            text = part.get_content().replace("\r\n", "\n")
        elif part.get_content_type() == "text/html":
            html = part.get_content().replace("\r\n", "\n")
    return text, html, files
