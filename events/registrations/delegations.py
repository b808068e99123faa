"""A delegation: people are named, and give back the seats that are kept for them, or take them.

Decision 0015-seats-under-one-lock. The locks are those of seats (registrations.services). Nothing that happens
when people are named depends on whether an address is known: no row is looked up by address.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from coalition.mail.models import Message
from coalition.mail.services import send
from coalition.privacy import discretion
from coalition.privacy.email_addresses import mailbox_digest
from events.models import Event, RegistrationClosed
from events.seats.models import TOLD

from . import admission, emails, services, waiting_list
from .admission import NamedPerson, address_fields
from .fields import CHANGEABLE
from .models import Registration, SeatMove
from .seating import Seating, lock_registration, locked_seating, promote_waiting
from .services import keep_quiet, keep_said, own_revisions, registrations_of


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


Kind = SeatMove.Kind


@transaction.atomic
def take(*, named: NamedPerson, answers: Mapping[str, Any]) -> Registration:
    """Give the seat that is kept to who was named, with what they answered about themselves; return theirs.

    Whose address is registered for this event already keeps that registration, with what they answered now, and gets
    the seat with it where they had none. Where no seat was kept, they wait from when they were named. Raises Over.
    """
    seating = locked_seating(named.registration.event_id)
    seating.settle()  # what was not taken in time is the next person's
    found = NamedPerson.objects.select_related("registration__event", "registration__category").get(pk=named.pk)
    if not found.is_open:
        raise Over(named.pk)
    row = found.registration
    row.event = seating.event
    registered = Registration.objects.active().filter(event_id=row.event_id, email_digest=found.email_digest)
    existing = registered.select_related("category").first()
    theirs = existing or row
    # Who has a seat or waits for one was let in since the hosts said no.
    asks = existing is None or existing.state == State.APPLIED
    is_refused = asks and admission.refused_at(seating.event, found.email_digest) is not None
    NamedPerson.objects.filter(pk=found.pk).update(answer=Answer.TAKEN, email="", registration=theirs)
    if existing:
        if answers.get("discreet"):
            keep_quiet(existing)
        existing.prove()
        existing.event = seating.event
        keep_said(existing, answers)
        _give(seating, row, existing, is_refused=is_refused)
    else:
        _become_theirs(seating, row, found, answers, is_refused=is_refused)
    return Registration.objects.select_related("event", "category").get(pk=theirs.pk)


def _become_theirs(
    seating: Seating, row: Registration, named: NamedPerson, answers: Mapping[str, Any], *, is_refused: bool
) -> None:
    kept = [name for name in (*CHANGEABLE, *TOLD) if name in answers]
    for name in kept:
        setattr(row, name, answers[name])
    row.email, row.email_digest = named.email, named.email_digest
    row.own_revisions = own_revisions(registrations_of(row))
    row.save(update_fields=[*kept, "email", "email_digest", "own_revisions"])
    discretion.choose(address=row.email, source=row.discretion_source, discreet=row.discreet)
    if is_refused:
        row.state, row.claim_by, row.changed_at = State.APPLIED, None, seating.now
        row.save(update_fields=["state", "claim_by", "changed_at"])
        emails.send_receipt(row)
        promote_waiting(event=seating.event)
    elif row.state == State.OFFERED:
        seating.move(row, State.CONFIRMED, Kind.CLAIMED)
        emails.send_receipt(row)
    elif row.pk not in {one.pk for one in seating.settle()}:  # a seat may have become free meanwhile
        emails.send_receipt(row)


def _give(seating: Seating, kept: Registration, existing: Registration, *, is_refused: bool) -> None:
    """Give the seat of `kept` to `existing`, of the same person, where that one has none; else to the next."""
    had_seat = kept.state == State.OFFERED
    Registration.objects.filter(pk=kept.pk).update(
        state=State.CANCELLED, claim_by=None, name="", changed_at=seating.now
    )
    if is_refused:
        emails.send_link_again(existing)
    elif existing.state == State.OFFERED:
        waiting_list.claim(registration=existing)
    elif had_seat and existing.state in (State.WAITING, State.APPLIED):
        existing.category = kept.category
        existing.region = kept.region
        existing.save(update_fields=["region"])
        seating.move(existing, State.CONFIRMED, Kind.CLAIMED)
        emails.send_promotion(existing)
    elif existing.state == State.APPLIED and seating.event.state == Event.State.SCHEDULED:
        waiting_list.let_in(seating, existing, host=None)  # a delegation that was let in needs no approval
    else:
        emails.send_link_again(existing)
    waiting_list.keep_answers(existing)
    promote_waiting(event=seating.event)
