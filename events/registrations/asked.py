"""What a form of registration offers and asks: the seats, from where one comes, and the questions of the event.

Each is remembered until a host acts.
"""

from coalition.pages.memory import recall
from events.questions.models import Question
from events.seats.models import Quota

from .fullness import offered
from .models import SeatCategory


def seats_offered(event: int) -> list[SeatCategory]:
    """Return the seat categories of an event, with what the public is told of how full they are (fullness.offered)."""
    return recall(("seats offered", event), lambda: list(offered(event)))


def what_is_asked(event: int) -> tuple[list[Quota], list[Question]]:
    """Return the quotas of an event, which ask from where one comes, and its questions."""
    return recall(
        ("what is asked", event),
        lambda: (
            list(Quota.objects.filter(event_id=event).select_related("government")),
            list(Question.objects.filter(event_id=event)),
        ),
    )
