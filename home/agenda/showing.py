"""What the page of the agenda shows, in the active language: only what everybody may read anyway."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language

from coalition.members.models import LocalGovernment
from coalition.pages.querysets import unrestricted
from coalition.pages.skeleton import path_of
from coalition.resources.models import ResourcePage
from events.pages.models import EventPage
from home.agenda.models import Action, Goal


@dataclass(frozen=True)
class Link:
    """Where an action leads: a public page and its title; `kind` is event, resource or member."""

    kind: str
    title: str
    url: str


@dataclass(frozen=True)
class ShownAction:
    """One action with its words and its links."""

    row: Action
    title: str
    text: str
    links: list[Link]


@dataclass
class ShownGoal:
    """One goal with its words and its actions, those done first."""

    number: int
    title: str
    text: str
    actions: list[ShownAction] = field(default_factory=list)


def goals() -> list[ShownGoal]:
    """Return the goals with their actions, in nine queries at most; those without words are left out."""
    rows = list(Goal.objects.prefetch_related("words", "actions__words", "actions__links"))
    links = [link for goal in rows for action in goal.actions.all() for link in action.links.all()]
    pages = _pages(links)
    return [
        ShownGoal(
            number=goal.number,
            title=goal.spoken.title,
            text=goal.spoken.text,
            actions=[_shown(action, pages) for action in goal.actions.all() if action.spoken],
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


def _shown(action: Action, pages: dict[tuple[str, int], Link]) -> ShownAction:
    keys = [
        (kind, key)
        for link in action.links.all()
        for kind, key in (("event", link.event_id), ("resource", link.resource_id), ("member", link.government_id))
        if key
    ]
    return ShownAction(action, action.spoken.title, action.spoken.text, [pages[key] for key in keys if key in pages])


def _pages(links: list[Any]) -> dict[tuple[str, int], Link]:
    """Return the public page of what each of `links` leads to: in the active language, else in English, else in any."""
    language = get_language() or "en"
    found: dict[tuple[str, int], Link] = {}
    for page in EventPage.objects.public().filter(event__in=_keys(links, "event_id")).one_per_event(language):
        found["event", page.event_id] = Link("event", page.title, path_of(page))
    resources = unrestricted(ResourcePage.objects.live()).filter(resource__in=_keys(links, "resource_id"))
    for page in sorted(
        resources.select_related("locale"), key=lambda page: _nearness(page.locale.language_code, language)
    ):
        found.setdefault(("resource", page.resource_id), Link("resource", page.title, path_of(page)))
    for row in LocalGovernment.objects.public().filter(pk__in=_keys(links, "government_id")):
        found["member", row.pk] = Link("member", row.name, row.get_absolute_url())
    return found


def _keys(links: list[Any], name: str) -> set[int]:
    return {key for link in links if (key := getattr(link, name))}


def _nearness(language: str, asked: str) -> tuple[bool, bool, str]:
    return language != asked, language != "en", language
