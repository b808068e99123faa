"""The electronic signature of this site on PDFs (PAdES, ETSI EN 319 142-1) and beside files (CMS).

It certifies a PDF with no change allowed (DocMDP 1), and its field lies outside of the page, so that the file stays
PDF/UA and PDF/A. The libraries for PDFs take a second to load, so they are imported where one is signed.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.serialization import pkcs7

from coalition.site.site_words import site_names

from .signing_key import Identity, identity

FIELD = "Certificate"
ALGORITHM = "sha256"


@dataclass(frozen=True)
class Signed:
    """A signature that stands beside its file (CMS, RFC 5652, DER), and the certificates to check it (PEM)."""

    signature: bytes
    chain: bytes


def seal(pdf: bytes, *, reason: str, language: str) -> bytes:
    """Return `pdf` signed and certified in the name of this site, at once: no authority is asked for the time.

    `reason` goes into the signature. Raises BadIdentity where the key cannot sign.
    """
    return sign_pdf(pdf, name=site_names(language).site, reason=reason)


def sign_beside(content: bytes) -> Signed:
    """Return a detached signature on `content` and the chain that checks it. Raises BadIdentity."""
    mine = identity()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content)
    builder = builder.add_signer(mine.certificate, mine.key, hashes.SHA256())
    for certificate in mine.chain[1:]:
        builder = builder.add_certificate(certificate)
    options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    chain = b"".join(certificate.public_bytes(serialization.Encoding.PEM) for certificate in mine.chain)
    return Signed(builder.sign(serialization.Encoding.DER, options), chain)


def sign_pdf(pdf: bytes, *, name: str, reason: str, location: str = "", stamper: Any = None) -> bytes:
    """Return `pdf` signed and certified with the installation's key: PAdES B-B, or B-T with a `stamper` of pyHanko.

    `name`, `reason` and `location` go into the signature. Raises BadIdentity, and what `stamper` raises.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    metadata = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm=ALGORITHM,
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


def _signer(identity: Identity) -> Any:
    from asn1crypto import keys, x509
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    der = serialization.Encoding.DER
    private = identity.key.private_bytes(der, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = [x509.Certificate.load(certificate.public_bytes(der)) for certificate in identity.chain]
    store = SimpleCertificateStore()
    store.register_multiple(chain[1:])
    return SimpleSigner(chain[0], keys.PrivateKeyInfo.load(private), cert_registry=store)
