"""The facts of an event as one editor sees them: which version they are, and what they say."""

import hashlib
from collections.abc import Iterator
from typing import Any

from events.days import EventDay
from events.models import Event
from events.pages.moments import when
from events.questions.models import Question
from events.registrations.models import SeatCategory
from events.rooms.models import OnlineRoom
from events.seats.models import Quota


def version(event: Event) -> str:
    """Return a digest of the typed facts of `event`, of its room where it has one, and of its seats, as stored."""
    stored = [Event.objects.filter(pk=event.pk).values_list(*Event.revised_fields).first(), *_added(event.pk)]
    seats = SeatCategory.objects.filter(event_id=event.pk).order_by("pk").values_list("pk", "names", "kind", "capacity")
    quotas = Quota.objects.filter(event_id=event.pk).order_by("pk").values_list("pk", *Event.revised_children["quotas"])
    questions = Question.objects.filter(event_id=event.pk).values_list("pk", *Event.revised_children["questions"])
    rooms = OnlineRoom.objects.filter(event_id=event.pk).order_by("pk").values_list("part", "address", "opens_before")
    days = EventDay.objects.filter(event_id=event.pk).values_list("pk", *Event.revised_children["days"])
    facts = (stored, *(list(rows) for rows in (seats, quotas, questions, rooms, days)))
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def _added(pk: int) -> Iterator[Any]:
    """Yield what kinds of events with a table of their own, such as webinars, add to the event `pk`."""
    for relation in Event._meta.related_objects:
        if getattr(relation, "parent_link", False):
            kind = relation.related_model
            own = [field.name for field in kind._meta.local_fields if not field.primary_key]
            if own:  # without a name, values_list would give all that the event has
                yield kind._default_manager.filter(pk=pk).values_list(*own).first()


def told(event: Event) -> str:
    """Return what matters most of `event` in words: when, on its own clock, in which state and in which mode."""
    return " · ".join((when(event), str(event.get_state_display()), str(event.get_mode_display())))
