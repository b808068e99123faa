"""What may happen to events and registrations. The locks are those of seating.py."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.log_actions import log

from coalition.caching.memory import recall
from coalition.mail.models import Message
from coalition.privacy import discretion, erasures, registry, secret_links
from coalition.privacy.email_addresses import address_digest
from coalition.users.models import User
from events.days import hold
from events.models import Event, RegistrationClosed
from events.pages.models import EventPage
from events.seats.models import TOLD, told_of
from events.walltime import DAY, tables_version
from events.zones import is_zone

from . import admission, emails, event_changes, waiting_list
from .admission import Admission, InvitationOver, LinkOver, PersonalInvitation
from .event_changes import Telling
from .fields import ASKED_LATER, Registrant, answers_of
from .models import CONFIRM_WITHIN, Registration, RegistrationRequest, SeatCategory, SeatMove, ZoneTables
from .seating import Seating, lock_categories, lock_registration, locked_seating, promote_waiting
from .signals import registration_confirmed

EXPORTED = "events.export_registrations"  # the action in the site history
GIVEN_BACK = "seat"  # what the list beside the database calls who gave one back (coalition/privacy/erasures.py)


class NothingToCancel(Exception):
    """The registration was cancelled before, or its event is over."""


@transaction.atomic
def cancel_registration(*, registration: Registration) -> Registration:
    """Give the seat back; the next on the waiting list gets it. Cancelling twice changes nothing.

    Raises NothingToCancel when the event is over.
    """
    registration = lock_registration(registration)
    if registration.state != Registration.State.CANCELLED:
        if not registration.may_be_cancelled:
            raise NothingToCancel(registration.pk)
        _give_back(registration, owe_mail=emails.send_withdrawal)
    return registration


@transaction.atomic
def cancel_registration_for(*, registration: Registration, host: User, reason: str) -> Registration:
    """Cancel someone's `registration` as `host`: they are told by mail, and the next in the waiting list moves up.

    `reason` stays with the registration, for the team's eyes: it is in no mail and on no page of the site. Who asks
    for a copy of their data gets it (GDPR article 15), and it is emptied with the rest of what names the person.

    Raises NothingToCancel when the registration was cancelled before, or its event is over.
    """
    registration = lock_registration(registration)
    if not registration.may_be_cancelled:
        raise NothingToCancel(registration.pk)
    registration.cancelled_by_id, registration.cancel_reason = host.pk, reason
    _give_back(registration, owe_mail=emails.send_removal)
    log(instance=registration.event, action="events.cancel_registration", user=host)
    return registration


def give_back_again(*, registration: Registration) -> None:
    """Give a seat back once more in a restored database: they were told then, and no mail is owed now."""
    registration = lock_registration(registration)
    if registration.state != Registration.State.CANCELLED:
        _give_back(registration, owe_mail=None, listed=True)


def here() -> Iterator[registry.Here]:
    """Yield everybody who has a seat or waits for one, with how they give it back in a restored database."""
    held = Registration.objects.exclude(state=Registration.State.CANCELLED).order_by("pk")
    for registration in held.iterator():
        yield registry.Here(registration.calendar_id, partial(give_back_again, registration=registration))


def _give_back(
    registration: Registration, *, owe_mail: Callable[[Registration], Message] | None, listed: bool = False
) -> None:
    if not listed:
        erasures.remember_leaving(GIVEN_BACK, registration.calendar_id)
    registration.state = Registration.State.CANCELLED
    registration.changed_at, registration.claim_by = timezone.now(), None
    registration.own_revisions += 1
    fields = ["state", "changed_at", "claim_by", "cancelled_by", "cancel_reason", "own_revisions"]
    registration.save(update_fields=fields)
    if registration.email and owe_mail:
        owe_mail(registration)
    admission.close_named(registration)
    promote_waiting(event=registration.event)


@contextmanager
def announcing(event: Event, telling: Telling | None = None) -> Iterator[Event]:
    """Save `event` inside this block: those registered whom a change of its schedule concerns are then told of it.

    Wagtail's editor and the services below share it, so both follow one rule. That they are told is owed by one row
    in the transaction of the change, and the worker makes the mails (event_changes.py). More seats go to the
    waiting list. A person who registers meanwhile waits for the transaction, then learns of the change.
    """
    with transaction.atomic():
        lock_categories(SeatCategory.objects.filter(event_id=event.pk))
        before = Event.objects.select_for_update(no_key=True).filter(pk=event.pk).first() if event.pk else None
        if before is not None:
            hold(before)
        yield event
        if before is None:
            return
        if before.state == Event.State.SCHEDULED != event.state:  # nobody can take a seat now: no offer runs out
            _end_offers(event)
        if event.sequence > before.sequence:
            event_changes.owe(event=event, before=before, telling=telling or Telling())
        promote_waiting(event=event)


def _end_offers(event: Event) -> None:
    """Put everybody whom a seat of `event` was offered back on the waiting list, at their place, and log it."""
    offered = Registration.objects.filter(event_id=event.pk, state=Registration.State.OFFERED).order_by("pk")
    moves = [
        SeatMove(
            event_id=event.pk, registration_id=pk, category_id=category, kind=SeatMove.Kind.WITHDRAWN,
            state=Registration.State.WAITING,
        )
        for pk, category in offered.values_list("pk", "category_id")
    ]  # fmt: skip
    SeatMove.objects.bulk_create(moves)
    offered.update(state=Registration.State.WAITING, claim_by=None)


def save_event(*, event: Event, telling: Telling | None = None) -> Event:
    """Save `event` as an editor does: revision, feeds, mails to registrants, waiting list."""
    with announcing(event, telling):
        event.save()
    return event


def note_export(*, by: Any, kind: str, event: str) -> None:
    """Note that `by` took a file of this `kind`, such as csv, with people of `event` (a key; "": all of theirs)."""
    log(instance=by, action=EXPORTED, user=by, title=str(by), data={"format": kind, "event": event})


State = Registration.State


def ask(
    *,
    event: Event,
    category: SeatCategory,
    person: Registrant,
    more: Mapping[str, Any] | None = None,
    invitation: PersonalInvitation | None = None,
) -> RegistrationRequest:
    """Keep what `person` typed for 48 hours, and owe them one mail with a button, which does not say for what.

    `more` is what the event asks besides: from where they come and its own questions (seats.forms). No
    seat is taken. A known address causes the same statements, rows and mail as an unknown one.

    `invitation` lets them in (admission.py): an event may be for these only. A person whom a host adds
    has a seat at once (`add`).

    Raises RegistrationClosed outside the registration window, and for who is not let in; SeatCategory.DoesNotExist
    when the seats were removed.
    """
    event.check_open_for_registration()
    if event.by_invitation and invitation is None:
        raise RegistrationClosed(event.uid)
    try:
        with transaction.atomic():
            if not SeatCategory.objects.filter(pk=category.pk, event_id=event.pk).exists():
                raise SeatCategory.DoesNotExist
            fields = person.as_fields() | dict(more or {})
            asked = RegistrationRequest.objects.create(event=event, category=category, invitation=invitation, **fields)
            emails.send_confirmation_link(asked)
            return asked
    except IntegrityError:  # the seats were removed at this moment
        raise SeatCategory.DoesNotExist from None


def other_meetings(event: Event) -> list[Event]:
    """Return the other meetings of the series of `event` that its form may offer, those not open now among them."""
    if event.series is None or event.closed or event.neutral_address or event.by_invitation:
        return []
    found = recall(("meetings", event.series), lambda: list(_shown().filter(series=event.series)))
    return [one for one in found if one.pk != event.pk]


def _shown() -> QuerySet[Event]:
    """Return the meetings that lists show and for which everybody may register, whether or not it is open now."""
    pages = EventPage.objects.public().filter(event=OuterRef("pk"))
    seats = SeatCategory.objects.filter(event=OuterRef("pk"))
    rows = Event.objects.filter(Exists(pages), Exists(seats), closed=False, neutral_address=False, by_invitation=False)
    return rows.order_by("start", "pk")


def find_request(token: str) -> RegistrationRequest | None:
    """Return what waits for its confirmation behind `token`, with its event and seats; None when there is nothing.

    What they decide is asked again under the locks (_confirm).
    """
    found = RegistrationRequest.objects.filter(token_digest=secret_links.digest(token))
    return found.select_related("event", "category").first()


def check_let_in(asked: RegistrationRequest) -> None:
    """Raise InvitationOver where who asks was invited, that is over, and they are not registered either."""
    try:
        admission.invitation_of(asked)
    except InvitationOver:
        if not active(registrations_of(asked)):
            raise


def confirm(*, asked: RegistrationRequest) -> Registration:
    """Give who asked a seat, or a place on the waiting list, and owe them a receipt.

    Where their form chose other dates of the series too, it is `confirm_dates` that answers.
    An address that is registered already keeps its registration, and is mailed its link again; where it asked for
    other seats, it gets these if one is free (waiting_list.swap). Pressing the button twice returns the registration
    of the first time.

    Raises LinkOver, or RegistrationClosed when the event closed, moved into the past or was cancelled meanwhile, or is
    for the invited only now.
    """
    if asked.is_over():
        raise LinkOver(asked.pk)
    try:
        return _confirm(asked)
    except IntegrityError:  # the same address at the same moment, in another category
        existing = active(registrations_of(asked))
        if existing is None:
            raise
        return existing


@transaction.atomic
def confirm_dates(*, asked: RegistrationRequest) -> list[tuple[Event, Registration | None]]:
    """Confirm `asked` and the other meetings of the series that its form chose, each by itself; one mail tells of all.

    Return the dates in order, each with the registration that they have for it; None where there is none to have any
    more. The mailed link leads to the first that is made now. The seats of all are locked first, in one order: two who
    choose the same dates never wait for each other. Raises what `confirm` does, RegistrationClosed where no date is
    left.
    """
    if asked.is_over():
        raise LinkOver(asked.pk)
    chosen = [asked.event_id, *sorted(asked.also)]
    lock_categories(SeatCategory.objects.filter(event_id__in=chosen))
    theirs = Registration.objects.active().for_address(asked.email).filter(event_id__in=chosen)
    known = {row.event_id: row for row in theirs.select_related("event", "category")}
    made: list[Registration] = []
    for event in chosen:
        try:
            if event == asked.event_id:
                found = _confirm(asked, with_receipt=False)
            else:
                found = known.get(event) or _confirm_other(asked, event, made)
        except RegistrationClosed:  # meanwhile
            continue
        if found.event_id in known:
            known[found.event_id] = found
        else:
            made.append(found)
    had = known | {one.event_id: one for one in made}
    if not had:
        raise RegistrationClosed(asked.event_id)
    told = Event.objects.filter(Q(pk__in=had) | Q(pk__in=_shown().values("pk")), pk__in=chosen)  # the rest is closed
    dates = [(event, had.get(event.pk)) for event in told.order_by("start", "pk")]
    if made:
        emails.send_receipt(made[0], made[1:], dates)
    return dates


@transaction.atomic
def _confirm_other(asked: RegistrationRequest, event: int, made: list[Registration]) -> Registration:
    """Give who asked a seat of the same kind at another meeting, while everybody may register for it.

    Where none was `made` before, the nonce of the form becomes that of this registration. Raises RegistrationClosed,
    also where the meeting has no seats of this kind any more: the form refuses such a date.
    """
    if not _shown().filter(pk=event).exists():
        raise RegistrationClosed(event)
    rows = list(SeatCategory.objects.filter(event_id=event).order_by("pk"))
    alike = [one for one in rows if (one.kind, one.names) == (asked.category.kind, asked.category.names)]
    alike += [one for one in rows if one.kind == asked.category.kind]
    if not alike:
        raise RegistrationClosed(event)
    said = answers_of(asked) | {"region": asked.region}
    own = RegistrationRequest(event_id=event, category=alike[0], **said)
    if not made:
        RegistrationRequest.objects.take(asked.pk)
        own.nonce = asked.nonce
    own.save()
    return _confirm(own, with_receipt=False)


@transaction.atomic
def _confirm(asked: RegistrationRequest, *, with_receipt: bool = True) -> Registration:
    """Decide what becomes of a form whose button was pressed. Nothing that was read before the locks decides."""
    seating = locked_seating(asked.event_id)  # who counts the seats of this event waits: two never get the last one
    event = asked.event = seating.event
    theirs = list(registrations_of(asked))
    existing = active(theirs)
    discreet = asked.discreet or _asked_discreetly(asked)
    # Asked while the invitation is there; who has a seat, or waits for one, needs nobody to let them in.
    has_place = existing is not None and existing.state != State.APPLIED
    admitted = Admission() if has_place else admission.admission_of(asked)
    if not RegistrationRequest.objects.take(asked.pk):  # pressed twice, erased, or over
        done = next((row for row in theirs if row.nonce == asked.nonce), existing)
        if done is None:
            raise LinkOver(asked.pk)
        return done
    event.check_open_for_registration()
    if existing:
        found = _confirm_again(seating, existing, asked, admitted.invitation, discreet=discreet)
        registration_confirmed.send(Registration, registration=found, asked=asked)
        return found
    if event.by_invitation and not admitted.is_invited:
        raise RegistrationClosed(event.uid)
    seating.settle()  # seats that time set free go to who waits
    if (event.approval or admitted.is_refused) and not admitted.invitation:
        state = State.APPLIED
    else:
        state = State.CONFIRMED if seating.admits(asked) else State.WAITING
    said = answers_of(asked) | told_of(asked) | {"region": asked.region, "discreet": discreet}
    registration = Registration.objects.create(
        event=event, category=seating.categories[asked.category_id], nonce=asked.nonce, state=state,
        own_revisions=own_revisions(theirs), **said,
    )  # fmt: skip
    if admitted.invitation:
        admission.use(admitted.invitation, registration)
        if admitted.is_refused:
            admission.withdraw_refusal(registration)
    if discreet:  # else there is nothing to take back: no choice was ever made in this registration
        discretion.choose(address=asked.email, source=registration.discretion_source, discreet=True)
    registration_confirmed.send(Registration, registration=registration, asked=asked)
    if with_receipt:
        emails.send_receipt(registration)
    return registration


def _confirm_again(
    seating: Seating,
    existing: Registration,
    asked: RegistrationRequest,
    invitation: PersonalInvitation | None,
    *,
    discreet: bool,
) -> Registration:
    """Give who is registered what their form adds: discretion, `invitation`, other seats; else mail their link again.

    What they answered this time is about these seats, so it moves with them. Where they keep the seats that they have,
    only what they had left open before is taken from it: anybody may have typed it.
    """
    existing.event, existing.category = seating.event, seating.categories[existing.category_id]
    category, full = seating.categories[asked.category_id], None
    said = answers_of(asked) | told_of(asked)
    if discreet:
        keep_quiet(existing)
    existing.prove()
    if invitation and existing.state == State.APPLIED:
        keep_said(existing, said)
        if existing.category_id != category.pk:
            existing.category = category
            waiting_list.keep_answers(existing)
        admission.use(invitation, existing)
        return waiting_list.let_in(seating, existing, host=None)
    if existing.category_id != category.pk:
        try:
            with transaction.atomic():  # where there is no seat, nothing was moved either
                moved = waiting_list.move(seating, existing, category, host=None)
        except waiting_list.NoSeat:
            full = category
        except waiting_list.NotTheirs:  # who was let in for some seats keeps these
            pass
        else:
            keep_said(moved, said)
            return moved
    keep_said(existing, said, gaps_only=True)
    waiting_list.keep_answers(existing)
    emails.send_link_again(existing, full)
    return existing


def keep_said(registration: Registration, said: Mapping[str, Any], *, gaps_only: bool = False) -> None:
    """Keep the needs and the answers of `said` beside what `registration` says.

    What was left empty this time takes nothing back. `gaps_only` takes what was not said before, and changes nothing
    else: where somebody else may have typed it. The mailed button is pressed for the registration, not for its words.
    """
    kept: dict[str, Any] = {}
    for name in ASKED_LATER:
        was = getattr(registration, name)
        is_now = said.get(name) or was
        kept[name] = (was or is_now) if gaps_only else is_now
    for name in TOLD:
        was, is_now = getattr(registration, name), said.get(name) or {}
        kept[name] = {**is_now, **was} if gaps_only else {**was, **is_now}
    changed = [name for name, value in kept.items() if value != getattr(registration, name)]
    for name in changed:
        setattr(registration, name, kept[name])
    if changed:
        registration.save(update_fields=changed)


def keep_quiet(existing: Registration) -> None:
    """Write discreetly from now on to who is registered already, and show them on their own page that it is so."""
    existing.discreet = True
    existing.save(update_fields=["discreet"])
    discretion.choose(address=existing.email, source=existing.discretion_source, discreet=True)


def registrations_of(asked: RegistrationRequest | Registration) -> QuerySet[Registration]:
    """Return every registration that this address ever had for this event; who asks holds its mailbox."""
    return Registration.objects.filter(event_id=asked.event_id, email_digest=asked.email_digest)


def active(registrations: Iterable[Registration]) -> Registration | None:
    """Return the one of an address's `registrations` that is not cancelled: there is one at most."""
    return next((one for one in registrations if one.state != State.CANCELLED), None)


