"""Certificates of attendance and of courses, each known by its code, and the files that were made of them."""

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another


def new_code() -> str:
    """Return a code such as K7QM-2VXD-9RTB: twelve of 31 signs, about 59 bits."""
    signs = "".join(secrets.choice(LETTERS) for _sign in range(12))
    return "-".join((signs[:4], signs[4:8], signs[8:]))


class IssuedCertificate(models.Model):
    """That somebody has a certificate, with which name, and whether the page that checks it says the name.

    `kind` and `key` name the row that it is about: a registration or an enrolment. `facts` are what its app wants to
    know of it when that row is gone.
    """

    class Kind(models.TextChoices):
        ATTENDANCE = "attendance", _("certificate of attendance")
        COURSE = "course", _("certificate of a course")

    wagtail_reference_index_ignore = True

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.BigIntegerField(null=True)  # None where the enrolment had gone before keys were kept
    facts = models.JSONField(default=dict)
    code = models.CharField(max_length=14, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=120, blank=True)
    shows_name = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    name_since = models.DateTimeField(default=timezone.now, editable=False)  # when this name took the place of another

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_issued_certificate_of_a_row", fields=["kind", "key"])]

    def __str__(self) -> str:
        return self.code


class IssuedFile(models.Model):
    """The digest of one file of a certificate, as it was given away. The file itself is not kept."""

    wagtail_reference_index_ignore = True

    certificate = models.ForeignKey(IssuedCertificate, models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-issued_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.sha256
