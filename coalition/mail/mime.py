"""From a rendered mail to the bytes that go over the wire (RFC 5322, RFC 2045)."""

import hashlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Any

from django.conf import settings
from django.utils import timezone

from coalition.pages.identity.kept import site_names
from coalition.privacy import discretion

# Seven bits only: every server takes it, and a signature on the way survives.
POLICY = SMTP.clone(cte_type="7bit")


def message_id(key: str, *, discreet: bool = False) -> str:
    """Return the Message-ID of the mail owed under `key`: the same however often it is sent, so a mailbox
    that gets it twice can know (RFC 5322 3.6.4). It tells nothing about `key`; its domain is the sender's."""
    name = hashlib.sha256(f"{settings.SECRET_KEY}:{key}".encode()).hexdigest()[:32]
    return f"<{name}@{sender_domain(discreet)}>"


def sender(discreet: bool, language: str = "") -> tuple[str, str]:
    """Return the name, in `language`, and address that mails come from; neutral ones when `discreet`.

    Where no neutral sender is set, a first mail to an address still has none of the name.
    """
    if not discreet:
        return site_names(language).sender, sender_address(discreet)
    return site_names(language).discreet_sender if discretion.is_offered() else "", sender_address(discreet)


def sender_address(discreet: bool) -> str:
    """Return the address that mails come from: of discreet ones a neutral one, where one is set."""
    own = discreet and discretion.is_offered()
    found: str = settings.MAIL_DISCREET_ADDRESS if own else settings.MAIL_FROM_ADDRESS
    return found


def reply_to(template: str) -> str:
    """Return the address that answers to a mail of `template` go to, by its own name or else by its app; perhaps none.

    A discreet mail has none (`head`).
    """
    given = settings.MAIL_REPLY_TO
    return given.get(template) or given.get(template.partition("/")[0], "")


def sender_domain(discreet: bool) -> str:
    return sender_address(discreet).rpartition("@")[2]


def message_head(
    *,
    subject: str,
    recipient: str,
    discreet: bool,
    key: str,
    language: str,
    reply_to: str,
    list_headers: Mapping[str, str] | None = None,
) -> EmailMessage:
    """Return a mail with its headers and no body.

    A discreet mail gets no address to `reply_to`, which would tell. `list_headers` are those of a letter to many, in
    place of what says that a machine writes. Raises ValueError on a line break.
    """
    mail = EmailMessage(policy=POLICY if recipient.isascii() else POLICY.clone(utf8=True))  # RFC 6532
    mail["From"] = formataddr(sender(discreet, language))
    mail["To"] = recipient
    mail["Subject"] = subject
    mail["Date"] = format_datetime(timezone.now())
    mail["Message-ID"] = message_id(key, discreet=discreet)
    mail["Content-Language"] = language
    if reply_to and not discreet:
        mail["Reply-To"] = reply_to
    for name, value in ({"Auto-Submitted": "auto-generated"} if list_headers is None else list_headers).items():
        mail[name] = value
    return mail


def add_body(mail: EmailMessage, *, text: str, html: str, attachments: Sequence[Mapping[str, Any]]) -> None:
    """Fill `mail`: text and HTML as alternatives, then the attachments.

    An attachment of type text/calendar with a `method` is also the third alternative, which is where
    calendars look for an invitation (RFC 6047 2.4).
    """
    language = mail["Content-Language"]
    del mail["Content-Language"]  # it is said of the whole mail: email.message would take it into the first part
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    for attachment in attachments:
        if "method=" in attachment["type"].lower():
            _add_part(mail.add_alternative, attachment)
    for attachment in attachments:
        _add_part(mail.add_attachment, attachment, filename=attachment["name"])
    mail["Content-Language"] = language


def _add_part(add: Any, attachment: Mapping[str, Any], **options: str) -> None:
    main, _slash, rest = attachment["type"].partition("/")
    subtype, *parameters = [part.strip() for part in rest.split(";")]
    given = dict(parameter.split("=", 1) for parameter in parameters if "=" in parameter)
    given.pop("charset", None)
    parameters_of_type = {name: value.strip('"') for name, value in given.items()}
    if main == "text":
        add(attachment["content"], subtype=subtype, params=parameters_of_type, **options)
    else:
        add(attachment["content"].encode(), maintype=main, subtype=subtype, params=parameters_of_type, **options)
