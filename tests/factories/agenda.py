"""Goals and actions of the agenda, with words in English unless others are given."""

from home.agenda.models import Action, ActionWords, Goal, GoalWords


def make_goal(number: int = 1, **titles: str) -> Goal:
    """Return goal `number`, with a title in each language of `titles`."""
    row = Goal.objects.create(number=number)
    for language, title in (titles or {"en": f"Goal {number}"}).items():
        GoalWords.objects.create(goal=row, language=language, title=title)
    return row


def make_action(goal: Goal, *, state: str = "planned", position: int = 0, **titles: str) -> Action:
    """Return an action of `goal`, with a title in each language of `titles`."""
    row = Action.objects.create(goal=goal, state=state, position=position)
    for language, title in (titles or {"en": "An action"}).items():
        ActionWords.objects.create(action=row, language=language, title=title)
    return row
