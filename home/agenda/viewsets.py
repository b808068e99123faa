"""The agenda in the CMS. Registered in `home/wagtail_hooks.py`."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from coalition.pages.cms_views import RevisedViewSet
from home.agenda.models import Action, Goal

WORDS = InlinePanel("words", [FieldPanel("language"), FieldPanel("title"), FieldPanel("text")], label=_("Texts"))


class GoalViewSet(RevisedViewSet):
    model = Goal
    icon = "tick"
    menu_label = _("Goals")
    list_display = ["__str__"]
    panels = [FieldPanel("number"), WORDS]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        return Goal.objects.prefetch_related("words").order_by("number")


class ActionViewSet(RevisedViewSet):
    model = Action
    icon = "list-ul"
    menu_label = pgettext_lazy("of the agenda", "Actions")
    list_display = [
        "__str__",
        Column("goal", label=Goal._meta.verbose_name),
        Column("get_state_display", label=_("State"), sort_key="state"),
        Column("years", label=_("Years")),
    ]
    list_filter = ["goal", "state"]
    panels = [
        FieldRowPanel([FieldPanel("goal"), FieldPanel("position")]),
        FieldRowPanel([FieldPanel("state"), FieldPanel("first_year"), FieldPanel("last_year")]),
        WORDS,
        InlinePanel(
            "links",
            [FieldPanel("event"), FieldPanel("resource"), FieldPanel("government")],
            label=_("Events, resources and members"),
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any, Any]:
        rows = Action.objects.select_related("goal").prefetch_related("words", "goal__words")
        return rows.order_by("goal__number", "position", "pk")


class AgendaGroup(SnippetViewSetGroup):
    items = (ActionViewSet, GoalViewSet)
    menu_label = _("Agenda")
    menu_icon = "tasks"
    menu_order = 155
