"""The page of the programme, in the active language: only what everybody may read anyway."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coalition.pages.navigation import breadcrumb
from events.reports.services import held_by_year
from home.front_page import Figure
from home.links import Link, Targets

from .models import Action, Goal
from .reached import reached


@dataclass(frozen=True)
class ShownAction:
    row: Action
    title: str
    text: str
    links: list[Link]


@dataclass
class ShownGoal:
    """One goal with its words, what it has reached, and its actions in the order that editors gave them."""

    number: int
    title: str
    text: str
    figures: list[Figure] = field(default_factory=list)
    actions: list[ShownAction] = field(default_factory=list)


def goals() -> list[ShownGoal]:
    """Return the goals with their figures and actions, in 21 queries at most; those without words are left out."""
    rows = list(Goal.objects.exclude(titles={}).prefetch_related("actions__links"))
    links = [link for goal in rows for action in goal.actions.all() for link in action.links.all()]
    targets, figures = Targets(links), reached() if rows else {}
    return [
        ShownGoal(
            number=goal.number,
            title=goal.title,
            text=goal.text,
            figures=figures.get(goal.number, []),
            actions=[_shown(action, targets) for action in goal.actions.all() if action.titles],
        )
        for goal in rows
    ]


def _shown(action: Action, targets: Targets) -> ShownAction:
    links = [link for row in action.links.all() for link in targets.of(row)]
    return ShownAction(action, action.title, action.text, links)


@require_safe
def programme(request: HttpRequest) -> HttpResponse:
    context = {"goals": goals(), "meetings": held_by_year(), "breadcrumb": breadcrumb("programme")}
    return render(request, "home/programme/programme.html", context)
