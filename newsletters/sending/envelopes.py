"""The letters of an edition, as each reader gets them."""

from django.conf import settings
from django.utils import timezone

from coalition.mail import bounces, rendering
from coalition.mail.engine import Envelope
from coalition.mail.models import Message
from coalition.mail.rendering import PLACEHOLDER, Body, sender_domain
from coalition.privacy.email_addresses import deliverable
from newsletters.readers.emails import reader_url
from newsletters.readers.models import Reader

from .models import Delivery, EditionText

LEDGER = "d"  # the letter of deliveries in the addresses that what comes back goes to


class Letters:
    """The letters of this run, each read once."""

    def __init__(self) -> None:
        self._letters: dict[tuple[int, bool], tuple[Body, str]] = {}

    def fill(self, row: Delivery, reader: Reader, *, discreet: bool) -> Envelope:
        """Return the copy of `reader`, with the secret of their own pages."""
        body, language = self._letters.get((row.text_id, discreet)) or self._read(row, reader, discreet)
        recipient = deliverable(reader.email)
        key = f"newsletter:{row.edition_id}:{row.reader_id}"
        data = encode(body, language, discreet=discreet, recipient=recipient, secret=reader.token, key=key)
        sender = bounces.envelope_sender(LEDGER, row.pk, reader.email_digest, discreet=discreet)
        return Envelope(sender=sender, recipient=recipient, data=data)

    def _read(self, row: Delivery, reader: Reader, discreet: bool) -> tuple[Body, str]:
        text = EditionText.objects.get(pk=row.text_id)
        body = (
            Body(text.discreet_subject, text.discreet_html, text.discreet_text)
            if discreet
            else Body(text.subject, text.html, text.text)
        )
        self._letters[row.text_id, discreet] = body, text.language
        if settings.DEMO:
            _show_specimen(text, reader, body, discreet)
        return body, text.language


def encode(body: Body, language: str, *, discreet: bool, recipient: str, secret: str, key: str) -> bytes:
    """Return `body` in `language` as it goes to `recipient`, whose own pages are behind `secret`."""
    mail = rendering.message_head(
        subject=body.subject, recipient=recipient, discreet=discreet, key=key, language=language,
        list_headers=_list_headers(language, discreet, secret),
    )  # fmt: skip
    text, html = (words.replace(PLACEHOLDER, secret) for words in (body.text, body.html))
    rendering.add_body(mail, text=text, html=html, attachments=[])
    return mail.as_bytes()


def _list_headers(language: str, discreet: bool, secret: str) -> dict[str, str]:
    """Return the headers of a list whose reader leaves with one press (RFC 2369, RFC 8058, RFC 2919).

    The list is named after the sender's domain; nothing that an inbox shows names it otherwise.
    """
    return {
        "List-Unsubscribe": f"<{reader_url('unsubscribe', language, secret)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<list.{sender_domain(discreet)}>",
        "Precedence": "bulk",
    }


def _show_specimen(text: EditionText, reader: Reader, body: Body, discreet: bool) -> None:
    """Let the demonstration's visitor read one copy of each letter at /demo/mail/."""
    secret = reader.token
    Message.objects.get_or_create(
        key=f"newsletter-specimen:{text.pk}:{discreet}",
        defaults={
            "template": "newsletters/mail/edition",
            "to": reader.email,
            "to_digest": reader.email_digest,
            "language": text.language,
            "discreet": discreet,
            "subject": body.subject,
            "html": body.html.replace(PLACEHOLDER, secret),
            "text": body.text.replace(PLACEHOLDER, secret),
            "state": Message.State.SENT,
            "sent_at": timezone.now(),
            "attempts": 1,
        },
    )
