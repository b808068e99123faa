"""What an answer of a calendar changes: it is kept, and who declined is asked whether the seat may go.

Decision 0006-one-door-for-mail. Nothing about a mail proves who wrote it: DMARC says which domain sent it, at most,
and many domains do not sign. The signed address proves that its writer saw the invitation. So no mail frees a seat.
"""

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy

from coalition.mail.areas import ForAPerson, Mail
from coalition.mail.models import Message
from coalition.privacy.email_addresses import mailbox_digest
from events.models import Event
from events.registrations import emails
from events.registrations.models import Registration

from .imip import Reply, read


class Answer(models.TextChoices):
    ACCEPTED = "accepted", pgettext_lazy("calendar answer", "accepted")
    TENTATIVE = "tentative", pgettext_lazy("calendar answer", "perhaps")
    DECLINED = "declined", pgettext_lazy("calendar answer", "declined")


def send_declined(registration: Registration) -> Message:
    """Ask who declined in their calendar whether their seat may go; at most once a day, whoever writes for them."""
    event = registration.event
    key = f"declined:{event.sequence}:{timezone.now():%Y%m%d}"
    own, quiet = emails.manage_url(registration), emails.quiet_url(registration)
    told = {"cancel_url": f"{own}cancel/", "quiet_url": f"{quiet}cancel/"}
    return emails.send_about(registration, event, "declined", key=key, method="", told=told)


def take(mail: Mail) -> bool:
    """Read a mail to the address of calendars; say whether it changed anything.

    What is forged, old, repeated, of another event or of another person changes nothing, and is answered by nothing.
    Raises Unreadable for what says it is a calendar and is none, ForAPerson for a letter without one.
    """
    registration = emails.find_invited(mail.detail)
    if registration is None:
        return False
    reply = read(mail.message)
    if reply is None:
        raise ForAPerson(mail.recipient)
    return record(registration=registration, reply=reply)


@transaction.atomic
def record(*, registration: Registration, reply: Reply) -> bool:
    """Keep what the calendar of `registration` answered, and owe who declined one mail; say whether it was news."""
    # One after the other; the row is read again, since an event may have moved while this one waited.
    Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    registration = Registration.objects.select_related("event").get(pk=registration.pk)
    answer = _answer_of(registration, reply)
    now = timezone.now()
    stamp = min(reply.stamp or now, now)  # a clock that is ahead, or a forged time, must not silence later answers
    last = registration.calendar_reply
    if answer is None or (last and not _is_news(last, answer, registration.mailed_sequence, stamp)):
        return False
    registration.calendar_reply = {
        "answer": answer, "sequence": registration.mailed_sequence,
        "stamp": stamp.isoformat(), "received": now.isoformat(),
    }  # fmt: skip
    registration.save(update_fields=["calendar_reply"])
    if answer == Answer.DECLINED:
        send_declined(registration)
    return True


def _answer_of(registration: Registration, reply: Reply) -> str | None:
    """Return this person's answer about the entry that was mailed to them last; None where there is none.

    The event itself may be revised since with nobody told: a typo, or words of its place in another language.
    """
    event = registration.event
    if registration.state != Registration.State.CONFIRMED or not registration.email:
        return None  # who waits was not invited, and who cancelled has nothing to decline
    if event.is_over or event.state == Event.State.CANCELLED:
        return None
    if reply.uid.lower() != str(event.uid) or reply.sequence < registration.mailed_sequence:
        return None  # of another event, or of an entry before the one that was mailed last
    mine = mailbox_digest(registration.email)
    answers = {answer for address, answer in reply.answers.items() if mailbox_digest(address) == mine}
    return answers.pop() if len(answers) == 1 else None


def _is_news(last: dict[str, Any], answer: str, sequence: int, stamp: datetime) -> bool:
    """Say whether this is another answer, or of a later revision, and not written before `last` (RFC 5546 2.1.5)."""
    is_later = stamp > datetime.fromisoformat(last["stamp"])
    return is_later and (answer != last["answer"] or sequence > last["sequence"])


def answer_of(registration: Registration) -> Answer | None:
    """Return what the calendar of `registration` answered about the event as it knows it; None where none is shown."""
    reply = registration.calendar_reply
    if reply is None or registration.discreet or registration.state != Registration.State.CONFIRMED:
        return None
    return Answer(reply["answer"]) if reply["sequence"] >= registration.mailed_sequence else None


def in_words(registration: Registration) -> str:
    """Return `answer_of` in words, for lists; "" for none."""
    answer = answer_of(registration)
    return str(answer.label) if answer else ""


def own_fact(registration: Registration) -> tuple[str, str] | None:
    """Return what the person's own page says of the answer: a label, and words."""
    answer = answer_of(registration)
    if answer is None:
        return None
    words = str(answer.label)
    if answer == Answer.DECLINED and registration.may_be_cancelled:
        words = pgettext("calendar answer", "declined; the seat is yours until you cancel your registration here")
    return _("Answer of your calendar"), words
