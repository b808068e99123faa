"""Goals of the agenda and their actions: facts once, words in each language, links to what really happened."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from coalition.cms.revisions import Revised


class Spoken(ClusterableModel):
    """A row with a title and a text in each language, as child rows `words`."""

    class Meta:
        abstract = True

    @property
    def spoken(self) -> Any:
        """The words of the active language, else the English ones, else any; None without words."""
        found = {row.language: row for row in self.words.all()}
        return found.get(get_language() or "") or found.get("en") or next(iter(found.values()), None)

    @property
    def title(self) -> str:
        return self.spoken.title if self.spoken else f"{self.pk}"


class Words(models.Model):
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=1000, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.title} ({self.language})"


class Goal(Revised, Spoken):
    revised_fields = ("number",)
    revised_children = {"words": ("language", "title", "text")}

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


class GoalWords(Words):
    goal = ParentalKey(Goal, on_delete=models.CASCADE, related_name="words")

    class Meta:
        verbose_name = _("words of a goal")
        verbose_name_plural = _("words of goals")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_goal_and_language",
                fields=["goal", "language"],
                violation_error_message=_("This goal already has words in this language."),
            )
        ]


class Action(Revised, Spoken):
    class State(models.TextChoices):
        DONE = "done", pgettext_lazy("action of the agenda", "Done")
        UNDER_WAY = "under-way", pgettext_lazy("action of the agenda", "Under way")
        PLANNED = "planned", pgettext_lazy("action of the agenda", "Planned")

    revised_fields = ("goal", "position", "state", "first_year", "last_year")
    revised_children = {
        "words": ("language", "title", "text"),
        "links": ("event", "resource", "government"),
    }

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
    def is_late(self) -> bool:
        """Whether its last year is over and it is not done."""
        last = self.last_year or self.first_year
        return self.state != self.State.DONE and last is not None and last < timezone.localdate().year

    @property
    def state_in_words(self) -> str:
        return pgettext("action of the agenda", "Late") if self.is_late else self.get_state_display()

    @property
    def years(self) -> str:
        """The years as they are written: one, or the first and the last; empty where they are not known."""
        if self.last_year and self.last_year != self.first_year:
            return f"{self.first_year}–{self.last_year}"
        return str(self.first_year or "")


class ActionWords(Words):
    action = ParentalKey(Action, on_delete=models.CASCADE, related_name="words")

    class Meta:
        verbose_name = _("words of an action")
        verbose_name_plural = _("words of actions")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                name="one_text_per_action_and_language",
                fields=["action", "language"],
                violation_error_message=_("This action already has words in this language."),
            )
        ]


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
