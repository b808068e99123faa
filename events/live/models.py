"""What people ask the hosts while an event is on. Nothing in a row says who asked."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event

LONGEST = 500  # characters


class LiveQuestion(models.Model):
    """A question to the hosts of an event, without a name or anything that leads to one."""

    ignore_in_cache = True

    class Mark(models.TextChoices):
        OPEN = "open", pgettext_lazy("question to the hosts", "open")
        ANSWERED = "answered", pgettext_lazy("question to the hosts", "answered")
        HIDDEN = "hidden", pgettext_lazy("question to the hosts", "hidden")

    wagtail_reference_index_ignore = True

    event = models.ForeignKey(Event, models.CASCADE, related_name="live_questions", verbose_name=_("event"))
    text = models.TextField(_("question"), max_length=LONGEST)
    asked_at = models.DateTimeField(_("asked"), editable=False)  # to the minute: services.ask
    mark = models.CharField(_("mark"), max_length=10, choices=Mark, default=Mark.OPEN)

    class Meta:
        verbose_name = _("question to the hosts")
        verbose_name_plural = _("questions to the hosts")
        default_permissions = ()  # the team of the event reads them
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="live_question_mark_is_known",
                condition=Q(mark__in=["open", "answered", "hidden"]),
                violation_error_message=_("Choose one of the marks."),
            )
        ]

    def __str__(self) -> str:
        return self.text
