"""The agenda of the demonstration, linked to its events, resources and members."""

from typing import Any

from coalition.members.models import LocalGovernment
from coalition.resources.models import Resource
from events.pages.models import EventPage
from home.agenda.models import Action, ActionLink, ActionWords, Goal, GoalWords

FACTS = ("state", "first_year", "last_year")


def load(content: dict[str, Any]) -> None:
    """Make the goals of `content` that are missing, each with its actions."""
    for item in content["goal"]:
        goal, made = Goal.objects.get_or_create(number=item["number"])
        if not made:
            continue
        GoalWords.objects.bulk_create(GoalWords(goal=goal, **words) for words in _words(item))
        for position, row in enumerate(item["action"], start=1):
            facts = {name: row[name] for name in FACTS if name in row}
            action = Action.objects.create(goal=goal, position=position, **facts)
            ActionWords.objects.bulk_create(ActionWords(action=action, **words) for words in _words(row))
            ActionLink.objects.bulk_create(_links(action, row))


def _words(item: dict[str, Any]) -> list[dict[str, str]]:
    texts = item.get("text", {})
    return [
        {"language": language, "title": title, "text": texts.get(language, "")}
        for language, title in item["title"].items()
    ]


def _links(action: Action, row: dict[str, Any]) -> list[ActionLink]:
    events = [EventPage.objects.filter(slug=slug)[0].event for slug in row.get("events", [])]
    resources = [Resource.objects.get(key=key) for key in row.get("resources", [])]
    members = [LocalGovernment.objects.get(code=code) for code in row.get("members", [])]
    return [
        *(ActionLink(action=action, event=event) for event in events),
        *(ActionLink(action=action, resource=resource) for resource in resources),
        *(ActionLink(action=action, government=member) for member in members),
    ]
