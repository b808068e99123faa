"""Which certificates: chainable, never writes."""

from typing import Any, Self

from django.db import models

from charter.signing.models import Signature
from coalition.certificates.services import SHA256


class CertificateQuerySet(models.QuerySet[Any]):
    def owed(self) -> Self:
        return self.filter(issued_at__isnull=True, signature__state="signed").order_by("pk")

    def issued(self) -> Self:
        return self.filter(issued_at__isnull=False)

    def by_file(self, sha256: str) -> Any:
        """Return the certificate whose file has this SHA-256 (64 hexadecimal digits), without its file, or None."""
        if not SHA256.fullmatch(sha256):
            return None
        return self.issued().filter(sha256=sha256.lower()).defer("pdf").first()

    def latest_of(self, signature: Signature) -> Self:
        """Return the latest edition in each language, without its file."""
        rows = self.issued().filter(signature=signature).order_by("language", "-edition").distinct("language")
        return rows.defer("pdf")
