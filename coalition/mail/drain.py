"""The ledger of single mails, as the engine sends it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from coalition.privacy import discretion, email_addresses

from . import bounces, engine, rendering
from .models import WITHOUT_WORDS, Message, Suppression

State = Message.State
QUIET = timedelta(days=7)  # without a bounce, after which an address is tried once more


class Mails(engine.Ledger[Message]):
    """Single mails: each is rendered when it is sent, and the log keeps its words."""

    model = Message
    letter = "m"
    most_attempts = 10  # about twelve hours in all

    def look_up(self, batch: Sequence[Message]) -> None:
        """Look up which addresses are suppressed; those whose holder asked for it are written to discreetly."""
        digests = [message.to_digest for message in batch]
        suppressed = Suppression.objects.filter(address_digest__in=digests)
        self.suppressed = {row.address_digest for row in suppressed}
        bounced = {row.address_digest: row.created_at for row in suppressed if row.reason == Suppression.Reason.BOUNCED}
        self.quiet = {digest for digest, last in bounced.items() if last < timezone.now() - QUIET}
        tried = Message.objects.filter(to_digest__in=self.quiet, unasked=True, state=State.SENT) if self.quiet else []
        self.heard = {row.to_digest for row in tried if row.sent_at and row.sent_at > bounced[row.to_digest]}
        asked = discretion.discreet_among([message.to for message in batch])
        for message in batch:
            message.discreet = message.discreet or message.to in asked

    def refusal(self, message: Message) -> Message.State | None:
        """Refuse a suppressed address, and one that was erased.

        Where nothing came back for a week a form's mail is tried once more, and after it whatever follows.
        """
        if not message.to:
            return State.SUPPRESSED
        tried = message.to_digest in self.quiet and (message.unasked or message.to_digest in self.heard)
        return State.SUPPRESSED if message.to_digest in self.suppressed and not tried else None

    def build(self, message: Message) -> engine.Envelope:
        data = build(message)
        sender = bounces.envelope_sender(self.letter, message.pk, message.to_digest, discreet=message.discreet)
        return engine.Envelope(sender=sender, recipient=message.to, data=data)

    def unchanged(self, message: Message) -> dict[str, Any]:
        """An erased address, and words that were forgotten since, are not to come back."""
        return {"to_digest": message.to_digest, "context": message.context}

    def words(self, message: Message, state: Message.State) -> dict[str, Any]:
        """Keep the subject from the mark on and the bodies afterwards; of a code or a personal link, nothing."""
        subject, bodies = {"subject": message.subject}, {"html": message.html, "text": message.text}
        erased = WITHOUT_WORDS if message.sensitive else {}
        if state == State.HANDING_OVER:
            return subject | {"discreet": message.discreet}
        if state == State.UNCERTAIN:  # it may have to be rendered once more
            return bodies
        if state == State.SENT:  # a visitor of the demonstration reads the code
            return bodies if settings.DEMO else erased or bodies
        if state == State.FAILED:
            return subject | (erased or bodies)
        return erased if state == State.SUPPRESSED else subject


def drain(*, seconds: float = 20) -> engine.Outcome:
    """Send due mails for about `seconds`, and say what happened. Call it outside any transaction."""
    return engine.run(Mails(), seconds=seconds)


def build(message: Message) -> bytes:
    """Render `message`, keep its words and deliverable address on it, and return what goes over the wire."""
    message.to = email_addresses.deliverable(message.to)
    body = rendering.render(
        template=message.template, context=message.context, language=message.language, discreet=message.discreet
    )
    body = rendering.Body(*(rendering.storable(words) for words in (body.subject, body.html, body.text)))
    message.subject, message.html, message.text = body.subject, body.html, body.text
    mail = rendering.message_head(
        subject=body.subject,
        recipient=message.to,
        discreet=message.discreet,
        key=message.key,
        language=message.language,
        reply_to=message.reply_to,
    )
    attachments = [] if message.discreet else message.attachments  # a name or a calendar's entry would tell
    rendering.add_body(mail, text=body.text, html=body.html, attachments=attachments)
    return mail.as_bytes()
