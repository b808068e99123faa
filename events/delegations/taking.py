"""Who was named takes the seat that is kept for them, and is a registration as any other from then on.

Decision 0015-seats-under-one-lock. A no of the hosts stands (decision 0010-confirm-then-count): whom they declined or
took out waits for them, as who asks to be let in. The locks are those of seats (registrations.services).
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from coalition.privacy import discretion
from events.models import Event
from events.questions.models import TOLD
from events.registrations import admission, emails, waiting_list
from events.registrations.admission import NamedPerson
from events.registrations.fields import CHANGEABLE
from events.registrations.models import Registration
from events.registrations.moves.models import SeatMove
from events.registrations.registering import keep_quiet, keep_said, own_revisions, registrations_of
from events.registrations.seating import Seating, locked_seating, promote_waiting

from .services import Answer, Over, State

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
