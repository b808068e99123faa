"""Trusted time for the ledger's entries, fetched after the fact: no transaction waits for the network.

An entry without a token has no trusted time, and says so. A token that comes late is honest too: it says that the
entry existed by then, and, by the chain, every entry before it.
"""

from datetime import timedelta

from django.utils import timezone

from charter import timestamps
from charter.models import LedgerEntry, TrustedTime

TRIED_FOR = timedelta(days=2)  # an authority that was away longer leaves its gap in plain sight
AT_ONCE = 50


def stamp_due(*, limit: int = AT_ONCE) -> int:
    """Ask the configured authority for a token for each entry that lacks one, oldest first; return how many came.

    It ends at the first refusal: the entries wait, and the next run asks again.
    """
    if not timestamps.is_configured():
        return 0
    lacking = LedgerEntry.objects.filter(trusted_time=None, at__gt=timezone.now() - TRIED_FOR)
    stamped = 0
    for entry in lacking.order_by("sequence")[:limit]:
        token = timestamps.timestamp(bytes.fromhex(entry.hash))
        if token is None:
            break
        at = timestamps.check(token, bytes.fromhex(entry.hash))
        TrustedTime.objects.bulk_create([TrustedTime(entry=entry, token=token, at=at)], ignore_conflicts=True)
        stamped += 1
    return stamped
