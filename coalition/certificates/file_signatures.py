"""The electronic signature of this site on PDFs (PAdES, ETSI EN 319 142-1).

It certifies a PDF with no change allowed (DocMDP 1), and its field lies outside of the page, so that the file stays
PDF/UA and PDF/A. The libraries for PDFs take a second to load, so they are imported where one is signed.
"""

from io import BytesIO
from typing import Any

from cryptography.hazmat.primitives import serialization

from .signing_key import Identity, identity

FIELD = "Certificate"
ALGORITHM = "sha256"


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
