"""Which certificates: chainable, never writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from coalition.pages.sealing import SHA256

if TYPE_CHECKING:
    from charter.certificates.models import Certificate
    from charter.signing.models import Signature


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates, owed and issued."""

    def owed(self) -> CertificateQuerySet:
        """Return what is ordered and not issued, for signatures in force, the oldest order first."""
        return self.filter(issued_at__isnull=True, signature__state="signed").order_by("pk")

    def issued(self) -> CertificateQuerySet:
        """Return the certificates that exist."""
        return self.filter(issued_at__isnull=False)

    def by_file(self, sha256: str) -> Certificate | None:
        """Return the certificate whose file has this SHA-256 (64 hexadecimal digits), without its file, or None."""
        if not SHA256.fullmatch(sha256):
            return None
        return self.issued().filter(sha256=sha256.lower()).defer("pdf").first()

    def latest_of(self, signature: Signature) -> CertificateQuerySet:
        """Return the latest edition in each language, without its file."""
        rows = self.issued().filter(signature=signature).order_by("language", "-edition").distinct("language")
        return rows.defer("pdf")
