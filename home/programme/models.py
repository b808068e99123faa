"""What the programme wants and what is done for it: goals, their actions, the five deliverables of territories.

Facts once, words in each language, links to what really happened.
"""

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from charter.followup.deliverables import Deliverable
from coalition.cms.revisions import Revised
from coalition.languages.words import WordsField, in_language


class Worded(models.Model):
    """A row with a title and a text in each language."""

    titles = WordsField(_("title"), default=dict)
    texts = WordsField(_("text"), default=dict, blank=True, max_length=1000)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        """The title in the active language, else in English, else in any, else its number."""
        return in_language(self.titles) or f"{self.pk}"

    @property
    def text(self) -> str:
        return in_language(self.texts)


class Goal(Revised, Worded):
    revised_fields = ("number", "titles", "texts")

    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Goals are shown in this order."))
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="agenda_goal")

    class Meta:
        verbose_name = pgettext_lazy("of the agenda", "goal")
        verbose_name_plural = pgettext_lazy("of the agenda", "goals")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="one_goal_per_number",
                fields=["number"],
                violation_error_message=_("Another goal has this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Action(Revised, Worded, ClusterableModel):
    class State(models.TextChoices):
        DONE = "done", pgettext_lazy("action of the agenda", "Done")
        UNDER_WAY = "under-way", pgettext_lazy("action of the agenda", "Under way")
        PLANNED = "planned", pgettext_lazy("action of the agenda", "Planned")

    revised_fields = ("goal", "position", "titles", "texts", "state", "first_year", "last_year")
    revised_children = {"links": ("event", "resource", "government")}

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="actions", verbose_name=Goal._meta.verbose_name)
    position = models.PositiveSmallIntegerField(
        _("place"), default=0, help_text=_("Actions of a goal are shown in this order.")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    first_year = models.PositiveSmallIntegerField(_("from the year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("to the year"), null=True, blank=True)
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="agenda_action")

    class Meta:
        verbose_name = pgettext_lazy("of the agenda", "action")
        verbose_name_plural = pgettext_lazy("of the agenda", "actions")
        ordering = ["goal", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="action_ends_after_it_begins",
                condition=Q(last_year__isnull=True)
                | Q(first_year__isnull=False, last_year__gte=models.F("first_year")),
                violation_error_message=_("The last year of an action needs its first, and is not before it."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_unreported(self) -> bool:
        """Whether its last year is over, and nobody has said that it is done."""
        last = self.last_year or self.first_year
        return self.state != self.State.DONE and last is not None and last < timezone.localdate().year

    @property
    def years(self) -> str:
        """The years as they are written: one, or the first and the last; empty where they are not known."""
        if self.last_year and self.last_year != self.first_year:
            return f"{self.first_year}–{self.last_year}"
        return str(self.first_year or "")


class ActionLink(models.Model):
    """One event, resource or member that shows an action. What readers may not see is not shown here either."""

    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="links")
    event = models.ForeignKey(
        "events.Event", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("event")
    )
    resource = models.ForeignKey(
        "resources.Resource", models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("resource")
    )
    government = models.ForeignKey(
        "members.LocalGovernment", models.CASCADE, null=True, blank=True, related_name="+",
        verbose_name=_("local government"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("link of an action")
        verbose_name_plural = _("links of actions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="action_link_leads_to_one_thing",
                condition=Q(event__isnull=False, resource__isnull=True, government__isnull=True)
                | Q(event__isnull=True, resource__isnull=False, government__isnull=True)
                | Q(event__isnull=True, resource__isnull=True, government__isnull=False),
                violation_error_message=_("Choose one event, one resource or one local government."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event_id or self.resource_id or self.government_id}"


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

    @property
    def is_unreported(self) -> bool:
        """Whether the year for which it was planned is over, and nobody has said more."""
        return self.state == self.State.PLANNED and self.year is not None and self.year < timezone.localdate().year
