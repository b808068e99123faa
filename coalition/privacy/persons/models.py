"""A request of a person, as it was recorded and answered. Whose it is, only a digest says."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


def one_month_after(day: date) -> date:
    """Return the same day of the next month, or its last one where it has no such day (GDPR article 12.3)."""
    first = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)


class PersonRequest(models.Model):
    """What somebody asked for, by which way, how it was checked who they are, and what was done."""

    class Kind(models.TextChoices):
        ACCESS = "access", _("a copy of the data")
        ERASURE = "erasure", _("erasure of the data")

    class Channel(models.TextChoices):
        EMAIL = "email", _("email")
        LETTER = "letter", _("letter")
        TELEPHONE = "telephone", _("telephone")
        IN_PERSON = "in-person", _("in person")

    class Check(models.TextChoices):
        REPLY = "reply", _("the person answered an email that we sent to this address")
        CALL = "call", _("we called back on a number known before")
        MET = "met", _("a colleague knows the person and met them")
        DOCUMENT = "document", _("an identity document was seen; no copy is kept")

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("request of a person", "open")
        DONE = "done", pgettext_lazy("request of a person", "done")
        REFUSED = "refused", pgettext_lazy("request of a person", "refused: identity not proven")

    kind = models.CharField(_("request"), max_length=10, choices=Kind)
    channel = models.CharField(_("received by"), max_length=10, choices=Channel)
    identity_check = models.CharField(_("how identity was checked"), max_length=10, choices=Check)
    address_digest = models.CharField(max_length=64, db_index=True)
    received_on = models.DateField(_("received on"))
    due_on = models.DateField(_("due on"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    counts = models.JSONField(_("rows by source"), default=dict, blank=True)
    kept = models.JSONField(default=list, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("answered by")
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("privacy request")
        verbose_name_plural = _("privacy requests")
        ordering = ["-received_on", "-pk"]
        default_permissions = ()
        permissions = [("handle_personrequest", "Can answer requests of persons")]
        constraints = [
            models.CheckConstraint(
                name="person_request_is_due_after_it_came",
                condition=Q(due_on__gt=F("received_on")),
                violation_error_message=_("A request is due after the day it was received."),
            ),
            models.CheckConstraint(
                name="answered_person_request_says_when",
                condition=Q(state="open", answered_at=None) | ~Q(state="open") & Q(answered_at__isnull=False),
                violation_error_message=_("An answered request needs the date of its answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due_on < timezone.localdate()
