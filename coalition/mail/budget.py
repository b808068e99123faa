"""How many mails a mailbox gets that its holder may not have asked for (decision 0023-limits-that-are-no-weapon).

Whoever types an address into a form makes us write to it. One budget holds for all forms together, so that nobody
can fill a stranger's mailbox through us. It is kept in silence: the page answers the same, and the log tells editors.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from .models import Message

HOURLY = 3  # in any hour, not in each
DAILY = 10  # in any 24 hours


def is_spent(mailbox_digest: str) -> bool:
    """Say whether the mailbox has had what it may get unasked. Ask in the transaction that inserts the mail.

    Whoever asks for the same mailbox waits for that transaction to end, so that two never count the same mails.
    """
    if not settings.RATE_LIMITS_ENABLED:
        return False
    with connection.cursor() as cursor:  # the lock first: the statement that counts sees what was committed meanwhile
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [mailbox_digest])
    now = timezone.now()
    hour = Q(created_at__gt=now - timedelta(hours=1))
    sent = Message.objects.filter(
        mailbox_digest=mailbox_digest, unasked=True, created_at__gt=now - timedelta(days=1)
    ).exclude(state=Message.State.OVER_BUDGET)
    counts = sent.aggregate(hour=Count("pk", filter=hour), day=Count("pk"))
    return counts["hour"] >= HOURLY or counts["day"] >= DAILY
