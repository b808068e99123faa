"""How many mails a mailbox gets that its holder may not have asked for (decision 0009-public-forms).

Whoever types an address into a form makes us write to it. One budget holds for all forms together, so that nobody
can fill a stranger's mailbox through us. It is kept in silence: the page answers the same, and the log tells editors.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from coalition.privacy.addresses import address_digest, mailbox_digest

from .models import Message

HOURLY = 3  # in any hour, not in each
DAILY = 10  # in any 24 hours
MOST = 30  # in any 24 hours, however often the address proved itself meanwhile
# An address that was written to because its holder asked has proven itself: it counts alone, without its neighbours of
# other dots and tags, and from then on. So nobody waits because of what they confirmed, nor because of a stranger.
COUNTS = """
WITH proof AS (SELECT max(created_at) AS at FROM mail_message WHERE to_digest = %(address)s AND NOT unasked),
unasked AS (
    SELECT created_at, template = %(template)s AND to_digest = %(address)s AS same,
           proof.at IS NULL OR (to_digest = %(address)s AND created_at > proof.at) AS counts
    FROM mail_message, proof
    WHERE mailbox_digest = %(mailbox)s AND unasked AND created_at > %(day)s AND state <> %(over)s
)
SELECT count(*) FILTER (WHERE counts AND created_at > %(hour)s), count(*) FILTER (WHERE counts), count(*),
       count(*) FILTER (WHERE same)
FROM unasked
"""


def budget_is_spent(address: str, *, template: str = "") -> bool:
    """Say whether the mailbox of `address` has had what it may get unasked.

    Ask in the transaction that inserts the mail. `template` is that of a mail that an address gets once in 24 hours.

    Whoever asks for the same mailbox waits for that transaction to end, so that two never count the same mails.
    """
    if not settings.RATE_LIMITS_ENABLED:
        return False
    now, mailbox = timezone.now(), mailbox_digest(address)
    asked: dict[str, Any] = {
        "address": address_digest(address), "mailbox": mailbox, "template": template, "day": now - timedelta(days=1),
        "hour": now - timedelta(hours=1), "over": str(Message.State.OVER_BUDGET),
    }  # fmt: skip
    with connection.cursor() as cursor:  # the lock first: the statement that counts sees what was committed meanwhile
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [mailbox])
        cursor.execute(COUNTS, asked)
        hourly, daily, in_all, same = cursor.fetchone()
    return bool(hourly >= HOURLY or daily >= DAILY or in_all >= MOST or same)
