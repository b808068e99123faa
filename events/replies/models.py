"""What the calendar of somebody who registered answered last."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.registrations.models import Registration


class CalendarReply(models.Model):
    """The last answer of a calendar. It frees no seat: mail is easily forged, so a person is asked first."""

    ignore_in_cache = True

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("calendar answer", "accepted")
        TENTATIVE = "tentative", pgettext_lazy("calendar answer", "perhaps")
        DECLINED = "declined", pgettext_lazy("calendar answer", "declined")

    wagtail_reference_index_ignore = True  # as for registrations

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="calendar_reply")
    answer = models.CharField(_("answer of the calendar"), max_length=10, choices=Answer)
    # Of which revision of the event it speaks, and when it was written: older ones change nothing (RFC 5546 2.1.5).
    sequence = models.PositiveIntegerField()
    stamp = models.DateTimeField()
    received_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("answer of a calendar")
        verbose_name_plural = _("answers of calendars")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="calendar_reply_is_known",
                condition=Q(answer__in=["accepted", "tentative", "declined"]),
                violation_error_message=_("Choose one of the answers."),
            )
        ]

    def __str__(self) -> str:
        return self.get_answer_display()
