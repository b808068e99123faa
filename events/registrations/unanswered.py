"""What an event asks of who registers, and what it still asks of those who did: what must be answered, and what may be.

It is told on one's own page and in the receipt; hosts see how many people leave something open that must be answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from coalition.pages.memory import recall
from events.questions.models import Question, left_open
from events.seats.models import Quota

from .fields import ANSWERS, which
from .models import Registration


def what_is_asked(event: int) -> tuple[list[Quota], list[Question]]:
    """Return the quotas of an event, which ask from where one comes, and its questions."""
    return recall(
        ("what is asked", event),
        lambda: (
            list(Quota.objects.filter(event_id=event)),
            list(Question.objects.filter(event_id=event)),
        ),
    )


@dataclass(frozen=True)
class StillAsked:
    """The questions that somebody left open, in their words: those that must be answered, and the others."""

    needed: list[str]
    others: list[str]


def still_asked(registration: Registration, questions: Iterable[Question] | None = None) -> StillAsked:
    """Return what `registration` leaves open; nothing of one that is over.

    Of the declared fields those count that the form does not ask. `questions` are those of the event, where they were
    read; else the process remembers them, but for transactions.
    """
    if not registration.may_be_cancelled or not registration.email:
        return StillAsked([], [])
    asked = what_is_asked(registration.event_id)[1] if questions is None else questions
    left = left_open(registration, registration.category.kind, asked)
    own = [str(ANSWERS[name].question().label) for name in which("asked_later") if not getattr(registration, name)]
    needed = [str(one) for one in left if one.required]
    return StillAsked(needed, own + [str(one) for one in left if not one.required])


def lacking(questions: Iterable[Question]) -> Q:
    """Return the condition of registrations that leave one of `questions` open which they must answer."""
    return reduce(or_, (_lacks(one) for one in questions if one.required), Q(pk__in=[]))


def _lacks(question: Question) -> Q:
    key = str(question.pk)
    seats = Q(category__kind=question.seats) if question.seats else Q()
    return Q(event_id=question.event_id) & seats & ~Q(told__has_key=key) & ~Q(needs__has_key=key)


def who_lacks(event: int) -> Q:
    """Return the condition of those registered for `event` who must still answer something: one query."""
    lacks = lacking(Question.objects.filter(event_id=event, required=True))
    return lacks & Q(event_id=event) & ~Q(state="cancelled") & ~Q(email="")
