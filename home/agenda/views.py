"""The page of the agenda, in the active language: only what everybody may read anyway."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from coalition.members.models import LocalGovernment
from events.reports.services import held_by_year
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
    """Return the goals with their actions, in seven queries at most; those without words are left out."""
    rows = list(Goal.objects.exclude(titles={}).prefetch_related("actions__links"))
    links = [link for goal in rows for action in goal.actions.all() for link in action.links.all()]
    targets = Targets(links)
    return [
        ShownGoal(
            number=goal.number,
            title=goal.title,
            text=goal.text,
            actions=[_shown(action, targets) for action in goal.actions.all() if action.titles],
        )
        for goal in rows
    ]


def actions_of(government: LocalGovernment) -> list[ShownAction]:
    """Return the actions that lead to `government`, without their links, in one query."""
    rows = (
        Action.objects.filter(links__government=government)
        .exclude(titles={})
        .distinct()
        .order_by("goal__number", "position", "pk")
    )
    return [ShownAction(row, row.title, row.text, []) for row in rows]


def _shown(action: Action, targets: Targets) -> ShownAction:
    links = [link for row in action.links.all() for link in targets.of(row)]
    return ShownAction(action, action.title, action.text, links)


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    way = [{"title": gettext("Home"), "url": f"/{get_language()}/"}]
    context = {"goals": goals(), "meetings": held_by_year(), "breadcrumb": way}
    return render(request, "home/agenda/agenda.html", context)
