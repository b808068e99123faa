"""How fast mails leave, minute by minute. Domains stand here as keyed digests: no table says where people read."""

from django.db import models


class Pace(models.Model):
    """What one receiving domain (none: all together) took in one minute, and what was put off to it."""

    wagtail_reference_index_ignore = True  # it refers to nothing

    domain = models.CharField(max_length=64, blank=True)
    minute = models.DateTimeField()
    passed = models.PositiveIntegerField(default=0, db_default=0)
    promised = models.PositiveIntegerField(default=0, db_default=0)
    slow = models.PositiveIntegerField(default=0, db_default=0, help_text="Mails that took longer than a second.")
    seconds = models.FloatField(default=0, db_default=0, help_text="The time that these took.")

    class Meta:
        default_permissions = ()  # nobody looks at them
        constraints = [
            models.UniqueConstraint(
                name="one_pace_of_a_minute",
                fields=["domain", "minute"],
                violation_error_message="This minute was already counted.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.minute:%Y-%m-%d %H:%M} {self.passed}"


class Busy(models.Model):
    """A worker that carries a batch with mails to one domain, until it is done, dead or too slow."""

    wagtail_reference_index_ignore = True  # it refers to nothing

    domain = models.CharField(max_length=64)
    batch = models.UUIDField()
    worker = models.BigIntegerField(null=True, help_text="procrastinate_workers.id.")
    until = models.DateTimeField()

    class Meta:
        default_permissions = ()  # nobody looks at them
        constraints = [
            models.UniqueConstraint(
                name="batch_is_busy_once",
                fields=["domain", "batch"],
                violation_error_message="This batch is already counted.",
            )
        ]

    def __str__(self) -> str:
        return str(self.batch)
