"""What the tests of the public check look at: published signatures, and certificates of any bytes."""

import hashlib
from datetime import date

from django.utils import timezone

from charter.certificates.models import Certificate
from charter.review import status
from charter.signing.models import Signature
from tests.factories.charter import SignatureFactory, accept

ACT = status.Act("Conseil municipal", "H-7", date(2026, 2, 1), "A new council\nlooks at it.")


def published(**fields) -> Signature:
    return accept(SignatureFactory(state="submitted", **{"act_file_sha256": "b" * 64, **fields}))


def make_certificate(
    signature: Signature, language: str = "fr", edition: int = 1, content: bytes = b"", trusted_time: bool = False
) -> Certificate:
    """Return an issued certificate with any bytes: its drawing is tested elsewhere."""
    content = content or f"%PDF {signature.pk} {language} {edition}".encode()
    return Certificate.objects.create(
        signature=signature,
        entry=signature.ledger.latest("sequence"),
        language=language,
        edition=edition,
        issued_at=timezone.now(),
        pdf=content,
        sha256=hashlib.sha256(content).hexdigest(),
        trusted_time=trusted_time,
    )


def without_orders(signature: Signature) -> Signature:
    Certificate.objects.filter(issued_at__isnull=True).delete()
    return signature


def page(client, signature: Signature):
    return client.get(f"/en/charter/verify/{signature.verification_code}/")