def own_revisions(registrations: Iterable[Registration]) -> int:
    """Return how often this person was taken out of the event before: a calendar takes back no older entry."""
    return max((earlier.own_revisions for earlier in registrations), default=0)


def _asked_discreetly(asked: RegistrationRequest) -> bool:
    """Say whether a form with this address asked for discretion: of two mails alike, a stranger's may be pressed."""
    alike = RegistrationRequest.objects.filter(event_id=asked.event_id, email_digest=asked.email_digest)
    return alike.filter(discreet=True).exists()


def drop_over(now: datetime) -> int:
    return RegistrationRequest.objects.filter(created_at__lte=now - CONFIRM_WITHIN).delete()[0]


Kind = SeatMove.Kind


@dataclass(frozen=True)
class Added:
    registration: Registration
    was_registered: bool


@transaction.atomic
def add(
    *, event: Event, category: SeatCategory, person: Registrant, host: User, more: Mapping[str, Any] | None = None
) -> Added:
    """Give `person` a seat of `category`, or a place on its waiting list, as `host` decides; the log says who did.

    `more` is from where they come (seats.forms). They get one mail within the budget of their mailbox, by which they
    see, change or erase it. Who is registered keeps that, gets these seats where one is free, and is mailed the link.

    Raises RegistrationClosed once the event is over or does not take place; SeatCategory.DoesNotExist when the seats
    were removed.
    """
    seating = locked_seating(event.pk)
    seating.event.check_open_for_registration(by_host=True)
    if category.pk not in seating.categories:
        raise SeatCategory.DoesNotExist
    said = person.as_fields()
    row = Registration(event=seating.event, category=seating.categories[category.pk], unproven=True,
                       **said, **(more or {}))  # fmt: skip
    row.email_digest = address_digest(row.email)
    theirs = registrations_of(row)
    if existing := active(theirs):
        existing.event, existing.category = seating.event, seating.categories[existing.category_id]
        return Added(_let_have(seating, existing, seating.categories[category.pk], said, host), was_registered=True)
    seating.settle()  # seats that time set free go to who waits
    row.own_revisions = own_revisions(theirs)
    row.state = State.CONFIRMED if seating.admits(row) else State.WAITING
    row.save()
    _log(row, host)
    if row.discreet:
        discretion.choose(address=row.email, source=row.discretion_source, discreet=True)
    if emails.send_added(row).state == Message.State.OVER_BUDGET:
        # No calendar knows of it: the link that is mailed later brings the entry.
        row.invited, row.mailed_sequence = False, 0
        row.save(update_fields=["invited", "mailed_sequence"])
    return Added(row, was_registered=False)


