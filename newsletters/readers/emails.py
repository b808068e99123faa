"""The mail that proves a mailbox."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from coalition.mail import services as mail
from coalition.mail.models import Message
from coalition.mail.rendering import PLACEHOLDER
from coalition.privacy.secret_links import new_token
from newsletters.readers.models import Reader, SubscriptionRequest


def key(request: SubscriptionRequest) -> str:
    """Return what names the mail that asks about `request`."""
    return f"newsletter-confirm:{request.pk}"


def send_confirmation(request: SubscriptionRequest, *, code: str, link: str) -> Message:
    """Mail the code and the link to the mailbox that is to be proven: discreetly, whatever was asked for, since
    nobody knows yet whose it is, and at most once a day. Nothing in it was typed by anyone."""
    with override(request.language):
        url = absolute(reverse("newsletters:confirm_link", args=[link]))
    return mail.send(
        key=key(request),
        template="newsletters/mail/confirm",
        to=request.email,
        language=request.language,
        context={"code": code, "url": url},
        discreet=True,
        sensitive=True,
        unasked=True,
        once_daily=True,
        paced=request.brought_in,
    )


def send_code(reader: Reader, code: str) -> Message:
    """Mail the code without which nobody ends the discretion of a reader, or changes the language."""
    return mail.send(
        key=f"newsletter-code:{reader.pk}:{new_token()[1]}",
        template="newsletters/mail/code",
        to=reader.email,
        language=reader.language,
        context={"code": code},
        discreet=reader.discreet,
        sensitive=True,
        unasked=True,
    )


def absolute(url: str) -> str:
    """Return `url` with the site in front, unless it names a site already."""
    return f"{settings.SITE_URL.rstrip('/')}{url}" if url.startswith("/") else url


def reader_url(name: str, language: str, secret: str = PLACEHOLDER) -> str:
    """Return the absolute address of a reader's own page: `name` is "manage" or "unsubscribe"."""
    with override(language):
        return absolute(reverse(f"newsletters:{name}", args=[secret]))
