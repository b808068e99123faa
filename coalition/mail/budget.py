"""How many mails a mailbox gets that its holder may not have asked for (decision 0023-limits-that-are-no-weapon).

Whoever types an address into a form makes us write to it. One budget holds for all forms together, so that nobody
can fill a stranger's mailbox through us. It is kept in silence: the page answers the same, and the log tells editors.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from .models import Message

HOURLY = 3  # in any hour, not in each
DAILY = 10  # in any 24 hours
COUNTS = (
    "SELECT count(*) FILTER (WHERE created_at > %s), count(*), "
    "count(*) FILTER (WHERE template = %s AND to_digest = %s) FROM mail_message "
    "WHERE mailbox_digest = %s AND unasked AND created_at > %s AND state <> %s"
)


def is_spent(mailbox_digest: str, *, template: str = "", to_digest: str = "") -> bool:
    """Say whether the mailbox has had what it may get unasked. Ask in the transaction that inserts the mail.

    `template` and `to_digest` are of a mail that this address gets once in any 24 hours.

    Whoever asks for the same mailbox waits for that transaction to end, so that two never count the same mails.
    """
    if not settings.RATE_LIMITS_ENABLED:
        return False
    now = timezone.now()
    with connection.cursor() as cursor:  # the lock first: the statement that counts sees what was committed meanwhile
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [mailbox_digest])
        hour, day = now - timedelta(hours=1), now - timedelta(days=1)
        cursor.execute(COUNTS, [hour, template, to_digest, mailbox_digest, day, str(Message.State.OVER_BUDGET)])
        hourly, daily, same = cursor.fetchone()
    return bool(hourly >= HOURLY or daily >= DAILY or same)
