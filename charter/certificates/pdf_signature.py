"""Certificates of accession are signed with trusted time where a time-stamping authority answers."""

import asyncio
import logging
from dataclasses import dataclass
from functools import lru_cache

from asn1crypto import cms
from django.conf import settings
from pyhanko.sign.timestamps import TimeStamper

from charter.ledger import timestamps
from coalition.certificates.file_signatures import sign_pdf

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Signed:
    pdf: bytes
    trusted_time: bool


class ChosenTimeStamper(TimeStamper):
    """pyHanko's interface to `timestamps.request_token`: a signature embeds a token only after it was checked."""

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """Return the token for `message_digest`. Raises NoTrustedTime, an IOError."""
        if md_algorithm != timestamps.ALGORITHM:
            raise timestamps.NoTrustedTime("only SHA-256 is stamped")
        return await asyncio.to_thread(timestamps.request_token, message_digest)


def sign(pdf: bytes, *, name: str, reason: str, location: str = "") -> Signed:
    """Sign and certify `pdf` with the installation's key. `name`, `reason`, `location` go into the signature.

    Without a trusted time from the authority (none set, none reached, none that holds) it is PAdES B-B and
    carries only the signer's own claim. Raises BadIdentity when the key cannot sign.
    """
    words = {"name": name, "reason": reason, "location": location}
    if timestamps.is_configured():
        try:
            stamped = sign_pdf(pdf, **words, stamper=_stamper(settings.CHARTER_TSA_URL))
        except timestamps.NoTrustedTime as error:
            logger.warning("A certificate is signed without trusted time: %s", error)
        else:
            return Signed(stamped, trusted_time=True)
    return Signed(sign_pdf(pdf, **words), trusted_time=False)


@lru_cache(maxsize=2)
def _stamper(url: str) -> ChosenTimeStamper:
    """Return the stamper of the authority at `url`: it keeps the length of a token, to ask once for each signature."""
    return ChosenTimeStamper()
