"""How far the five deliverables of a territory are: facts once, each with what shows it."""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from charter.followup.deliverables import Deliverable
from coalition.cms.revisions import Revised

NO_LINK = Q(event__isnull=True, resource__isnull=True, page__isnull=True)
ONE_LINK = (
    Q(event__isnull=False, resource__isnull=True, page__isnull=True)
    | Q(event__isnull=True, resource__isnull=False, page__isnull=True)
    | Q(event__isnull=True, resource__isnull=True, page__isnull=False)
)


class TerritoryWork(Revised, ClusterableModel):
    """The deliverables of one pilot territory or observatory, as editors keep them."""

    revised_fields = ("government",)
    revised_children = {
        "deliverables": ("deliverable", "state", "year", "month", "updated", "until", "event", "resource", "page")
    }

    government = models.OneToOneField(
        "members.LocalGovernment", models.CASCADE, related_name="work", verbose_name=_("local government"),
        error_messages={"unique": _("The deliverables of this local government are already kept: edit those.")},
    )  # fmt: skip
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="territory_work")

    class Meta:
        verbose_name = _("deliverables of a territory")
        verbose_name_plural = _("deliverables of territories")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.government)

    def clean(self) -> None:
        """Refuse a government that has no page of a territory."""
        super().clean()
        government = self.government if self.government_id else None
        if government is not None and not (government.pilot or government.observatory_since):
            raise ValidationError(
                {"government": _("Choose a pilot territory, or a local government with an observatory.")}
            )

    def count_done(self) -> str:
        """Return how many of its deliverables are done, as in 2/5."""
        done = sum(row.state == TerritoryDeliverable.State.DONE for row in self.deliverables.all())
        return f"{done}/{len(Deliverable)}"


class TerritoryDeliverable(models.Model):
    """How far one deliverable of a territory is, since when, and one thing of this site that shows it."""

    class State(models.TextChoices):
        DONE = "done", pgettext_lazy("deliverable of a territory", "Done")
        UNDER_WAY = "under-way", pgettext_lazy("deliverable of a territory", "Under way")
        PLANNED = "planned", pgettext_lazy("deliverable of a territory", "Planned")

    work = ParentalKey(TerritoryWork, on_delete=models.CASCADE, related_name="deliverables")
    deliverable = models.CharField(_("deliverable"), max_length=20, choices=Deliverable)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, help_text=_("In which it was done, was begun, or is planned.")
    )
    month = models.PositiveSmallIntegerField(_("month"), null=True, blank=True, help_text=_("1 to 12, if it is known."))
    updated = models.PositiveSmallIntegerField(_("last updated in the year"), null=True, blank=True)
    until = models.PositiveSmallIntegerField(
        _("covers until the year"), null=True, blank=True, help_text=_("Such as the last year of an action plan.")
    )
    event = models.ForeignKey(
        "events.Event", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("event")
    )
    resource = models.ForeignKey(
        "resources.Resource", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("resource")
    )
    page = models.ForeignKey(
        "wagtailcore.Page", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("page")
    )

    class Meta:
        verbose_name = _("deliverable of a territory")
        verbose_name_plural = _("deliverables of a territory")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="one_state_per_deliverable_of_a_territory",
                fields=["work", "deliverable"],
                violation_error_message=_("This deliverable stands here already."),
            ),
            models.CheckConstraint(
                name="deliverable_month_has_its_year",
                condition=Q(month__isnull=True) | Q(month__range=(1, 12), year__isnull=False),
                violation_error_message=_("A month is 1 to 12, and needs its year."),
            ),
            models.CheckConstraint(
                name="deliverable_leads_to_one_thing",
                condition=NO_LINK | ONE_LINK,
                violation_error_message=_("Choose one event, one resource or one page, or none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_deliverable_display()}: {self.get_state_display()}"
