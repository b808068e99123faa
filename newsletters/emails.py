"""Which mail, to whom, in which language."""

import uuid

from django.urls import reverse
from django.utils.translation import override

from coalition.mail import services as mail
from coalition.mail.bulk import PLACEHOLDER
from coalition.mail.models import Message
from coalition.privacy import discretion
from newsletters import rendering
from newsletters.models import NewsletterPage, SubscriptionRequest
from newsletters.templatetags.newsletters import absolute


def send_confirmation(request: SubscriptionRequest, *, code: str, link: str) -> Message:
    """Mail the code and the link to the mailbox that is to be proven: discreetly, whatever was asked for, since
    nobody knows yet whose it is. Nothing in it was typed by anyone."""
    with override(request.language):
        url = absolute(reverse("newsletters:confirm_link", args=[link]))
    return mail.send(
        key=f"newsletter-confirm:{request.pk}",
        template="newsletters/mail/confirm",
        to=request.email,
        language=request.language,
        context={"code": code, "url": url},
        discreet=True,
        sensitive=True,
        unasked=True,
    )


def send_test(page: NewsletterPage, *, to: str, discreet: bool) -> Message:
    """Mail the edition as it is now to one editor; its personal links lead nowhere. An editor whose address is written
    to discreetly only gets it so."""
    discreet = discreet or discretion.has_asked(to)
    return mail.send(
        key=f"newsletter-test:{uuid.uuid4()}",
        template="newsletters/mail/test",
        to=to,
        language=page.locale.language_code,
        context={
            "subject": rendering.subject_of(page, discreet=discreet),
            "source": rendering.mjml_of(page, discreet=discreet).replace(PLACEHOLDER, "test"),
        },
        discreet=discreet,
        unasked=False,  # an editor's own address
    )
