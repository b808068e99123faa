"""The mail that brings an invitation: neutral, since nobody has proven yet who reads that mailbox."""

from django.conf import settings
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat

from coalition.mail.models import Message
from coalition.mail.services import send
from events.registrations.admission import PersonalInvitation
from events.registrations.emails import about

KEY, TEMPLATE = "invitation:", "events/mail/invitation"


def path_of(invitation: PersonalInvitation, token: str, language: str) -> str:
    """Return the path of the page of `invitation`, at an address that says nothing."""
    return f"/{language}/e/{invitation.event.short_id}/i/{token}/"


def send_invitation(invitation: PersonalInvitation, token: str, *, waited: bool = False) -> Message:
    """Owe the invitation. Neither event nor host is named in it.

    Where it `waited` for its mailbox, hosts find the first one alone among the emails of their event: a second would
    tell that the mailbox has had emails from this site.
    """
    path = path_of(invitation, token, invitation.language)
    return send(
        key=f"{KEY}{invitation.digest}",
        template=TEMPLATE,
        to=invitation.email,
        language=invitation.language,
        context={"invitation_url": f"{settings.SITE_URL}{path}"},
        discreet=True,
        sensitive=True,
        unasked=True,
        about="" if waited else about(invitation.event),
    )


def are_held() -> Exists:
    """Return the condition of invitations whose mailbox had what it may get unasked when they were mailed."""
    held = Message.objects.filter(template=TEMPLATE, state=Message.State.OVER_BUDGET)
    return Exists(held.filter(key=Concat(Value(KEY), OuterRef("digest"))))
