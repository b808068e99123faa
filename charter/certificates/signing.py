"""PDF to signed PDF: PAdES B-B, or B-T when a time-stamping authority answers (ETSI EN 319 142-1).

The signature certifies the document with no change allowed (DocMDP 1), and its field lies outside of the
page, so that it stays PDF/UA and PDF/A.
"""

import asyncio
import logging
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from asn1crypto import cms, keys, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from charter.certificates.identity import Identity
from charter.certificates.installed import identity
from charter.ledger import timestamps

logger = logging.getLogger(__name__)

FIELD = "Certificate"


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
    carries only the signer's own claim. Raises identity.BadIdentity when the key cannot sign.
    """
    if timestamps.is_configured():
        try:
            stamped = _sign(pdf, name, reason, location, _stamper(settings.CHARTER_TSA_URL))
        except timestamps.NoTrustedTime as error:
            logger.warning("A certificate is signed without trusted time: %s", error)
        else:
            return Signed(stamped, trusted_time=True)
    return Signed(_sign(pdf, name, reason, location, None), trusted_time=False)


def sign_at_once(pdf: bytes, *, name: str, reason: str) -> bytes:
    """Sign and certify `pdf` as `sign` does, without asking for a trusted time. Raises BadIdentity."""
    return _sign(pdf, name, reason, "", None)


def sign_beside(content: bytes) -> tuple[bytes, bytes]:
    """Return a detached signature on `content` (CMS, DER) and the chain that checks it (PEM). Raises BadIdentity."""
    mine = identity()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(mine.certificate, mine.key, hashes.SHA256())
    for certificate in mine.chain[1:]:
        builder = builder.add_certificate(certificate)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    chain = b"".join(certificate.public_bytes(serialization.Encoding.PEM) for certificate in mine.chain)
    return builder.sign(serialization.Encoding.DER, options), chain


@lru_cache(maxsize=2)
def _stamper(url: str) -> ChosenTimeStamper:
    """Return the stamper of the authority at `url`: it keeps the length of a token, to ask once for each signature."""
    return ChosenTimeStamper()


def _sign(pdf: bytes, name: str, reason: str, location: str, stamper: ChosenTimeStamper | None) -> bytes:
    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=timestamps.ALGORITHM,
        name=name,
        reason=reason,
        location=location or None,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    # PDF/A allows no hidden field, PDF/UA none on the page that is not tagged: it stands outside of the page.
    outside = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    field = SigFieldSpec(FIELD, readable_field_name=reason, invis_sig_settings=outside)
    signer = PdfSigner(metadata, signer=_signer(identity()), timestamper=stamper, new_field_spec=field)
    output = BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=output)
    return output.getvalue()


def _signer(identity: Identity) -> SimpleSigner:
    der = serialization.Encoding.DER
    private = identity.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = [x509.Certificate.load(certificate.public_bytes(der)) for certificate in identity.chain]
    store = SimpleCertificateStore()
    store.register_multiple(chain[1:])
    return SimpleSigner(chain[0], keys.PrivateKeyInfo.load(private), cert_registry=store)
