"""Limits on the seats of an event that lie in each other: who may have how many, and for whom some are kept."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from coalition.members.models import LocalGovernment
from events.models import Event


class SeatKind(models.TextChoices):
    ON_SITE = "on-site", _("On site")
    ONLINE = "online", _("Online")
    DELEGATION = "delegation", _("Delegations")
    PRESS = "press", _("Press")


SECTIONS = LocalGovernment.Section
REGION = _("Your region")  # the question
KINDS = ("", "on-site", "online", "delegation", "press")
REGIONS = (
    "", "africa", "asia-pacific", "eurasia", "europe", "latin-america", "middle-east-west-asia", "north-america",
    "metropolitan",
)  # fmt: skip


class Quota(models.Model):
    """At most so many seats for a group of people, or so many kept for them until a set time.

    The group is everyone (no kind or region), who takes a seat of one kind, who comes from one region, or both.
    """

    event = ParentalKey(Event, on_delete=models.CASCADE, related_name="quotas", verbose_name=_("event"))
    kind = models.CharField(
        _("kind of seats"),
        max_length=10,
        choices=SeatKind,
        blank=True,
        help_text=_("Leave empty for seats of every kind."),
    )
    region = models.CharField(
        _("region"), max_length=25, choices=SECTIONS, blank=True, help_text=_("Leave empty for people of every region.")
    )
    at_most = models.PositiveIntegerField(_("at most"), null=True, blank=True, help_text=_("Leave empty for no limit."))
    reserved = models.PositiveIntegerField(
        _("kept for them"), default=0, blank=True, help_text=_("These seats are kept for them until they are released.")
    )
    released_before = models.PositiveSmallIntegerField(
        _("released, hours before the start"), null=True, blank=True,
        help_text=_(
            "From then on, kept seats that are still free are open to everyone. Leave empty to keep them to the "
            "end."
        ),
    )  # fmt: skip

    class Meta:
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_quota_per_group",
                fields=["event", "kind", "region"],
                violation_error_message=_("There is a quota for this group already."),
            ),
            models.CheckConstraint(
                name="quota_kind_is_known",
                condition=Q(kind__in=KINDS),
                violation_error_message=_("Choose one of the kinds of seats."),
            ),
            models.CheckConstraint(
                name="quota_region_is_known",
                condition=Q(region__in=REGIONS),
                violation_error_message=_("Choose one of the regions."),
            ),
            models.CheckConstraint(
                name="quota_limits_or_keeps",
                condition=Q(at_most__isnull=False, at_most__gte=1) | Q(reserved__gte=1),
                violation_error_message=_("Say how many seats they get at most, or how many are kept for them."),
            ),
            models.CheckConstraint(
                name="quota_keeps_no_more_than_its_limit",
                condition=Q(at_most=None) | Q(reserved__lte=F("at_most")),
                violation_error_message=_("The number of seats kept for them cannot be higher than their maximum."),
            ),
            models.CheckConstraint(
                name="quota_keeps_seats_for_somebody",
                condition=Q(reserved=0) | ~Q(kind="", region=""),
                violation_error_message=_("Seats are kept for a kind or a region, not for everyone."),
            ),
        ]

    def __str__(self) -> str:
        parts = (self.get_kind_display(), self.get_region_display())
        return " · ".join(str(part) for part in parts if part) or str(_("Everyone"))

    def kept(self, remaining: timedelta) -> int:
        """Return how many seats are kept for this group when the event starts in `remaining`."""
        is_released = self.released_before is not None and remaining <= timedelta(hours=self.released_before)
        return 0 if is_released else self.reserved


class Origin(models.Model):
    """From where somebody comes, where an event has quotas by region."""

    region = models.CharField(_("region"), max_length=25, choices=SECTIONS, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def comes_from(self) -> str:
        """From where they say that they come, for hosts. Nothing of who was forgotten."""
        return str(self.get_region_display()) if self.name else ""  # type: ignore[attr-defined]

    comes_from.fget.short_description = _("comes from")  # type: ignore[attr-defined]


def origin_in_words(row: Any) -> list[tuple[str, str]]:
    """Return what `row` says of where its person comes from, as they were asked."""
    return [(str(REGION), row.comes_from)] if row.comes_from else []
