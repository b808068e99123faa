"""Who speaks is told: that they are in the programme, what changes of it, and once more a day before.

As with reminders (decision 0004-ledgers-and-a-queue), nothing is planned ahead: each run compares what somebody
was told with what is so now. A run may be lost, late or doubled, and nothing is told twice.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from coalition.mail import services
from coalition.privacy.email_addresses import address_digest, normalise
from events.models import Event, Reminder
from events.programme.models import Programme, RefusedAddress, Speaker, SpeakerContact
from events.programme.published_programme import last_version
from events.querysets import to_come

from . import emails
from .emails import Facts, facts, is_news

EVENT = "speaker__programme__event__"
LEAD, LATE = Reminder.DAY.lead, Reminder.DAY.latest


@transaction.atomic
def set_contact(*, speaker: Speaker, email: str, language: str, discreet: bool) -> SpeakerContact | None:
    """Keep how `speaker` is written to; "" ends it. Another address has another link, and is told anew."""
    found = SpeakerContact.objects.select_for_update().filter(speaker=speaker).first()
    if found and (not email or found.email_digest != address_digest(normalise(email))):
        found.delete()
        found = None
    if not email:
        return None
    if found is None:
        return SpeakerContact.objects.create(speaker=speaker, email=email, language=language, discreet=discreet)
    found.language, found.discreet = language, discreet
    found.save(update_fields=["language", "discreet"])
    return found


@transaction.atomic
def forget(contact: SpeakerContact) -> None:
    """Forget the address, as its holder asks: the link opens nothing any more, and nobody is written to.

    A keyed digest stays with the people of the event, so that the address is not typed there again (`is_refused`).
    """
    RefusedAddress.objects.get_or_create(programme_id=contact.speaker.programme_id, email_digest=contact.email_digest)
    SpeakerContact.objects.filter(pk=contact.pk).delete()


def is_refused(programme: Programme, email: str) -> bool:
    """Say whether the holder of `email` had it forgotten as an address of a speaker of this programme."""
    return RefusedAddress.objects.filter(programme=programme, email_digest=address_digest(normalise(email))).exists()


def tell(now: datetime) -> int:
    """Owe each speaker the news of their sessions; return how many mails."""
    rows = SpeakerContact.objects.filter(to_come(now, EVENT), speaker__programme__versions__isnull=False).distinct()
    return sum(_tell(pk) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: int) -> bool:
    contact, event, said = _look(pk)
    if contact is None or event is None or event.is_over:
        return False
    template = _news(contact.told, said, event)
    if not template or services.budget_is_spent(contact.email):  # a later run tells them
        return False
    emails.send_news(contact, event, template, said)
    contact.told, contact.told_at, contact.mails = said, timezone.now(), contact.mails + 1
    contact.save(update_fields=["told", "told_at", "mails"])
    return True


def _news(before: Facts | None, said: Facts, event: Event) -> str:
    """Return the mail that says what is new; "" where nothing is."""
    is_off = event.state == Event.State.CANCELLED
    was_in = bool(before and before["sessions"] and before["event"]["state"] != Event.State.CANCELLED)
    if is_off or not said["sessions"]:
        return emails.OFF if was_in else ""
    if not was_in:
        return emails.ANNOUNCED
    return emails.CHANGED if before and is_news(before, said) else ""


def remind(now: datetime) -> int:
    """Owe the reminders that are due a day before an event; return how many."""
    near = {f"{EVENT}state": Event.State.SCHEDULED, f"{EVENT}start__gt": now + LEAD - LATE,
            f"{EVENT}start__lte": now + LEAD}  # fmt: skip
    rows = SpeakerContact.objects.filter(told__isnull=False, **near)
    return sum(_remind(pk) for pk in rows.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    """Owe one reminder; who was told of the event less than a day before it needs none."""
    contact, event, said = _look(pk)
    if contact is None or event is None or event.state != Event.State.SCHEDULED or not said["sessions"]:
        return False
    too_new = contact.told_at is None or contact.told_at > event.start - LEAD
    if contact.reminded_of == event.start or too_new or services.budget_is_spent(contact.email):
        return False
    emails.send_reminder(contact, event, said)
    contact.reminded_of = event.start
    contact.save(update_fields=["reminded_of"])
    return True


def _look(pk: int) -> tuple[SpeakerContact | None, Event | None, Any]:
    """Return a contact, locked, its event as it is now, and what its speaker is to know."""
    rows = SpeakerContact.objects.select_related("speaker__programme__event").select_for_update(of=("self",))
    contact = rows.filter(pk=pk).first()
    if contact is None:
        return None, None, {}
    event = contact.speaker.programme.event
    version = last_version(event.pk)
    if version is None:
        return None, None, {}
    return contact, event, facts(event, version.content, contact.speaker_id)
