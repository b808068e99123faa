"""The address that one copy is sent from, so that what comes back names the copy (VERP) and cannot be forged.

`<name>+<hidden><mark>@<domain>`: the mark is a keyed digest over the letter of the ledger, the row's number and the
recipient's own digest. Letter and number are hidden under a digest of the mark: whoever reads the envelope learns
neither what kind of mail it was nor how many there are. A row whose number was used before a restore, or whose
address changed since, has another mark: what comes back for it is ignored. Decision 0006-one-door-for-mail.
"""

import hmac
import re
from dataclasses import dataclass

from django.conf import settings

from coalition.mail import mime
from coalition.privacy import discretion
from coalition.privacy.addresses import keyed_digest

MARK = 20  # hexadecimal digits: 80 bits
HIDDEN = 14  # of one byte for the ledger and six for the number
DETAIL = re.compile(rf"([0-9a-f]{{{HIDDEN}}})([0-9a-f]{{{MARK}}})")


@dataclass(frozen=True)
class Copy:
    ledger: str
    row: int
    mark: str

    def is_of(self, address_digest: str) -> bool:
        return bool(address_digest) and hmac.compare_digest(self.mark, _mark(self.ledger, self.row, address_digest))


def bounce_address(*, discreet: bool) -> str:
    """Return where what comes back is read; empty where nothing is. A discreet mail has one of its own domain."""
    own = discreet and discretion.is_offered()
    address: str = settings.MAIL_DISCREET_BOUNCE_ADDRESS if own else settings.MAIL_BOUNCE_ADDRESS
    # A provider has an envelope of its own: it is given the code alone, and tells it to us.
    return settings.MAIL_FROM_ADDRESS if settings.MAIL_PROVIDER and not address else address


def envelope_sender(ledger: str, row: int, address_digest: str, *, discreet: bool) -> str:
    """Return the envelope's sender of one copy: the address of bounces with what it is for, or the mails' own."""
    name, at, domain = bounce_address(discreet=discreet).rpartition("@")
    if not at:
        return mime.sender_address(discreet)
    mark = _mark(ledger, row, address_digest)
    named = ord(ledger) << 48 | row
    return f"{name}+{named ^ _cover(mark):0{HIDDEN}x}{mark}@{domain}"


def read_detail(detail: str) -> Copy | None:
    """Return what stands behind the + of an address of bounces, in small letters; None where it is none of ours."""
    found = DETAIL.fullmatch(detail)
    if found is None:
        return None
    ledger, row = divmod(int(found[1], 16) ^ _cover(found[2]), 1 << 48)
    return Copy(chr(ledger), row, found[2])


def read_address(address: str) -> Copy | None:
    return read_detail(address.lower().rpartition("@")[0].partition("+")[2])


def _mark(ledger: str, row: int, address_digest: str) -> str:
    return keyed_digest("bounce", f"{ledger}:{row}:{address_digest}")[:MARK]


def _cover(mark: str) -> int:
    return int(keyed_digest("bounce-cover", mark)[:HIDDEN], 16)
