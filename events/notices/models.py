"""Which reminders somebody does not want, and whether they want thanks."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models import Reminder
from events.registrations.models import Registration


class ReminderChoice(models.Model):
    """What somebody said about reminders and thanks of one event. Who said nothing gets what the event offers."""

    wagtail_reference_index_ignore = True  # as for registrations
    ignore_in_cache = True

    registration = models.OneToOneField(Registration, models.CASCADE, related_name="reminder_choice")
    off = ArrayField(models.CharField(max_length=4, choices=Reminder), default=list, blank=True)
    thanks = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")
        default_permissions = ()

    def __str__(self) -> str:
        return ", ".join(self.off)
