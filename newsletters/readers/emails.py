"""The mail that proves a mailbox."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from coalition.mail import services as mail
from coalition.mail.models import Message
from coalition.mail.rendering import PLACEHOLDER
from newsletters.readers.models import AddressChange, SubscriptionRequest


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


def absolute(url: str) -> str:
    """Return `url` with the site in front, unless it names a site already."""
    return f"{settings.SITE_URL.rstrip('/')}{url}" if url.startswith("/") else url


def reader_url(name: str, language: str, secret: str = PLACEHOLDER) -> str:
    """Return the absolute address of a reader's own page: `name` is "manage" or "unsubscribe"."""
    with override(language):
        return absolute(reverse(f"newsletters:{name}", args=[secret]))


def send_code(change: AddressChange, *, code: str) -> Message:
    """Mail the code to the new address, in the words of who subscribes there: one a day, of a count of its own, so that
    nobody closes this door by asking for the newsletter, nor that one."""
    return mail.send(
        key=f"newsletter-address:{change.pk}",
        template="newsletters/mail/address",
        to=change.email,
        language=change.language,
        context={"code": code, "url": ""},
        discreet=True,
        sensitive=True,
        unasked=True,
        once_daily=True,
    )


def tell_old_address(change: AddressChange, *, address: str) -> Message:
    """Tell the mailbox that was written to so far that it is no longer. It may not be hers alone: the mail is discreet,
    names no other address, and leads nowhere."""
    return mail.send(
        key=f"newsletter-moved:{change.pk}",
        template="newsletters/mail/moved",
        to=address,
        language=change.language,
        discreet=True,
        unasked=False,
    )
