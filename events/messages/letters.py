"""A message to those registered is written, looked at and sent once; the worker makes its mails, few at a time.

Decision 0004-ledgers-and-a-queue.
"""

from collections import Counter
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from coalition import queue
from events.models import Event
from events.registrations.emails import title_for
from events.registrations.models import Registration, RegistrationQuerySet
from events.registrations.personal_data import of_registrations

from . import emails
from .models import Letter, LetterCopy

TASK = "events.send-letters"
SENT = "events.send_letter"  # the action in the site history
AT_ONCE = 50  # people whose registrations are locked while their mails are made


class AlreadySent(Exception):
    """It was sent: it changes no more, and is not sent again."""


class Changed(Exception):
    """It says something else by now than what was looked at."""


class Discarded(Exception):
    """It was thrown away."""


class NobodyToTell(Exception):
    """Nobody registered fits what was chosen."""


@transaction.atomic
def write(*, event: Event, by: Any, words: dict[str, Any], letter: Letter | None = None, seen: str = "") -> Letter:
    """Keep `words` (models.CHOSEN) as a draft, a new one or instead of what `letter` said in the version `seen`.

    Raises AlreadySent, Changed where somebody else wrote meanwhile, Discarded.
    """
    log(instance=event, action="events.write_letter", user=by)
    if letter is None:
        return Letter.objects.create(event=event, written_by=by, **words)
    letter = _draft(letter, seen)
    for name, value in words.items():
        setattr(letter, name, value)
    letter.written_by, letter.written_at = by, timezone.now()
    letter.save()
    return letter


@transaction.atomic
def discard(*, letter: Letter, by: Any, seen: str) -> None:
    """Throw away a draft that says what was `seen`. Raises AlreadySent, Changed, Discarded."""
    _draft(letter, seen).delete()
    log(instance=letter.event, action="events.discard_letter", user=by)


def audience(letter: Letter) -> dict[str, int]:
    """Return how many people would be told now, by language."""
    counted = recipients(letter).order_by().values_list("language").annotate(number=Count("pk"))
    return dict(counted.order_by("language"))


def recipients(letter: Letter) -> RegistrationQuerySet:
    """Return the registrations that `letter` is for, as they are now."""
    rows = Registration.objects.filter(event_id=letter.event_id, state__in=letter.states)
    return rows.filter(category_id__in=letter.categories, language__in=letter.languages).exclude(email="")


@transaction.atomic
def send(*, letter: Letter, by: Any, seen: str) -> Letter:
    """Owe `letter` to everyone whom it is for; `seen` is the version that `by` looked at. The site history says so.

    Who registers later is not told. Raises AlreadySent for whoever presses second, Changed, Discarded, NobodyToTell.
    """
    letter = _draft(letter, seen)
    found = recipients(letter).aggregate(number=Count("pk"), newest=Max("pk"))
    if not found["number"]:
        raise NobodyToTell(letter.pk)
    letter.sent_by, letter.sent_at, letter.last_registration = by, timezone.now(), found["newest"]
    letter.save()
    data = {"letter": letter.pk, "number": found["number"]}
    log(instance=letter.event, action=SENT, user=by, title=str(letter.event), data=data)
    queue.wake(TASK)
    return letter


def _draft(letter: Letter, seen: str) -> Letter:
    """Lock `letter` and return it as it is now: a draft that still says what was `seen`.

    Whoever writes, sends or throws away the same draft at the same moment waits here, and then sees what the first did.
    """
    found = Letter.objects.select_for_update(no_key=True).filter(pk=letter.pk).first()
    if found is None:
        raise Discarded(letter.pk)
    if found.is_sent:
        raise AlreadySent(letter.pk)
    if found.version != seen:
        raise Changed(letter.pk)
    return found


def tell() -> int:
    """Make the mails of every letter that was sent; return how many. A run may be lost, repeated or doubled."""
    told = 0
    due = Letter.objects.filter(told_to__lt=F("last_registration"))
    for pk in due.order_by("pk").values_list("pk", flat=True):
        while (some := _tell_some(pk)) is not None:
            told += some
    return told


@transaction.atomic
def _tell_some(pk: int) -> int | None:
    """Make the mails of the next AT_ONCE people, and note how far that came; None when nobody is left."""
    letter = Letter.objects.select_for_update(no_key=True).get(pk=pk)
    if letter.is_told:
        return None
    letter.event = Event.objects.get(pk=letter.event_id)
    people = _people(letter)
    for registration in people:
        emails.send_letter(registration, letter)
    LetterCopy.objects.bulk_create(
        [LetterCopy(letter=letter, registration=registration) for registration in people], ignore_conflicts=True
    )
    letter.told = dict(Counter(letter.told) + Counter(registration.language for registration in people))
    letter.told_to = people[-1].pk if len(people) == AT_ONCE else letter.last_registration
    letter.save(update_fields=["told", "told_to"])
    return len(people)


def _people(letter: Letter) -> list[Registration]:
    """Return who comes next, locked: who cancels waits, and then gives back what they have."""
    rows = recipients(letter).filter(pk__gt=letter.told_to, pk__lte=letter.last_registration)
    locked = rows.select_related("category").select_for_update(of=("self",), no_key=True)
    return list(locked.order_by("pk")[:AT_ONCE])


def export_copies(address: str) -> list[dict[str, Any]]:
    rows = LetterCopy.objects.filter(registration__in=Registration.objects.for_address(address))
    return [
        {
            "event": title_for(row.registration),
            "subject": row.letter.subject_in(row.registration.language),
            "text": "\n\n".join("\n".join(lines) for lines in row.letter.paragraphs(row.registration.language)),
            "sent": row.letter.sent_at.isoformat() if row.letter.sent_at else "",
        }
        for row in rows.select_related("letter", "registration__event").order_by("pk")
    ]


def owed(since: datetime) -> Exists:
    """Say of registrations whether they may be owed a letter that was sent after `since`."""
    letters = Letter.objects.filter(event_id=OuterRef("event_id"), sent_at__gt=since)
    return Exists(letters.filter(told_to__lt=OuterRef("pk"), last_registration__gte=OuterRef("pk")))


def forget(registrations: QuerySet[Registration]) -> int:
    """Forget that hosts wrote to `registrations`; how many people a letter was told to remains with it."""
    return LetterCopy.objects.filter(registration__in=registrations.values("pk")).delete()[0]


SOURCE = of_registrations(
    name="event messages", label=_("messages from the organisers"), export=export_copies, forget=forget, owed=owed
)