def _let_have(
    seating: Seating, existing: Registration, category: SeatCategory, said: Mapping[str, Any], host: User
) -> Registration:
    """Give who is registered what a host adds them for; what they said themselves stays, but that discretion counts."""
    if said["discreet"] and not existing.discreet:
        keep_quiet(existing)
    keep_said(existing, said, gaps_only=True)
    _log(existing, host)
    applied = existing.state == State.APPLIED
    if existing.category_id != category.pk:
        try:
            with transaction.atomic():
                existing = waiting_list.move(seating, existing, category, host=host)
            if not applied:
                return existing
        except waiting_list.NoSeat:
            pass
    if applied:
        return waiting_list.let_in(seating, existing, host=host)
    emails.send_link_again(existing, asked=False)
    return existing


def _log(registration: Registration, host: User) -> None:
    SeatMove.objects.create(
        event_id=registration.event_id, registration=registration, category_id=registration.category_id,
        kind=Kind.ADDED, state=registration.state, by=host,
    )  # fmt: skip
    log(instance=registration.event, action="events.add_person", user=host)


logger = logging.getLogger(__name__)


def follow_tables(now: datetime) -> int:
    """Move each event that is not over to the instant at which clocks will show its time; return how many moved.

    Everyone registered is told once, in the transaction that moves the event. Past events stay as they are.
    """
    if not ZoneTables.claim(tables_version()):
        return 0
    rows = Event.objects.filter(end__gt=now - DAY).order_by("pk")  # a day: it may end later than it was thought to
    return sum(_follow(event.pk, now) for event in rows if _is_due(event, now))


def _is_due(event: Event, now: datetime) -> bool:
    if not is_zone(event.zone):  # a name that new tables do not know any more stops no other event
        logger.error("event %s is in a zone that the tables do not have: %s", event.uid, event.zone)
        return False
    start, end = event.times.instants()
    return (start, end) != (event.start, event.end) and max(end, event.end) > now


@transaction.atomic
def _follow(pk: int, now: datetime) -> bool:
    """Move one event; all who do so wait here for each other, and read it as it is then."""
    event = Event.objects.filter(pk=pk).first() if ZoneTables.claim(tables_version()) else None
    if event is None:
        return False
    with announcing(event):
        event.refresh_from_db()
        if due := _is_due(event, now):
            event.save(follow_tables=True)
    return due
