"""Certificates of finished courses: one for each enrolment, known by its code, and the files that were made of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.papers.models import new_code
from webinars.courses.learning.models import Enrolment
from webinars.courses.lessons.models import Course


class CourseCertificate(models.Model):
    """That somebody finished a course, the name they chose, and whether the page that checks it says the name.

    It outlives its enrolment, without the name: what was printed stays genuine.
    """

    wagtail_reference_index_ignore = True

    enrolment = models.OneToOneField(Enrolment, models.SET_NULL, null=True, related_name="certificate")
    course = models.ForeignKey(Course, models.PROTECT, related_name="certificates")
    finished_at = models.DateTimeField(editable=False)
    code = models.CharField(max_length=14, unique=True, default=new_code, editable=False)
    name = models.CharField(max_length=120, blank=True)
    shows_name = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    name_since = models.DateTimeField(default=timezone.now, editable=False)  # when this name took the place of another

    class Meta:
        verbose_name = _("certificate of a course")
        verbose_name_plural = _("certificates of courses")
        default_permissions = ()

    def __str__(self) -> str:
        return self.code


class CourseCertificateFile(models.Model):
    """The digest of one file of a certificate, as it was given away. The file itself is not kept."""

    wagtail_reference_index_ignore = True

    certificate = models.ForeignKey(CourseCertificate, models.CASCADE, related_name="files")
    sha256 = models.CharField(max_length=64, unique=True)
    issued_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file of a certificate of a course")
        verbose_name_plural = _("files of certificates of courses")
        ordering = ["-issued_at", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.sha256
