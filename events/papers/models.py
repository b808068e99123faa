"""Certificates of attendance: one for each registration, known by its code, and the files that were made of it."""

import secrets

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.door.models import CheckIn
from events.models import ID_LETTERS
from events.registrations.models import Registration
from events.rooms.models import Joining

LETTERS = ID_LETTERS.upper()


def new_code() -> str:
    """Return a code such as K7QM-2VXD-9RTB: twelve of 31 signs, about 59 bits."""
    signs = "".join(secrets.choice(LETTERS) for _sign in range(12))
    return "-".join((signs[:4], signs[4:8], signs[8:]))


class AttendanceCertificate(models.Model):
    """That somebody asked for a certificate, of which name, and whether its page says the name to whoever checks it."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="certificate")
    code = models.CharField(max_length=14, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=120, blank=True)
    shows_name = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    name_since = models.DateTimeField(default=timezone.now, editable=False)  # when this name took the place of another

    class Meta:
        verbose_name = _("certificate of attendance")
        verbose_name_plural = _("certificates of attendance")
        default_permissions = ()

    def __str__(self) -> str:
        return self.code


class CertificateFile(models.Model):
    """The digest of one file of a certificate, as it was given away. The file itself is not kept."""

    wagtail_reference_index_ignore = True
    ignore_in_cache = True

    certificate = models.ForeignKey(AttendanceCertificate, models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file of a certificate of attendance")
        verbose_name_plural = _("files of certificates of attendance")
        ordering = ["-issued_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.sha256


def was_there() -> Q:
    """Return which registrations are of people who came, by whichever way."""
    at_a_door = CheckIn.objects.standing().filter(registration=OuterRef("pk")).order_by()
    return Q(Exists(at_a_door)) | Q(Exists(Joining.objects.filter(registration=OuterRef("pk"))))


def may_have_certificate(registration: Registration) -> bool:
    """Say whether `registration` is of somebody who was there, at an event that is over."""
    if registration.state != Registration.State.CONFIRMED or not registration.event.is_over:
        return False
    return Registration.objects.filter(was_there(), pk=registration.pk).exists()
