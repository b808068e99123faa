"""Questions to the hosts: asked by who is let in, marked by who runs the event. The only writers of these rows."""

from django.utils import timezone

from events.models import Event
from events.registrations.models import Registration

from .models import LiveQuestion
from .showing import Live


class Closed(Exception):
    """Questions are taken while the page is open to who asks."""


def ask(*, registration: Registration, text: str) -> None:
    """Give `text` to the hosts of the registration's event, and keep nothing of who asked. Raises Closed.

    The minute is kept, since a second would tell whose request it was, to whoever reads logs beside it.
    """
    if not Live(registration).is_open:
        raise Closed
    minute = timezone.now().replace(second=0, microsecond=0)
    LiveQuestion.objects.create(event=registration.event, text=text, asked_at=minute)


def mark(*, event: Event, question: int, mark: str) -> None:
    """Mark a question of `event`; one that is another event's, or gone, stays as it is."""
    LiveQuestion.objects.filter(event_id=event.pk, pk=question).update(mark=LiveQuestion.Mark(mark))
