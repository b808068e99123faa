"""Read a mailbox by IMAP over TLS, where no mail server of ours can run a command (RFC 3501, RFC 8314 section 3.3).

The one place that speaks IMAP. What was read is deleted after the commit; what nobody here reads, and what our own
code stumbled over, is flagged and left for a person.
"""

import imaplib
import logging
import ssl
from collections import Counter

from django.conf import settings
from django.db import InterfaceError, OperationalError

from .pipeline import LARGEST, Outcome, take

logger = logging.getLogger(__name__)

BATCH = 200  # mails of one run; the next one goes on
TIMEOUT = 30  # seconds, for each command
DONE, LEFT = r"(\Deleted)", r"(\Flagged)"
LEFT_FOR_A_PERSON = {Outcome.NOBODY, Outcome.TOO_LARGE}


class Refused(Exception):
    """The server did not do what it was asked."""


def poll() -> Counter[str]:
    """Read what waits in the mailbox, and say how many mails had which outcome. Call it outside any transaction.

    Raises OSError, imaplib's errors or Refused when the server cannot be worked with, and the database's when that
    is away: whatever was not deleted is read by the next run.
    """
    counted: Counter[str] = Counter()
    if not settings.MAIL_IMAP_HOST:
        return counted
    context = ssl.create_default_context(cafile=settings.MAIL_IMAP_CA or None)
    host, port = settings.MAIL_IMAP_HOST, settings.MAIL_IMAP_PORT
    with imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=TIMEOUT) as box:
        box.login(settings.MAIL_IMAP_USER, settings.MAIL_IMAP_PASSWORD)
        _done(box.select(f'"{settings.MAIL_IMAP_FOLDER}"'))
        [found] = _done(box.uid("SEARCH", "UNDELETED", "UNFLAGGED"))
        for uid in (found or b"").decode().split()[:BATCH]:
            outcome, flag = _take(box, uid)
            _done(box.uid("STORE", uid, "+FLAGS.SILENT", flag))
            counted[outcome] += 1
        if counted:
            _done(box.expunge())
    if counted:
        logger.info("mail came in: %s", ", ".join(f"{count} {outcome}" for outcome, count in sorted(counted.items())))
    return counted


def _take(box: imaplib.IMAP4, uid: str) -> tuple[str, str]:
    """Read one mail; return what became of it, and the flag that says so."""
    data = _fetch(box, uid)
    try:
        outcome = take(data)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # our own fault must not keep the other mails from being read
        logger.error("a received mail was left in the mailbox: %s", type(error).__name__)
        return "failed", LEFT
    return outcome.value, LEFT if outcome in LEFT_FOR_A_PERSON else DONE


def _fetch(box: imaplib.IMAP4, uid: str) -> bytes:
    """Return the mail's bytes, one more than `LARGEST` at most, without marking it as seen."""
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
