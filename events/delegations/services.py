"""A delegation: people are named, and give back the seats that are kept for them, or take them (taking.py).

Decision 0015-seats-under-one-lock. The locks are those of seats (registrations.services). Nothing that happens
when people are named depends on whether an address is known: no row is looked up by address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy.addresses import mailbox_digest
from events.models import Event, RegistrationClosed
from events.registrations import services
from events.registrations.admission import NamedPerson, address_fields
from events.registrations.models import Registration
from events.registrations.seating import Seating, lock_registration, locked_seating


def path_of(named: NamedPerson, token: str, language: str) -> str:
    """Return the path of the page of `named`, at an address that says nothing."""
    return f"/{language}/e/{named.registration.event.short_id}/n/{token}/"


def send_link(named: NamedPerson, token: str, language: str) -> Message:
    """Owe the link. Neither event nor leader is named in it, nor anything that the leader typed."""
    return send(
        key=f"named:{named.digest}",
        template="events/mail/named",
        to=named.email,
        language=language,
        context={"named_url": f"{settings.SITE_URL}{path_of(named, token, language)}"},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


State, Answer = Registration.State, NamedPerson.Answer
ANSWER_WITHIN = timedelta(days=7)
LAST_DAY = timedelta(days=1)  # before the start: who has not answered by then has no seat
TIMES = 2  # so many times the number that one may name, in all: who gives back and names anew comes to an end


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who is named, as typed."""

    name: str
    email: str


class TooMany(Exception):
    """More people than may be named now; `left` says how many."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class Over(Exception):
    """There is nothing to answer, or to give back, any more."""


def may_name(leader: Registration) -> bool:
    """Say whether the holder of `leader`, loaded with event and seats, may name people: they have a seat, or wait.

    Who was named names nobody: a delegation has one leader, and an end.
    """
    has_place = leader.state in (State.CONFIRMED, State.WAITING)
    may = leader.category.brings and has_place and leader.email and leader.event.is_open_for_registration
    return bool(may) and not NamedPerson.objects.filter(registration_id=leader.pk).exists()


def left(leader: Registration) -> int:
    """Return how many people may still be named: one query. Who took a seat counts, whatever became of it.

    Who gave their seat back and registered anew is the same leader.
    """
    brings = leader.category.brings or 0
    named = NamedPerson.objects.filter(leader__event=leader.event_id, leader__email_digest=leader.email_digest)
    answers = list(named.values_list("answer", flat=True))
    counted = sum(answer != Answer.CLOSED for answer in answers)
    return max(min(brings - counted, brings * TIMES - len(answers)), 0)


def answer_by(event: Event, now: datetime) -> datetime:
    """Return until when somebody who is named now may answer: a week, at most to the day before the start.

    Who is named in the last two days has a day, and nobody has longer than to the start; once it has begun, to the end.
    """
    begins = event.start if event.start > now else event.end
    return min(now + ANSWER_WITHIN, max(event.start - LAST_DAY, now + LAST_DAY), begins)


@transaction.atomic
def name_people(*, leader: Registration, people: Sequence[Person], language: str) -> list[NamedPerson]:
    """Keep a seat for each of `people`, in their order, while there are some; who finds none waits once they answer.

    Each gets one neutral mail in `language` with a link of their own, whether their address is known or not. They come
    from where the leader does, and take the same seats. All of it happens, or nothing.

    Raises RegistrationClosed where nobody may be named now, and TooMany.
    """
    seating = locked_seating(leader.event_id)
    leader = Registration.objects.select_related("category", "event").get(pk=leader.pk)
    if not may_name(leader):
        raise RegistrationClosed(leader.pk)
    if len(people) > (most := left(leader)):
        raise TooMany(most)
    seating.settle()  # seats that time set free go to who waits
    named = [_keep(seating, leader, person, language) for person in people]
    for one, token in sorted(named, key=lambda pair: mailbox_digest(pair[0].email)):  # the order of locks: mail.budget
        send_link(one, token, language)
    return [one for one, _token in named]


def _keep(seating: Seating, leader: Registration, person: Person, language: str) -> tuple[NamedPerson, str]:
    row = Registration(
        event=seating.event,
        category=leader.category,
        name=person.name,
        language=language,
        state=State.WAITING,
        region=leader.region,
    )
    if seating.admits(row):
        seating.standing.take(seating.claim_of(row))
        row.state, row.claim_by = State.OFFERED, answer_by(seating.event, seating.now)
    row.save()
    token = NamedPerson.issue(leader=leader, registration=row, name=person.name, **address_fields(person.email))
    return NamedPerson.behind(token).select_related("registration__event").get(), token


def find(token: str) -> NamedPerson | None:
    """Return who was named behind `token`, with the seat and its event; None where it is unknown."""
    rows = NamedPerson.behind(token).select_related("leader", "registration__event", "registration__category")
    return rows.first()


@transaction.atomic
def give_back(*, named: NamedPerson) -> None:
    """Give the seat back that is kept for somebody who has not answered, as they or their leader say. Raises Over."""
    lock_registration(named.registration)
    found = NamedPerson.objects.select_related("registration__event").get(pk=named.pk)
    if found.answer != Answer.NONE:
        raise Over(named.pk)
    try:
        services.cancel_registration(registration=found.registration)  # which calls close()
    except services.NothingToCancel:
        raise Over(named.pk) from None
