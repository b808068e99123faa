"""Trusted time by RFC 3161: for the ledger's entries and for the certificates' signatures.

A token is accepted only when it is for our digest and our nonce, and when the authority that the operator chose
signed it. Everything else is *no trusted time*: a local time is never passed off as a trusted one.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from coalition.certificates.signing_key import read_pem
from coalition.outbound import OutboundFailed, fetch

if TYPE_CHECKING:  # few processes ever ask for trusted time
    from asn1crypto import cms, x509

logger = logging.getLogger(__name__)

ALGORITHM = "sha256"
MAX_BYTES = 64 * 1024  # of one answer; a token with its chain has about 6 kB
MAX_SECONDS = 15.0
GRANTED = ("granted", "granted_with_mods")
HEADERS = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


class NoTrustedTime(OSError):
    """The authority gave no token that we may trust; the message says why."""


def is_configured() -> bool:
    return bool(settings.CHARTER_TSA_URL and settings.CHARTER_TSA_CERTIFICATE)


def timestamp(digest: bytes) -> bytes | None:
    """Return a DER TimeStampToken (RFC 3161, 2.4.2) for the SHA-256 `digest`, or None.

    None when no authority is configured, and when it gave no token that holds: the reason is logged.
    """
    if not is_configured():
        return None
    try:
        return request_token(digest).dump()
    except NoTrustedTime as error:
        logger.warning("No trusted time: %s", error)
        return None


def request_token(digest: bytes) -> cms.ContentInfo:
    """Ask the authority to stamp the SHA-256 `digest`; return its token once it is checked. Raises NoTrustedTime."""
    from asn1crypto import algos, tsp

    nonce = secrets.randbits(63)
    imprint = tsp.MessageImprint(
        {"hash_algorithm": algos.DigestAlgorithm({"algorithm": ALGORITHM}), "hashed_message": digest}
    )
    query = tsp.TimeStampReq({"version": 1, "message_imprint": imprint, "nonce": nonce, "cert_req": True})
    try:
        answer = fetch(
            settings.CHARTER_TSA_URL,
            method="POST",
            data=query.dump(),
            headers=HEADERS,
            max_bytes=MAX_BYTES,
            max_seconds=MAX_SECONDS,
            allow_loopback=settings.CHARTER_TSA_ALLOW_LOOPBACK,
        )
    except OutboundFailed as error:
        raise NoTrustedTime(f"the authority did not answer: {error}") from error
    token, stamped_nonce = _read(answer)
    if stamped_nonce != nonce:
        raise NoTrustedTime("the answer is for another request")
    check(token.dump(), digest)
    return token


def check(token: bytes, digest: bytes) -> datetime:
    """Return the trusted time (UTC) that the DER `token` gives to the SHA-256 `digest`.

    Its signature must be whole, and lead to CHARTER_TSA_CERTIFICATE. No revocation list is fetched: a check
    needs no network. Raises NoTrustedTime.
    """
    # Here and not above: pyHanko takes a second to load, and web processes do not check tokens.
    from asn1crypto import cms
    from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
    from pyhanko.sign.validation.status import TimestampSignatureStatus
    from pyhanko_certvalidator import ValidationContext

    try:
        signed = cms.ContentInfo.load(token, strict=True)["content"]
        moment = signed["encap_content_info"]["content"].parsed["gen_time"].native
        # As of the stamped moment, not of today: a token still holds when its authority's certificate has run out.
        roots = list(_roots(settings.CHARTER_TSA_CERTIFICATE))
        trust = ValidationContext(trust_roots=roots, moment=moment, allow_fetching=False)
        facts = asyncio.run(validate_tst_signed_data(signed, trust, lambda name: digest if name == ALGORITHM else b""))
        status = TimestampSignatureStatus(**facts)
    except Exception as error:  # whatever a hostile answer makes the parser or the path builder raise
        raise NoTrustedTime(f"the token does not read: {type(error).__name__}") from error
    if not status.trusted:  # valid, intact, and by a path to the chosen certificate
        raise NoTrustedTime("the token is not signed by the chosen authority, or not for this digest")
    return status.timestamp.astimezone(UTC)


def _read(answer: bytes) -> tuple[cms.ContentInfo, int | None]:
    from asn1crypto import tsp

    try:
        response = tsp.TimeStampResp.load(answer, strict=True)
        status = response["status"]["status"].native
        if status not in GRANTED:
            raise NoTrustedTime(f"the authority refused: {status}")
        token = response["time_stamp_token"]
        info = token["content"]["encap_content_info"]["content"].parsed
        return token, info["nonce"].native
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoTrustedTime(f"the answer does not read: {type(error).__name__}") from error


@lru_cache(maxsize=4)
def _roots(value: str) -> tuple[x509.Certificate, ...]:
    from asn1crypto import pem, x509

    return tuple(x509.Certificate.load(der) for _name, _headers, der in pem.unarmor(read_pem(value), multiple=True))
