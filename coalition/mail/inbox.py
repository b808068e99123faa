"""Mail that comes in: a mailbox of our own, read each minute by IMAP over TLS (RFC 3501, RFC 8314 section 3.3).

Decision 0006-one-door-for-mail. Each mail is read once: what it changed is committed before it is deleted, and one
that comes again is known by its digest. What nobody here reads, and what our own code stumbled over, is flagged and
left for a person.
"""

import hashlib
import imaplib
import logging
import re
import ssl
from collections import Counter
from email import message_from_bytes, policy
from email.message import Message
from email.utils import getaddresses
from enum import StrEnum

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction

from .areas import ForAPerson, Mail, Reader, Unreadable, registered
from .models import Received

logger = logging.getLogger(__name__)

# What servers write down of whom a mail was for, then what its writer did.
NAMED_IN = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To", "Cc")
MOST_ADDRESSES = 50  # of one mail that are looked at
LARGEST = 1024 * 1024  # bytes
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
BATCH = 200  # mails of one run; the next one goes on
TIMEOUT = 30  # seconds, for each command


class Outcome(StrEnum):
    READ = "read"
    IGNORED = "ignored"  # it came before, cannot be read, or changes nothing
    LEFT = "left for a person"


class Refused(Exception):
    """The server did not do what it was asked."""


def poll() -> Counter[Outcome]:
    """Read what waits in the mailbox, and say how many mails had which outcome. Call it outside any transaction.

    Raises OSError, imaplib's errors or Refused when the server cannot be worked with, and the database's when that
    is away: whatever was not deleted is read by the next run.
    """
    counted: Counter[Outcome] = Counter()
    if not settings.MAIL_IMAP:
        return counted
    own, context = settings.MAIL_IMAP, ssl.create_default_context()  # SSL_CERT_FILE may name other authorities
    with imaplib.IMAP4_SSL(own["host"], own["port"], ssl_context=context, timeout=TIMEOUT) as box:
        box.login(own["user"], own["password"])
        _done(box.select(f'"{own["folder"]}"'))
        [found] = _done(box.uid("SEARCH", "UNDELETED", "UNFLAGGED"))
        for uid in (found or b"").decode().split()[:BATCH]:
            outcome = _take(_fetch(box, uid))
            flag = r"(\Flagged)" if outcome is Outcome.LEFT else r"(\Deleted)"
            _done(box.uid("STORE", uid, "+FLAGS.SILENT", flag))
            counted[outcome] += 1
        if counted:
            _done(box.expunge())
    if counted:
        logger.info("mail came in: %s", ", ".join(f"{count} {outcome}" for outcome, count in sorted(counted.items())))
    return counted


def _take(data: bytes) -> Outcome:
    try:
        return take(data)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # our own fault must not keep the other mails from being read
        logger.error("a received mail was left in the mailbox: %s", type(error).__name__)
        return Outcome.LEFT


def _fetch(box: imaplib.IMAP4, uid: str) -> bytes:
    answer = _done(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{LARGEST + 1}>)"))
    parts = [part[1] for part in answer if isinstance(part, tuple)]
    if not parts:
        raise Refused("FETCH")
    return parts[0]


def _done(answer: tuple[str, list]) -> list:
    status, data = answer
    if status != "OK":
        raise Refused(status)
    return data


def take(data: bytes) -> Outcome:
    """Read one mail, once.

    Raises what a reader's own fault or an absent database raises: nothing is noted then, and it is to come again.
    """
    if len(data) > LARGEST:
        return Outcome.LEFT
    try:
        # The policy without opinions: headers stay as they are, since the newer ones raise on what others forge.
        message = message_from_bytes(data, policy=policy.compat32)
        found = find(message)
    except (ValueError, LookupError, RecursionError, TypeError, AttributeError):
        return Outcome.IGNORED
    if found is None:
        return Outcome.LEFT
    try:
        return _read(*found, digest(data, message, found[1].recipient))
    except Unreadable:
        return Outcome.IGNORED
    except ForAPerson:
        return Outcome.LEFT


def find(message: Message) -> tuple[Reader, Mail] | None:
    headers = (str(value) for name in NAMED_IN for value in message.get_all(name, []))
    for _name, address in getaddresses([header[:5_000] for header in headers], strict=False)[:MOST_ADDRESSES]:
        for reader in (reader for area in registered() for reader in area.incoming):
            detail = reader.detail(address)
            if detail is not None:
                return reader, Mail(address.lower(), detail, message)
    return None


@transaction.atomic
def _read(reader: Reader, mail: Mail, digest: str) -> Outcome:
    # A second one of the same digest waits here for the first to end.
    if not Received.objects.get_or_create(digest=digest)[1]:
        return Outcome.IGNORED
    return Outcome.READ if reader.read(mail) else Outcome.IGNORED


def digest(data: bytes, message: Message, recipient: str) -> str:
    """Return what stands for this mail, however often it comes, and whatever servers on its way put above it."""
    identifier = str(message.get("Message-ID", "")).strip()
    end = END_OF_HEAD.search(data)
    kept = data[end.end() :] if identifier and end else data
    parts = [recipient.encode(errors="replace"), identifier.encode(errors="replace"), kept]
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
