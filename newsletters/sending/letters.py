"""The letters of an edition, each encoded once for all its readers."""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from coalition.mail import bulk
from coalition.mail.mime import domain
from coalition.mail.models import Message
from coalition.mail.rendering import Body
from coalition.privacy.addresses import deliverable
from newsletters.readers.links import reader_url
from newsletters.readers.models import Subscriber, secret_of
from newsletters.sending.models import IssueText


@dataclass(frozen=True)
class Owed:
    """One claimed delivery with what it takes to send it."""

    pk: int
    key: str
    text_id: int
    discreet: bool
    email: str
    nonce: str
    wanted: bool


class Letters:
    """The letters of this run, each encoded once."""

    def __init__(self) -> None:
        self._letters: dict[tuple[int, bool], bulk.Letter] = {}

    def send(self, owed: Owed, transport: bulk.Transport, *, on_wire: Callable[[], bool]) -> None:
        letter = self._letters.get((owed.text_id, owed.discreet)) or self._prepare(owed)
        recipient = deliverable(owed.email)
        data = letter.fill(recipient=recipient, secret=secret_of(owed.nonce), key=owed.key)
        transport.send(sender=letter.sender, recipient=recipient, data=data, on_wire=on_wire)

    def _prepare(self, owed: Owed) -> bulk.Letter:
        text = IssueText.objects.get(pk=owed.text_id)
        body = (
            Body(text.discreet_subject, text.discreet_html, text.discreet_text)
            if owed.discreet
            else Body(text.subject, text.html, text.text)
        )
        letter = bulk.Letter.prepare(
            body=body,
            language=text.language,
            discreet=owed.discreet,
            headers=_list_headers(text.language, owed.discreet),
        )
        self._letters[owed.text_id, owed.discreet] = letter
        if settings.DEMO:
            _show_specimen(owed, text.language, body)
        return letter


def _list_headers(language: str, discreet: bool) -> dict[str, str]:
    """Return the headers of a list whose reader leaves with one press (RFC 2369, RFC 8058, RFC 2919).

    The list is named after the sender's domain; nothing that an inbox shows names it otherwise.
    """
    return {
        "List-Unsubscribe": f"<{reader_url('unsubscribe', language)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<list.{domain(discreet)}>",
        "Precedence": "bulk",
    }


def _show_specimen(owed: Owed, language: str, body: Body) -> None:
    """Let the demonstration's visitor read one copy of each letter at /demo/mail/."""
    secret = secret_of(owed.nonce)
    Message.objects.get_or_create(
        key=f"newsletter-specimen:{owed.text_id}:{owed.discreet}",
        defaults={
            "template": "newsletters/mail/edition",
            "to": owed.email,
            "to_digest": Subscriber.objects.values_list("email_digest", flat=True).get(email=owed.email),
            "language": language,
            "discreet": owed.discreet,
            "subject": body.subject,
            "html": body.html.replace(bulk.PLACEHOLDER, secret),
            "text": body.text.replace(bulk.PLACEHOLDER, secret),
            "state": Message.State.SENT,
            "sent_at": timezone.now(),
            "attempts": 1,
        },
    )
