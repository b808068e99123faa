"""The head of each copy, read as a mailbox reads it (RFC 5322, RFC 8058)."""

from collections.abc import Iterator
from email import message_from_bytes, policy

from django.utils.translation import gettext as _

from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered

ONCE = ("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version")
LONGEST = 998  # octets of a line (RFC 5322 2.1.1)


def check_headers(edition: Rendered) -> Iterator[Finding]:
    """Find a head that mailboxes take for broken: a header that lacks or stands twice, no way to leave, a long line."""
    for look in edition.looks:
        mail = message_from_bytes(look.encoded, policy=policy.default)
        head = look.encoded.partition(b"\r\n\r\n")[0]
        wrong = [name for name in ONCE if len(mail.get_all(name, [])) != 1]
        if mail["List-Unsubscribe-Post"] != "List-Unsubscribe=One-Click":
            wrong.append("List-Unsubscribe-Post")
        if not head.isascii() or any(len(line) > LONGEST for line in look.encoded.split(b"\r\n")):
            wrong.append("MIME-Version")
        for name in dict.fromkeys(wrong):
            words = _("The header %(name)s is missing or broken. Tell whoever runs this site.")
            yield edition.finding("headers", words % {"name": name})
