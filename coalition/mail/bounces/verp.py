"""The address that one copy is sent from, so that what comes back names the copy (VERP) and cannot be forged.

`<name>+<ledger><number>.<mark>@<domain>`: the letter of the ledger, the row's number in base 36, and a keyed digest
over both and over the recipient's own. A row whose number was used before a restore, or whose address changed since,
has another mark: what comes back for it is ignored. Decision 0097-bounces-that-count.
"""

import hmac
import re
from dataclasses import dataclass

from django.conf import settings

from coalition.mail import mime
from coalition.privacy import discretion
from coalition.privacy.addresses import keyed_digest

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
MARK = 20  # hexadecimal digits: 80 bits
DETAIL = re.compile(rf"([a-z])([0-9a-z]{{1,13}})\.([0-9a-f]{{{MARK}}})")


@dataclass(frozen=True)
class Copy:
    """What an address says it was sent for. Believe it when `is_of` says so."""

    ledger: str
    row: int
    mark: str

    def is_of(self, address_digest: str) -> bool:
        """Say whether this copy was sent to the address of `address_digest`, by us."""
        return bool(address_digest) and hmac.compare_digest(self.mark, _mark(self.ledger, self.row, address_digest))


def bounce_address(*, discreet: bool) -> str:
    """Return where what comes back is read; empty where nothing is. A discreet mail has one of its own domain."""
    own = discreet and discretion.is_offered()
    address: str = settings.MAIL_DISCREET_BOUNCE_ADDRESS if own else settings.MAIL_BOUNCE_ADDRESS
    return address


def sender(ledger: str, row: int, address_digest: str, *, discreet: bool) -> str:
    """Return the envelope's sender of one copy: the address of bounces with what it is for, or the mails' own."""
    name, at, domain = bounce_address(discreet=discreet).rpartition("@")
    if not at:
        return mime.sender(discreet)[1]
    return f"{name}+{ledger}{_in_base_36(row)}.{_mark(ledger, row, address_digest)}@{domain}"


def read(detail: str) -> Copy | None:
    """Return what stands behind the + of an address of bounces, in small letters; None where it is none of ours."""
    found = DETAIL.fullmatch(detail)
    return Copy(found[1], int(found[2], 36), found[3]) if found else None


def read_address(address: str) -> Copy | None:
    """Return what the whole `address` was sent for."""
    return read(address.lower().rpartition("@")[0].partition("+")[2])


def _mark(ledger: str, row: int, address_digest: str) -> str:
    return keyed_digest("bounce", f"{ledger}:{row}:{address_digest}")[:MARK]


def _in_base_36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return digits or "0"
