"""What a form of registration asks beside its four fields: from where one comes, and the questions of the event."""

from coalition.pages.memory import recall
from events.questions.models import Question
from events.seats.models import Quota


def what_is_asked(event: int) -> tuple[list[Quota], list[Question]]:
    """Return the quotas of an event, which ask from where one comes, and its questions: the same until a host acts."""
    return recall(
        ("what is asked", event),
        lambda: (
            list(Quota.objects.filter(event_id=event).select_related("government")),
            list(Question.objects.filter(event_id=event)),
        ),
    )
