"""Confirm, then count: a form is only kept until its mailed button is pressed; the button takes the seat.

Decision 0010-confirm-then-count.

Nothing that happens when a form is sent depends on whether its address is known: no row is looked up by address.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from coalition.privacy import discretion, tokens
from events.models import Event, RegistrationClosed
from events.questions.models import TOLD, told_of

from . import admission, emails, waiting_list
from .admission import Admission, InvitationOver, LinkOver, PersonalInvitation
from .fields import Registrant, answers_of, which
from .models import CONFIRM_WITHIN, Registration, RegistrationRequest, SeatCategory
from .seating import Seating, locked_seating

State = Registration.State
DROPPED = "events.drop_unconfirmed"  # the action in the site history


def ask(
    *,
    event: Event,
    category: SeatCategory,
    person: Registrant,
    more: Mapping[str, Any] | None = None,
    invited: bool = False,
) -> RegistrationRequest:
    """Keep what `person` typed for 48 hours, and owe them one neutral mail with a button.

    `more` is what the event asks besides: from where they come (seats.forms), its own questions (questions.forms). No
    seat is taken. A known address causes the same statements, rows and mail as an unknown one.

    `invited` says that somebody let them in (admission.py): an event may be for these only. Whom hosts add has a seat
    at once (adding.py).

    Raises RegistrationClosed outside the registration window, and for who is not let in; SeatCategory.DoesNotExist
    when the seats were removed.
    """
    event.check_open_for_registration()
    if event.by_invitation and not invited:
        raise RegistrationClosed(event.uid)
    try:
        with transaction.atomic():
            if not SeatCategory.objects.filter(pk=category.pk, event_id=event.pk).exists():
                raise SeatCategory.DoesNotExist
            fields = person.as_fields() | dict(more or {})
            asked = RegistrationRequest.objects.create(event=event, category=category, **fields)
            emails.send_confirmation_link(asked)
            return asked
    except IntegrityError:  # the seats were removed at this moment
        raise SeatCategory.DoesNotExist from None


def find_request(token: str) -> RegistrationRequest | None:
    """Return what waits for its confirmation behind `token`, with its event and seats; None when there is nothing.

    What they decide is asked again under the locks (_confirm).
    """
    found = RegistrationRequest.objects.filter(token_digest=tokens.digest(token))
    return found.select_related("event", "category", "invited").first()


def check_let_in(asked: RegistrationRequest) -> None:
    """Raise InvitationOver where who asks was invited, that is over, and they are not registered either."""
    try:
        admission.invitation_of(asked)
    except InvitationOver:
        if not active(registrations_of(asked)):
            raise


def confirm(*, asked: RegistrationRequest) -> Registration:
    """Give who asked a seat, or a place on the waiting list, and owe them a receipt.

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
def _confirm(asked: RegistrationRequest) -> Registration:
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
        done = Registration.objects.filter(token_digest=asked.token_digest).first() or existing
        if done is None:
            raise LinkOver(asked.pk)
        return done
    event.check_open_for_registration()
    if existing:
        return _confirm_again(seating, existing, asked, admitted.invitation, discreet=discreet)
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
    for name in which("need"):
        was, is_now = getattr(registration, name), said.get(name) or ""
        kept[name] = (was or is_now) if gaps_only else (is_now or was)
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


@transaction.atomic
def drop_all(*, event: Event, by: Any) -> int:
    """Cancel every unconfirmed registration of `event`; return how many. The site history says that `by` did so."""
    number = RegistrationRequest.objects.filter(event_id=event.pk).delete()[0]
    log(instance=event, action=DROPPED, user=by, title=str(event), data={"number": number})
    return number


def drop_over(now: datetime) -> int:
    return RegistrationRequest.objects.filter(created_at__lte=now - CONFIRM_WITHIN).delete()[0]
