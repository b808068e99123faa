"""The log of seats: who moved from which state to which, when, and past how many who waited longer."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.registrations.models import Registration, SeatCategory


class SeatMove(models.Model):
    """One move of a registration that is no act of its own person alone. Rows are added and never changed."""

    ignore_in_cache = True

    class Kind(models.TextChoices):
        PROMOTED = "promoted", _("got a seat that became free")
        OFFERED = "offered", _("was asked whether they want a seat")
        CLAIMED = "claimed", _("took the seat that was offered")
        EXPIRED = "expired", _("did not answer in time")
        WITHDRAWN = "withdrawn", _("the offer ended, since the event does not take place then")
        SWAPPED = "swapped", _("changed to other seats")
        APPROVED = "approved", _("approved by a host")
        DECLINED = "declined", _("declined by a host")
        ADDED = "added", _("registered by a host")

    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="moves")
    category = models.ForeignKey(SeatCategory, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10)  # of the registration, afterwards
    passed = models.PositiveIntegerField(default=0)  # who waited longer, and whose quota was full
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("move of a seat")
        verbose_name_plural = _("moves of seats")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="seat_move_kind_is_known",
                condition=models.Q(
                    kind__in=[
                        "promoted",
                        "offered",
                        "claimed",
                        "expired",
                        "withdrawn",
                        "swapped",
                        "approved",
                        "declined",
                        "added",
                    ]
                ),
                violation_error_message=_("Choose one of the moves."),
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="seat_move_stays", operation=pgtrigger.Update, condition=pgtrigger.AnyChange(exclude=["by"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}: {self.kind}"
