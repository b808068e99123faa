"""The mail that tells somebody that a seat is kept for them: neutral, since nobody has proven whose mailbox it is."""

from django.conf import settings

from coalition.mail.models import Message
from coalition.mail.services import send
from events.registrations.admission import NamedPerson


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
