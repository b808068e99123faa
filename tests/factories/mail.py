"""Mails of the ledger."""

import factory

from coalition.mail.models import Message
from coalition.privacy.email_addresses import address_digest


class MessageFactory(factory.django.DjangoModelFactory):
    """A due mail with the template of a newsletter's confirmation."""

    class Meta:
        model = Message

    key = factory.Sequence(lambda number: f"key-{number}")
    template = "newsletters/mail/confirm"
    context = {"code": "123456", "url": "https://coalition.example/en/page/"}
    language = "en"
    to = factory.Sequence(lambda number: f"reader{number}@town.example")
    to_digest = factory.LazyAttribute(lambda message: address_digest(message.to))


def said(mail: Message) -> str:
    """Return what `mail` says: of a template that says several things, which of them."""
    return mail.context.get("what") or mail.template.rpartition("/")[2]
