"""The one way in for mail, whoever brings it: a pipe (`manage.py receive_mail`) or IMAP (`imap.poll`).

Decision 0006-one-door-for-mail.

Who brings a mail lets go of it when `take` has returned: what it changed is committed by then. One that comes again,
since that was not heard, is known by its digest.
"""

import hashlib
import re
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import Message
from enum import Enum

from django.db import transaction

from . import readers
from .models import Received

LARGEST = 1024 * 1024  # bytes
KEPT = timedelta(days=90)
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class Outcome(Enum):
    """What became of a mail."""

    READ = "read"
    IGNORED = "ignored"  # read, and it changed nothing
    UNREADABLE = "unreadable"
    REPEATED = "repeated"
    NOBODY = "nobody"  # reads this address
    TOO_LARGE = "too large"


def take(data: bytes, *, recipient: str = "") -> Outcome:
    """Read one mail, once. `recipient` is whom the server took it for; without it the mail's headers tell.

    Raises what a reader's own fault or an absent database raises: nothing is noted then, and it is to come again.
    """
    if len(data) > LARGEST:
        return Outcome.TOO_LARGE
    try:
        # The policy without opinions: headers stay as they are, since the newer ones raise on what others forge.
        message = message_from_bytes(data, policy=policy.compat32)
        found = readers.find(message, recipient)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):
        return Outcome.UNREADABLE
    if found is None:
        return Outcome.NOBODY
    try:
        return _read(*found, digest(data, message, found[1].recipient))
    except readers.ForAPerson:
        return Outcome.NOBODY


@transaction.atomic
def _read(reader: readers.Reader, mail: readers.Mail, digest: str) -> Outcome:
    # A second one of the same digest waits here for the first to end.
    note, is_new = Received.objects.get_or_create(
        digest=digest, defaults={"reader": reader.name, "outcome": Received.Outcome.IGNORED}
    )
    if not is_new:
        return Outcome.REPEATED
    try:
        with transaction.atomic():
            outcome = Outcome.READ if reader.read(mail) else Outcome.IGNORED
    except readers.Unreadable:
        outcome = Outcome.UNREADABLE
    note.outcome = outcome.value
    note.save(update_fields=["outcome"])
    return outcome


def digest(data: bytes, message: Message, recipient: str) -> str:
    """Return what stands for this mail, however often it comes, and whatever servers on its way put above it."""
    identifier = str(message.get("Message-ID", "")).strip()
    end = END_OF_HEAD.search(data)
    kept = data[end.end() :] if identifier and end else data
    parts = [recipient.encode(errors="replace"), identifier.encode(errors="replace"), kept]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def forget(now: datetime) -> int:
    """Forget which mails came more than 90 days ago; return how many."""
    return Received.objects.filter(received_at__lt=now - KEPT).delete()[0]
