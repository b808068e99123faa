"""The mail that brings an invitation: neutral, since nobody has proven yet who reads that mailbox."""

from collections.abc import Iterable

from django.conf import settings

from coalition.mail.models import Message
from coalition.mail.services import send
from events.registrations.emails import about

from .models import PersonalInvitation

STATES: dict[str, str] = {
    Message.State.QUEUED: "waiting", Message.State.SENDING: "waiting", Message.State.HANDING_OVER: "waiting",
    Message.State.FAILED: "unsent", Message.State.SUPPRESSED: "unsent",
    Message.State.OVER_BUDGET: "unsent",
}  # fmt: skip


def path_of(invitation: PersonalInvitation, token: str, language: str) -> str:
    """Return the path of the page of `invitation`, at an address that says nothing."""
    return f"/{language}/e/{invitation.event.short_id}/i/{token}/"


def send_invitation(invitation: PersonalInvitation, token: str) -> Message:
    """Owe the invitation. Neither event nor host is named in it."""
    path = path_of(invitation, token, invitation.language)
    return send(
        key=_key(invitation),
        template="events/mail/invitation",
        to=invitation.email,
        language=invitation.language,
        context={"invitation_url": f"{settings.SITE_URL}{path}"},
        discreet=True,
        sensitive=True,
        unasked=True,
        about=about(invitation.event),
    )


def states_of(invitations: Iterable[PersonalInvitation]) -> list[str]:
    """Return of each mail whether it is "waiting" to be sent, was "sent" or is "unsent": one query.

    One that the ledger of mails keeps no more was sent.
    """
    keys = [_key(invitation) for invitation in invitations]
    states = dict(Message.objects.filter(key__in=keys).values_list("key", "state"))
    return [STATES.get(states.get(key, ""), "sent") for key in keys]


def _key(invitation: PersonalInvitation) -> str:
    return f"invitation:{invitation.digest}"
