"""What is written to who registered without a change: reminders before an event, thanks after it.

Decision 0004-ledgers-and-a-queue. Nothing is planned ahead: each run looks at the facts as they are, so that a
moved event's reminders have moved, and a cancelled one has none. What was sent is known by the ledger's key alone.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat

from coalition.mail.models import Message
from events.door.models import was_there
from events.models import Event, Reminder
from events.registrations.models import Registration, RegistrationQuerySet
from events.seats.models import SeatKind

from . import emails

BATCH = 200  # mails of one transaction
THANKS_FROM, THANKS_UNTIL = timedelta(hours=1), timedelta(days=3)  # after the end
THANKS = "thanks"  # the mark for it in the form
THANKS_WAIT = timedelta(days=2)  # for a recording that is to come


def remind(now: datetime) -> int:
    """Owe every reminder that is due; return how many. A run that is lost, late or doubled changes nothing."""
    count = 0
    for kind in Reminder:
        near = Event.objects.filter(state=Event.State.SCHEDULED, start__gt=now, start__lte=now + kind.lead)
        for pk in near.filter(reminders__contains=[kind]).order_by("pk").values_list("pk", flat=True):
            while owed := _remind(pk, kind, now):
                count += owed
    return count


def offered(event: Event) -> list[Reminder]:
    """Return the reminders of `event`, in order: those that its hosts chose, the last hour where one joins online."""
    by_the_hour = event.mode != Event.Mode.ON_SITE and not event.all_day
    return [kind for kind in Reminder if kind in event.reminders and (kind != Reminder.HOUR or by_the_hour)]


def is_due(event: Event, kind: Reminder, now: datetime) -> bool:
    """Say whether `kind` is to be sent now: the event will be at its time, and its reminder says what is so."""
    since = now - (event.start - kind.lead)
    is_on = event.state == Event.State.SCHEDULED and now < event.start
    return is_on and kind in offered(event) and timedelta(0) <= since < kind.latest


def reminded(event: Event, kind: Reminder) -> RegistrationQuerySet:
    """Return who is reminded of `event`: who registers later is told by the receipt."""
    rows = event.registrations.confirmed().filter(created_at__lt=event.start - kind.lead)
    rows = rows.exclude(mails_off__contains=[kind])
    if kind == Reminder.HOUR:  # it brings people into the room, not into the hall
        rows = rows.exclude(category__kind=SeatKind.ON_SITE)
    return rows


def coming(event: Event, now: datetime) -> list[tuple[str, datetime, int]]:
    """Return what leaves by itself: its key, from when, and to how many of those registered by now."""
    if event.state != Event.State.SCHEDULED:
        return []
    found = [(str(kind), event.start - kind.lead, reminded(event, kind).count()) for kind in offered(event)]
    if event.thanks:  # to those who were there: nobody knows yet who will be
        people = event.registrations.confirmed().exclude(mails_off__contains=[THANKS])
        found.append((THANKS, event.end + THANKS_FROM, people.count()))
    return [(key, at, number) for key, at, number in found if at > now]


@transaction.atomic
def _remind(pk: int, kind: Reminder, now: datetime) -> int:
    """Owe some of one event's reminders; whoever moves or cancels it meanwhile waits, or is seen to have done so."""
    event = Event.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if event is None or not is_due(event, kind, now):
        return 0
    return _owe(
        reminded(event, kind), emails.reminder_key(event, kind), lambda row: emails.send_reminder(row, event, kind)
    )


def thank(now: datetime) -> int:
    """Owe thanks to those who were there, once all is there that they lead to; return how many.

    From an hour after the end; what is still to come is waited for two days, and thanks go once.
    """
    over = Event.objects.filter(state=Event.State.SCHEDULED, end__lte=now - THANKS_FROM, end__gt=now - THANKS_UNTIL)
    count = 0
    for pk in over.filter(thanks=True).order_by("pk").values_list("pk", flat=True):
        while owed := _thank(pk, now):
            count += owed
    return count


@transaction.atomic
def _thank(pk: int, now: datetime) -> int:
    """Owe some of one event's thanks; whoever changes it meanwhile waits, or is seen to have done so."""
    event = Event.objects.select_for_update(no_key=True).filter(pk=pk).first()
    if event is None or event.state != Event.State.SCHEDULED or not event.thanks:
        return 0
    if now - event.end < (THANKS_WAIT if emails.is_awaited(event) else THANKS_FROM):
        return 0
    rows = event.registrations.confirmed().filter(was_there()).exclude(mails_off__contains=[THANKS])
    return _owe(rows, emails.THANKS_KEY, lambda row: emails.send_thanks(row, event))


def _owe(rows: RegistrationQuerySet, key: str, owe: Callable[[Registration], Message]) -> int:
    """Owe one mail to each of `rows` that was not owed it under `key`, a batch at most; return how many."""
    mailed = Concat(Value("registration:"), Cast("pk", CharField()), Value(f":{key}"))
    owed = Message.objects.filter(key=OuterRef("mail_key"))
    due = rows.exclude(email="").annotate(mail_key=mailed).filter(~Exists(owed)).select_related("category")
    batch = list(due.order_by("pk")[:BATCH])
    for row in batch:
        owe(row)
    return len(batch)


def offered_mails(event: Event) -> list[str]:
    return [*map(str, offered(event)), *([THANKS] if event.thanks else [])]


@transaction.atomic
def choose(*, registration: Registration, wanted: set[str]) -> None:
    """Keep which of the offered emails somebody wants; what is not offered now stays as it was chosen."""
    row = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    asked = set(offered_mails(registration.event))
    row.mails_off = sorted((set(row.mails_off) - asked) | (asked - wanted))
    row.save(update_fields=["mails_off"])


def wanted(registration: Registration) -> list[str]:
    """Return which of the offered emails somebody gets."""
    return [kind for kind in offered_mails(registration.event) if kind not in registration.mails_off]
