"""Which reminders of an open signature left."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from charter.signing.models import Signature


class SignatureReminder(models.Model):
    """A reminder of an open signature untouched since `touched_at`: the first, and the last before it goes."""

    ignore_in_cache = True

    FIRST, LAST = 1, 2

    signature = models.ForeignKey(Signature, models.CASCADE, related_name="reminders")
    number = models.PositiveSmallIntegerField(choices=[(FIRST, "1"), (LAST, "2")])
    touched_at = models.DateTimeField()
    message = models.ForeignKey("mail.Message", models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reminder of a signature")
        verbose_name_plural = _("reminders of signatures")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="one_signature_reminder_of_each_number",
                fields=["signature", "touched_at", "number"],
                violation_error_message=_("This reminder was sent already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.signature_id} {self.number} {self.created_at:%Y-%m-%d}"
