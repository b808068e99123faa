"""Who is told the daily fingerprint by mail: the addresses of a setting."""

from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from charter.audit import emails
from charter.ledger.models import PublishedHead
from charter.transparency import services as transparency
from charter.transparency.models import Checkpoint, Leaf
from coalition.mail.models import Message
from coalition.pages.languages import language_codes


def tell_head() -> list[Message]:
    """Owe the newest daily fingerprint to each address of CHARTER_HEADS_TO, once; return the mails.

    It waits for a checkpoint that stands above the fingerprint, unless no checkpoint is signed any more.
    """
    row = PublishedHead.objects.first() if settings.CHARTER_HEADS_TO else None
    if row is None:
        return []
    leaf = Leaf.objects.filter(kind=Leaf.Kind.HEAD, about=row.day.isoformat()).first()
    newest = Checkpoint.objects.select_related("trusted_time").order_by("pk").last()
    above = newest is not None and leaf is not None and newest.size > leaf.index
    if not above and not transparency.why_stopped():
        return []
    return [
        emails.send_head(row, newest, to=address, language=language, url=_page(language))
        for language, address in addresses(settings.CHARTER_HEADS_TO)
    ]


def addresses(value: str) -> Iterator[tuple[str, str]]:
    """Yield language and address of each of `value`, with white space between: `archive@town.example`, or
    `fr:archive@town.example` where the reader's language is not the site's first one.
    """
    for word in value.split():
        language, colon, address = word.partition(":")
        known = bool(colon) and language in language_codes()
        yield (language, address) if known else (settings.LANGUAGE_CODE, word)


def _page(language: str) -> str:
    with translation.override(language):
        return settings.SITE_URL.rstrip("/") + reverse("charter:ledger")
