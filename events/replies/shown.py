"""What is shown of an answer: to the hosts, and to the person on their own page.

Never of a discreet person: their calendar is not invited, and an answer from before they asked for it would tell that
there was one. Never of an event that changed since and told so: the calendar has not answered to what is so now.
"""

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from events.models import Event
from events.registrations.models import Registration

from .models import CalendarReply


def answers(event: Event) -> dict[str, int]:
    """Return how many calendars of people with a seat gave each answer about `event` as they know it, by its code."""
    rows = CalendarReply.objects.filter(
        registration__event=event,
        registration__state=Registration.State.CONFIRMED,
        registration__discreet=False,
        sequence__gte=F("registration__mailed_sequence"),
    )
    given = list(rows.values_list("answer", flat=True))
    return {str(answer): given.count(answer) for answer in CalendarReply.Answer}


def answer_of(registration: Registration) -> CalendarReply.Answer | None:
    """Return what the calendar of `registration` answered about the event as it knows it; None where none is shown."""
    reply = getattr(registration, "calendar_reply", None)
    if reply is None or registration.discreet or registration.state != Registration.State.CONFIRMED:
        return None
    return CalendarReply.Answer(reply.answer) if reply.sequence >= registration.mailed_sequence else None


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
    if answer == CalendarReply.Answer.DECLINED and registration.may_be_cancelled:
        words = pgettext("calendar answer", "declined; the seat is yours until you cancel your registration here")
    return _("Answer of your calendar"), words
