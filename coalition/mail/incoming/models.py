"""Which mails were read already: a digest of each, so that one that comes twice is read once."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Received(models.Model):
    """One mail that somebody sent to an address of ours. It holds neither words nor addresses."""

    class Outcome(models.TextChoices):
        READ = "read", _("read")
        IGNORED = "ignored", _("read, and changed nothing")
        UNREADABLE = "unreadable", _("unreadable")

    wagtail_reference_index_ignore = True  # it refers to nothing

    digest = models.CharField(max_length=64, unique=True)
    reader = models.CharField(max_length=40)
    outcome = models.CharField(max_length=12, choices=Outcome)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("received email")
        verbose_name_plural = _("received emails")
        default_permissions = ()  # nobody looks at them

    def __str__(self) -> str:
        return f"{self.reader} {self.outcome}"
