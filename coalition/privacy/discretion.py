"""Discreet mails: who asked for them, and whether this installation can send any (decision 0007-discreet-and-alike).

*Discreet* sticks to the mailbox. Whoever asked for it in one place is written to discreetly everywhere, also where
someone else types the address, with whatever tag, and with whatever dots where the provider folds them. Only the
worker looks it up, when a mail is made: no request takes longer for it.
"""

from collections.abc import Iterable

from django.conf import settings

from .email_addresses import holder_digest
from .models import DiscreetAddress


def is_offered() -> bool:
    """Say whether discreet mails have a sender of their own here; without one no form offers them."""
    return bool(settings.MAIL_DISCREET_NAME and settings.MAIL_DISCREET_ADDRESS)


def choose(*, address: str, source: str, discreet: bool) -> None:
    """Record what the holder of `address` chose in `source`. Call it once they proved that the mailbox is theirs.

    `source` names one choice that can be taken back, such as "newsletter" or "registration:7". An address stays
    discreet until every source that asked for it says otherwise, or is forgotten.
    """
    if discreet:
        DiscreetAddress.objects.get_or_create(mailbox_digest=holder_digest(address), source=source)
    else:
        DiscreetAddress.objects.filter(mailbox_digest=holder_digest(address), source=source).delete()


def forget(*, sources: Iterable[str]) -> int:
    """Forget the choices made in `sources`, whose rows are deleted or emptied; return how many there were."""
    return DiscreetAddress.objects.filter(source__in=list(sources)).delete()[0]


def discreet_among(addresses: Iterable[str]) -> set[str]:
    """Return those of `addresses` that are written to discreetly only. One query."""
    digests = {address: holder_digest(address) for address in addresses}
    rows = DiscreetAddress.objects.filter(mailbox_digest__in=set(digests.values()))
    found = set(rows.values_list("mailbox_digest", flat=True))
    return {address for address, digest in digests.items() if digest in found}


def has_asked(address: str) -> bool:
    """Say whether `address` is written to discreetly only. For the worker and the back office, never for a visitor."""
    return bool(discreet_among([address]))
