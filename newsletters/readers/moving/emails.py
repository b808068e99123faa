"""What the new address is asked, and what the old one is told."""

from coalition.mail import services as mail
from coalition.mail.models import Message
from newsletters.readers.moving.models import AddressChange


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
