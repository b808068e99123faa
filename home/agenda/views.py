"""The page of the agenda, in the active language: only what everybody may read anyway."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from coalition.members.models import LocalGovernment
from home.agenda.models import Action, Goal
from home.links import Link, Targets


@dataclass(frozen=True)
class ShownAction:
    row: Action
    title: str
    text: str
    links: list[Link]


@dataclass
class ShownGoal:
    """One goal with its words and its actions, in the order that editors gave them."""

    number: int
    title: str
    text: str
    actions: list[ShownAction] = field(default_factory=list)


def goals() -> list[ShownGoal]:
    """Return the goals with their actions, in nine queries at most; those without words are left out."""
    rows = list(Goal.objects.prefetch_related("words", "actions__words", "actions__links"))
    links = [link for goal in rows for action in goal.actions.all() for link in action.links.all()]
    targets = Targets(links)
    return [
        ShownGoal(
            number=goal.number,
            title=goal.spoken.title,
            text=goal.spoken.text,
            actions=[_shown(action, targets) for action in goal.actions.all() if action.spoken],
        )
        for goal in rows
        if goal.spoken
    ]


def actions_of(government: LocalGovernment) -> list[ShownAction]:
    """Return the actions that lead to `government`, without their links, in two queries."""
    rows = Action.objects.filter(links__government=government).distinct().order_by("goal__number", "position", "pk")
    return [
        ShownAction(row, row.spoken.title, row.spoken.text, []) for row in rows.prefetch_related("words") if row.spoken
    ]


def _shown(action: Action, targets: Targets) -> ShownAction:
    links = [link for row in action.links.all() for link in targets.of(row)]
    return ShownAction(action, action.spoken.title, action.spoken.text, links)


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    way = [{"title": gettext("Home"), "url": f"/{get_language()}/"}]
    return render(request, "home/agenda/agenda.html", {"goals": goals(), "breadcrumb": way})
