"""What can be chosen of the calendar, for a form: groups of boxes, of which several can be ticked."""

from dataclasses import dataclass

from coalition.pages.memory import recall
from events.calendar.filters import NAMES, Chosen, offered
from events.pages.models import EventPage

SOME = ("theme", "series")  # what not every event has: a single value is a choice too


@dataclass(frozen=True)
class Group:
    """The values of one name: value, words, and whether it is chosen."""

    name: str
    label: str
    values: list[tuple[str, str, bool]]


def choices(chosen: Chosen, language: str) -> list[Group]:
    """Return a group for each name of which events have more than one value, or of which one is chosen; few queries.

    What is chosen is among its values, even where no event has it any more.
    """
    there = recall(("choices of the calendar", language), lambda: offered(EventPage.objects.public()))
    asked = chosen.asked
    known = dict(zip((value for values in asked.values() for value in values), chosen.labels(), strict=True))
    groups = []
    for name, label in NAMES.items():
        mine = asked.get(name, ())
        values = [*there[name], *((value, known[value]) for value in mine if value not in dict(there[name]))]
        if len(values) > 1 or mine or (values and name in SOME):
            groups.append(Group(name, str(label), [(value, words, value in mine) for value, words in values]))
    return groups
