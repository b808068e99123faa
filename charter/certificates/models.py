"""The certificates of a signature: ordered with the entry they prove, issued once, kept for ever."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.ledger.models import LedgerEntry
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


class Certificate(models.Model):
    """One signed PDF in one language. It is owed from its order on, and never changes once it is issued.

    `entry` is the transition that it proves: the publication, or the ratification of a signature ad referendum.
    A later `edition` replaces an earlier one, which stays recognised by its digest.
    """

    signature = models.ForeignKey(Signature, models.PROTECT, related_name="certificates", verbose_name=_("signature"))
    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="certificates", verbose_name=_("entry"))
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    edition = models.PositiveSmallIntegerField(_("edition"))
    notify = models.BooleanField(_("tell the town hall when it is ready"), default=True)
    ordered_at = models.DateTimeField(_("ordered"), default=timezone.now, editable=False)
    issued_at = models.DateTimeField(_("issued"), null=True, blank=True)
    pdf = models.BinaryField(_("file"), default=b"")
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64, blank=True)
    trusted_time = models.BooleanField(_("signed with trusted time"), default=False)

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["signature", "edition", "language"]
        indexes = [models.Index(name="certificate_owed", fields=["id"], condition=Q(issued_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                name="one_certificate_per_edition_and_language",
                fields=["signature", "edition", "language"],
                violation_error_message=_("This edition of the certificate already exists in this language."),
            ),
            models.UniqueConstraint(
                name="one_certificate_per_file",
                fields=["sha256"],
                condition=~Q(sha256=""),
                violation_error_message=_("This file is already the certificate of a signature."),
            ),
            models.CheckConstraint(
                name="issued_certificate_is_whole",
                condition=Q(issued_at__isnull=True, sha256="")
                | Q(issued_at__isnull=False) & ~Q(sha256="") & ~Q(pdf=b""),
                violation_error_message=_("An issued certificate has its file and its digest."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="issued_certificates_are_kept",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__issued_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.language} {self.edition}"
