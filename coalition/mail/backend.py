"""Django's own way to send a mail ends in the ledger too: what a library writes is owed like every mail."""

from collections.abc import Iterable
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from . import services


class LedgerBackend(BaseEmailBackend):
    """Owe each mail to each of its recipients, in plain text; the HTML is made from it, as for every mail.

    Wagtail (comments, workflows) and allauth write this way. Our own code calls `services.send`, which also does what
    this cannot: a key, a discreet sender, attachments.
    """

    def __init__(self, *args: Any, fail_silently: Any = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # nothing can fail here that may be passed over in silence

    def send_messages(self, email_messages: Iterable[EmailMessage]) -> int:
        """Owe `email_messages` and return how many they are. Raises ValueError for one with an attachment."""
        mails = list(email_messages)
        for mail in mails:
            if mail.attachments:
                raise ValueError("A mail with an attachment is sent by coalition.mail.services.send.")
            for recipient in mail.recipients():
                services.send_text(to=recipient, subject=str(mail.subject), text=str(mail.body), unasked=False)
        return len(mails)
