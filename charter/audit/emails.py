"""The mail of each week that brings the newest checkpoint to archives, who keep it where nobody here can change it."""

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from charter.ledger import log as transparency
from charter.ledger.models import Checkpoint
from charter.signing.emails import day_in
from coalition.languages.names import language_codes
from coalition.mail.models import Message
from coalition.mail.services import Attachment, send
from coalition.privacy.email_addresses import address_digest


def mail_checkpoint(*, today: date) -> list[Message]:
    newest = transparency.newest() if settings.CHARTER_ARCHIVES else None
    if newest is None:
        return []
    return [
        send_checkpoint(newest, today, to=address, language=language)
        for language, address in addresses(settings.CHARTER_ARCHIVES)
    ]


def addresses(value: str) -> Iterator[tuple[str, str]]:
    """Yield language and address of each of `value`, with white space between: `archive@town.example`, or
    `fr:archive@town.example` where the reader's language is not the site's first one.
    """
    for word in value.split():
        language, colon, address = word.partition(":")
        known = bool(colon) and language in language_codes()
        yield (language, address) if known else (settings.LANGUAGE_CODE, word)


def send_checkpoint(checkpoint: Checkpoint, today: date, *, to: str, language: str) -> Message:
    """Owe `checkpoint` to `to`, attached as `manage.py verify_ledger --checkpoint` takes it."""
    year, week, _day = today.isocalendar()
    with translation.override(language):
        url = settings.SITE_URL.rstrip("/") + reverse("charter:ledger_auditors")
    return send(
        key=f"charter:checkpoint:{year}-{week}:{address_digest(to)}",
        template="charter/mail/checkpoint",
        to=to,
        language=language,
        context={"day": day_in(language, checkpoint.made_at.date()), "leaves": checkpoint.size, "url": url},
        attachments=[Attachment("checkpoint.txt", checkpoint.note, "text/plain; charset=utf-8")],
        unasked=False,  # the operator named the address
    )
