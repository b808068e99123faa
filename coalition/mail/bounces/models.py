"""What came back: a row for each verdict of a copy. It holds neither an address nor a word of the report."""

from django.db import models
from django.utils import timezone


class BounceReport(models.Model):
    """One verdict about one copy, from whichever side it came first."""

    class Source(models.TextChoices):
        SMTP = "smtp", "answered while it was handed over"
        NOTICE = "notice", "came by mail"
        WEBHOOK = "hook", "told by the provider"

    wagtail_reference_index_ignore = True  # it refers to nothing

    ledger = models.CharField(max_length=1)
    row = models.BigIntegerField(help_text="The number of the row in its ledger.")
    address_digest = models.CharField(max_length=64)
    verdict = models.CharField(max_length=9)
    status = models.CharField(max_length=12, blank=True, help_text="The enhanced code, as in RFC 3463.")
    source = models.CharField(max_length=6, choices=Source)
    received_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()  # nobody looks at them
        indexes = [models.Index(name="bounce_of_address", fields=["address_digest", "received_at"])]
        constraints = [
            models.UniqueConstraint(
                name="one_verdict_of_a_copy",
                fields=["ledger", "row", "verdict"],
                violation_error_message="This was already noted.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.status}"
