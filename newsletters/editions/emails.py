"""A test of an edition to its editor."""

import uuid

from coalition.mail import services as mail
from coalition.mail.models import Message
from coalition.mail.rendering import PLACEHOLDER
from coalition.privacy import discretion
from newsletters.editions import rendering
from newsletters.editions.models import NewsletterPage

TEST = "newsletters/mail/test"


def send_test(page: NewsletterPage, *, to: str, discreet: bool) -> Message:
    """Mail the edition as it is now to an editor; its personal links lead nowhere.

    An address that is written to discreetly only gets it so.
    """
    discreet = discreet or discretion.has_asked(to)
    return mail.send(
        key=f"newsletter-test:{uuid.uuid4()}",
        template=TEST,
        to=to,
        language=page.locale.language_code,
        context={
            "subject": rendering.subject_of(page, discreet=discreet),
            "source": rendering.mjml_of(page, discreet=discreet, is_test=True).replace(PLACEHOLDER, "test"),
        },
        discreet=discreet,
        unasked=False,  # an editor's own address
    )
