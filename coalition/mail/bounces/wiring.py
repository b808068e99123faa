"""What this package gives to the app's `ready()`."""

from django.db.models import Q
from django.utils import timezone

from coalition.mail.incoming import readers
from coalition.mail.models import Message

from . import ledgers, reading


def address_of(row: int) -> str:
    """Return the digest of the address that a single mail went to lately."""
    lately = Q(sent_at__isnull=True) | Q(sent_at__gt=timezone.now() - ledgers.ANSWERED_WITHIN)
    return Message.objects.filter(lately, pk=row).values_list("to_digest", flat=True).first() or ""


def connect() -> None:
    """Read what comes back, and know the ledger of single mails."""
    ledgers.register(ledgers.Ledger("m", address_of))
    readers.register(reading.BOUNCES)
    readers.register(reading.DISCREET_BOUNCES)
