"""The log as it is kept: its leaves, the nodes above whole tiles, its checkpoints, and who cosigned them."""

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
        HEAD = "head"
        ENDED = "ended"
        ACT = "act"
        GOVERNMENT = "government"
        PUBLIC = "public"
        FOUNDED = "founded"

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


class Node(models.Model):
    """The hash over 256 ** `level` leaves, side by side; written once its subtree is whole."""

    level = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField()
    hash = models.BinaryField()

    class Meta:
        verbose_name = _("node of the log")
        verbose_name_plural = _("nodes of the log")
        ordering = ["level", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="a_node_stands_once",
                fields=["level", "number"],
                violation_error_message=_("This node is in the log."),
            ),
            models.CheckConstraint(
                name="nodes_stand_above_leaves",
                condition=Q(level__gt=0),
                violation_error_message=_("Leaves are kept apart from the nodes above them."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="nodes_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("nodes_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.level} {self.number}"


class LogSize(models.Model):
    """The one row that gives out places: how many leaves there are, and how many of them are older than the log."""

    size = models.PositiveBigIntegerField(default=0)
    founded = models.PositiveBigIntegerField(default=0)

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


class Cosignature(models.Model):
    """That an outside party saw a checkpoint, and that it continues all that this party saw before."""

    checkpoint = models.ForeignKey(Checkpoint, models.PROTECT, related_name="cosignatures")
    witness = models.CharField(max_length=200)
    key = models.CharField(max_length=300)
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("cosignature")
        verbose_name_plural = _("cosignatures")
        ordering = ["checkpoint", "witness"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="a_witness_cosigns_once",
                fields=["checkpoint", "key"],
                violation_error_message=_("This witness cosigned this checkpoint."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="cosignatures_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("cosignatures_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.witness} {self.at:%Y-%m-%d %H:%M}"


class EndedLog(models.Model):
    """That a log could not be continued, so that another one was begun: what it ended with, what is left, and why."""

    origin = models.CharField(max_length=200, unique=True)
    note = models.TextField()
    left = models.PositiveBigIntegerField()
    successor = models.CharField(max_length=200)
    why = models.TextField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("ended log")
        verbose_name_plural = _("ended logs")
        ordering = ["pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(name="ended_logs_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
            truncate_guard("ended_logs_are_not_truncated"),
        ]

    def __str__(self) -> str:
        return f"{self.origin} {self.at:%Y-%m-%d %H:%M}"
