"""Goals and actions of the agenda, with words in English unless others are given."""

from home.programme.models import Action, Goal


def make_goal(number: int = 1, **titles: str) -> Goal:
    """Return goal `number`, with a title in each language of `titles`."""
    return Goal.objects.create(number=number, titles=titles or {"en": f"Goal {number}"})


def make_action(goal: Goal, *, state: str = "planned", position: int = 0, **titles: str) -> Action:
    """Return an action of `goal`, with a title in each language of `titles`."""
    titles = titles or {"en": "An action"}
    return Action.objects.create(goal=goal, state=state, position=position, titles=titles)
