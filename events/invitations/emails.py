"""The mail that brings an invitation: neutral, since nobody has proven yet who reads that mailbox."""

from django.conf import settings

from coalition.mail.models import Message
from coalition.mail.services import send

from .models import PersonalInvitation


def path_of(invitation: PersonalInvitation, token: str, language: str) -> str:
    """Return the path of the page of `invitation`, at an address that says nothing."""
    return f"/{language}/e/{invitation.event.short_id}/i/{token}/"


def send_invitation(invitation: PersonalInvitation, token: str) -> Message:
    """Owe the invitation. Neither event nor host is named in it."""
    path = path_of(invitation, token, invitation.language)
    return send(
        key=f"invitation:{invitation.digest}",
        template="events/mail/invitation",
        to=invitation.email,
        language=invitation.language,
        context={"invitation_url": f"{settings.SITE_URL}{path}"},
        discreet=True,
        sensitive=True,
        unasked=True,
    )
