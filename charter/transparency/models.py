"""The log as it is kept: its leaves, and its checkpoints."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalition.guards import truncate_guard


class Leaf(models.Model):
    """One record of the charter as the log holds it: a salted digest, which tells nothing and proves everything.

    `about` says which record of `kind` it is, by what the record is known by in public. Whoever has `salt` and the
    record makes `commitment` again (`charter.transparency.services.commitment`).
    """

    class Kind(models.TextChoices):
        ENTRY = "entry"
        CERTIFICATE = "certificate"
        TEXT = "text"
        ACT = "act"
        GOVERNMENT = "government"
        PUBLIC = "public"

    index = models.PositiveBigIntegerField(primary_key=True)
    kind = models.CharField(max_length=12, choices=Kind)
    about = models.CharField(max_length=64)
    salt = models.BinaryField()
    commitment = models.BinaryField()
    hash = models.BinaryField()
    signature = models.BinaryField(default=b"")

    class Meta:
        verbose_name = _("leaf of the log")
        verbose_name_plural = _("leaves of the log")
        ordering = ["index"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="a_record_has_one_leaf",
                fields=["kind", "about"],
                violation_error_message=_("This record is in the log."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="leaves_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("leaves_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.kind} {self.about}"


class LogSize(models.Model):
    """The one row that gives out places: how many leaves there are."""

    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="log_has_one_size",
                condition=Q(pk=1),
                violation_error_message=_("The log has one size."),
            )
        ]

    def __str__(self) -> str:
        return str(self.size)


class Checkpoint(models.Model):
    """What the log said of itself at one size, signed: `note` as it was made public."""

    size = models.PositiveBigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("checkpoint of the log")
        verbose_name_plural = _("checkpoints of the log")
        ordering = ["-pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(name="checkpoints_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("checkpoints_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.made_at:%Y-%m-%d %H:%M}"
