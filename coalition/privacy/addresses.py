"""E-mail addresses as keys: normalised, and digested so that a copy of the table reveals none."""

import hashlib
import hmac

from django.conf import settings

SAME_DOMAINS = {"googlemail.com": "gmail.com"}


def normalise(address: str) -> str:
    """Return `address` trimmed, with domain and local part lower-cased (one mailbox, one key)."""
    return address.strip().lower()


def keyed_digest(purpose: str, value: str) -> str:
    """Return the hexadecimal HMAC-SHA-256 of `value` for `purpose`, keyed by the installation's secret."""
    key = f"{purpose}:{settings.SECRET_KEY}".encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def address_digest(address: str) -> str:
    """Return the digest under which `address` is looked up; 64 hexadecimal digits."""
    return keyed_digest("address", normalise(address))


def mailbox_digest(address: str) -> str:
    """Return the digest of the mailbox that `address` ends in, whatever tag and dots it is written with.

    `Jo.Smith+news@gmail.com` and `josmith@googlemail.com` are one mailbox. Limits and discretion use it: where a
    provider does tell dots apart, two neighbours share one budget, which costs less than a mailbox that can be flooded.
    """
    local, _at, domain = normalise(address).rpartition("@")
    folded = local.partition("+")[0].replace(".", "") or local
    return keyed_digest("mailbox", f"{folded}@{SAME_DOMAINS.get(domain, domain)}")
