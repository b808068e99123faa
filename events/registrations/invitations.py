"""Personal invitations are mailed, used once and withdrawn. The locks are those of seats (registrations.services).

Decision 0011-secret-links.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from coalition.mail import services as mail_services
from coalition.privacy import secret_links
from coalition.privacy.email_addresses import address_digest, mailbox_digest, normalise
from events.models import Event

from . import emails, services
from .admission import PersonalInvitation
from .fields import Registrant
from .models import RegistrationRequest, SeatCategory
from .seating import lock_event

INVITED, WITHDRAWN = "events.invite", "events.withdraw_invitation"  # the actions in the site history


class EventOver(Exception):
    """The event has taken place, or does not take place: nobody is invited to it any more."""


class NothingToWithdraw(Exception):
    """It was used or withdrawn before."""


class Invited(NamedTuple):
    """How many are invited, and how many were before: they have an open invitation."""

    number: int
    skipped: int


@transaction.atomic
def invite(
    *, event: Event, addresses: Iterable[str], language: str, by: Any, category: SeatCategory | None = None
) -> Invited:
    """Mail an invitation to each of `addresses` that has none that is open, of seats of `category` or any.

    Where a mailbox had all the unasked mails that it may get for now (coalition.mail.services), the invitation waits
    (send_waiting), and the host sees no difference: it would tell that the address uses this site.
    Whoever invites to the event at the same moment waits, so nobody gets two. The history says how many were invited.

    Raises EventOver.
    """
    event = lock_event(event) or event
    if event.is_over or event.state == Event.State.CANCELLED:
        raise EventOver(event.pk)
    asked = {address_digest(address): normalise(address) for address in addresses}
    rows = PersonalInvitation.objects.filter(event_id=event.pk, used_at=None, withdrawn_at=None)
    has_one = set(rows.filter(email_digest__in=asked).values_list("email_digest", flat=True))
    new = [address for digest, address in asked.items() if digest not in has_one]
    for address in sorted(new, key=mailbox_digest):  # the order of locks: each mail locks its mailbox (mail.budget)
        token = PersonalInvitation.issue(
            event=event, category=category, email=address, language=language, invited_by=by
        )
        emails.send_invitation(PersonalInvitation.behind(token).select_related("event").get(), token)
    if new:
        log(instance=event, action=INVITED, user=by, title=str(event), data={"number": len(new)})
    return Invited(number=len(new), skipped=len(has_one))


@transaction.atomic
def send_waiting(now: datetime) -> int:
    """Mail the invitations that waited for their mailbox, once it may get more; return how many."""
    rows = PersonalInvitation.objects.filter(emails.are_held(), used_at=None, withdrawn_at=None)
    going_on = rows.exclude(PersonalInvitation.over(now)).exclude(event__state=Event.State.CANCELLED)
    sent = 0
    for row in sorted(going_on.select_for_update(of=("self",)).select_related("event"), key=_mailbox):
        if not mail_services.budget_is_spent(row.email):
            token, row.digest = secret_links.new_token()  # nobody has the link before
            row.save(update_fields=["digest"])
            emails.send_invitation(row, token, waited=True)
            sent += 1
    return sent


def _mailbox(invitation: PersonalInvitation) -> str:
    return mailbox_digest(invitation.email)


@transaction.atomic
def withdraw(*, invitation: PersonalInvitation, by: Any) -> None:
    """Let an invitation that was not used open nothing any more. Raises NothingToWithdraw.

    Who confirms at this moment waits, or has used it: both lock the seats of the event.
    """
    lock_event(invitation.event)
    open_ = PersonalInvitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None)
    if not open_.update(withdrawn_at=timezone.now()):
        raise NothingToWithdraw(invitation.pk)
    log(instance=invitation.event, action=WITHDRAWN, user=by, title=str(invitation.event))


def find(token: str) -> PersonalInvitation | None:
    """Return the invitation that `token` opens; None where it is unknown, used, withdrawn or over, alike."""
    found = PersonalInvitation.behind(token).select_related("event", "category").first()
    return found if found is not None and found.is_open else None


@transaction.atomic
def ask(
    *,
    invitation: PersonalInvitation,
    category: SeatCategory,
    person: Registrant,
    more: Mapping[str, Any] | None = None,
) -> RegistrationRequest:
    """Keep what the holder of `invitation` typed, with the address of their choice (`services.ask`).

    The invitation stays as it is: it is used by whoever confirms first. Raises what `services.ask` does, and
    SeatCategory.DoesNotExist for other seats than those of the invitation, and InvitationOver where somebody else used
    it while they typed.
    """
    if not PersonalInvitation.objects.filter(pk=invitation.pk, used_at=None, withdrawn_at=None).exists():
        raise services.InvitationOver(invitation.pk)
    if invitation.category_id not in (None, category.pk):
        raise SeatCategory.DoesNotExist
    return services.ask(event=invitation.event, category=category, person=person, more=more, invitation=invitation)
