"""A change of an event is one row, in its transaction; the worker makes the mails of it, few at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Max
from django.utils import timezone, translation
from django.utils.translation import gettext, override

from coalition import dates, queue
from coalition.languages.names import country_name
from coalition.mail import rendering
from coalition.mail.models import Message
from events.days import as_if, hours_of, stored_hours, when
from events.models import Event
from events.querysets import over

from .emails import context_about, send_about
from .models import Change, Registration, SeatCategory, SeatMove, facts_of


def shown(event: Event, language: str) -> dict[str, str]:
    """Return by label what a mail in `language` says of `event`."""
    with override(language):
        mode = str(event.get_mode_display())
        return {
            gettext("When"): when(event),
            gettext("Hours of each day"): " · ".join(hours_of(event)),
            gettext("Where"): event.place_in(language) or mode,
            gettext("Country"): country_name(event.country),
            gettext("Attendance"): mode,
        }


def differences(before: Event, event: Event, language: str) -> list[dict[str, str]]:
    """Return what a reader of `language` finds changed: each with its label, what it was and what it is."""
    was, now = shown(before, language), shown(event, language)
    return [
        {"label": label, "was": was[label] or "–", "now": now[label] or "–"}
        for label in now
        if was[label] != now[label]
    ]


def is_news(before: Event, event: Event, language: str) -> bool:
    """Say whether a reader of `language` who knew `before` must be told of `event`.

    Words of a place in another language are none to them. Of what is cancelled nobody waits for news, and of what has
    no time any more nobody waits for the hour that a law gives it.
    """
    states = Event.State
    if event.is_moved_by_law(before):
        return event.state == states.SCHEDULED
    if event.state == before.state == states.CANCELLED:
        return False
    return event.state != before.state or bool(differences(before, event, language))


def is_too_late(before: Event, event: Event) -> bool:
    """Say whether nobody waits for news of `event` any more: it is over. One that was to come and is cancelled is not.

    A postponed event that is cancelled has the end of its former day, which may have passed long ago.
    """
    is_called_off = event.state == Event.State.CANCELLED and not before.is_over
    return event.is_over and not is_called_off


def is_restored(before: Event, event: Event) -> bool:
    """Say whether what was cancelled takes place, or what was postponed takes place at the time it had."""
    states = Event.State
    if event.state != states.SCHEDULED:
        return False
    same = before.times == event.times
    return before.state == states.CANCELLED or (before.state == states.POSTPONED and same)


def sentence(words: list[Mapping[str, str]], language: str) -> str:
    """Return what hosts wrote of these changes for readers of `language`, in order; "" where nothing."""
    return "\n".join(text for told in words if (text := told.get(language, "")))


def send_change(
    registration: Registration, event: Event, before: Event, words: Sequence[Mapping[str, str]] = ()
) -> Message:
    """Say that `event` moved, takes place after all, is postponed or cancelled; their calendar takes it over.

    The mail says what was and what is, and what hosts wrote of it (`words`, by language). Where nothing that was
    announced is other than in `before`, new tables of zones moved it: that has its own words.
    """
    language = registration.language
    what, told = _what_happened(registration, event, before)
    told = told | {"host_words": sentence([*words], language).splitlines()}
    method = "CANCEL" if event.state == Event.State.CANCELLED else "REQUEST"
    return send_about(registration, event, what, key=f"change:{event.sequence}", method=method, told=told)


def _what_happened(registration: Registration, event: Event, before: Event) -> tuple[str, dict[str, Any]]:
    language, states = registration.language, Event.State
    if event.state == states.CANCELLED:
        return event.state, {}
    changes = {"changes": differences(before, event, language)}
    if event.state == states.POSTPONED:  # the day that no longer holds is among them
        return event.state, changes | {"offer_ended": _offer_ended(registration)}
    if event.is_moved_by_law(before):
        return "clocks", _clocks(before, event, language)
    return "restored" if is_restored(before, event) else "moved", changes


def preview(before: Event, event: Event, language: str) -> rendering.Body:
    """Return the email on this change as somebody with a seat and a made-up registration would get it."""
    seats = SeatCategory.objects.filter(event_id=event.pk).order_by("pk").first()
    sample = Registration(event=event, category=seats, state=Registration.State.CONFIRMED, language=language)
    what, told = _what_happened(sample, event, before)
    context = {**context_about(sample, event), "what": what, **told}
    return rendering.render(template="events/mail/changed", context=context, language=language)


def _offer_ended(registration: Registration) -> bool:
    """Say whether a seat was offered to who waits now, and no more since the event does not take place then."""
    if registration.state != Registration.State.WAITING:
        return False
    last = SeatMove.objects.filter(registration=registration).order_by("pk").last()
    return last is not None and last.kind == SeatMove.Kind.WITHDRAWN


def _clocks(before: Event, event: Event, language: str) -> dict[str, Any]:
    """Return what the mail on a new law tells: the town of the clock, and the hours in UTC before and after."""
    with translation.override(language):
        return {"town": dates.town(event.zone), "was": _in_utc(before), "now": _in_utc(event)}


def _in_utc(event: Event) -> str:
    return dates.moment(event.start, event.end, zone="UTC")


TASK = "events.tell-changes"
AT_ONCE = 50  # people whose registrations are locked while their mails are made


@dataclass(frozen=True)
class Telling:
    """Whether hosts have those registered told of a change, and what they add to it, by language."""

    tell: bool = True
    words: dict[str, str] = field(default_factory=dict)


def audience(before: Event, event: Event) -> dict[str, int]:
    """Return how many people are to be told that `before` became `event`, by language."""
    if is_too_late(before, event):
        return {}
    rows = Registration.objects.active().filter(event_id=event.pk).exclude(email="")
    counted = rows.order_by().values_list("language").annotate(number=Count("pk"))
    return {language: number for language, number in counted if is_news(before, event, language)}


def owe(*, event: Event, before: Event, telling: Telling) -> Change | None:
    """Owe those whom it concerns the news that `before` became `event`; who registers later knows it.

    That it takes place or does not is told in any case: to tell nobody is for a typo. Call it while the event's
    categories are locked: nobody registers meanwhile.
    """
    is_told = telling.tell or event.state != before.state
    if not is_told or not audience(before, event):
        return None
    newest = Registration.objects.filter(event_id=event.pk).aggregate(newest=Max("pk"))["newest"]
    change = Change.objects.create(
        event_id=event.pk, before=facts_of(before), words=telling.words, last_registration=newest
    )
    queue.wake(TASK)
    return change


@dataclass(frozen=True)
class Written:
    day: str
    language: str
    lines: list[str]


def written_to(registration: Registration) -> list[Written]:
    """Return what hosts wrote of changes of its event since `registration` was made, in its language, oldest first."""
    changes = Change.objects.filter(event_id=registration.event_id, last_registration__gte=registration.pk)
    found = changes.exclude(words={}).order_by("pk").values_list("made_at", "words")
    language = registration.language
    told = [(dates.day(made_at), sentence([words], language).splitlines()) for made_at, words in found]
    return [Written(day, language, lines) for day, lines in told if lines]


def tell() -> int:
    """Make the mails of every change that is owed; return how many. A run may be lost, repeated or doubled."""
    Change.objects.filter(~Change.owed(), over(timezone.now(), "event__")).delete()
    due = set(Change.objects.filter(Change.owed()).order_by().values_list("event_id", flat=True))
    told = 0
    for event_id in sorted(due):
        while (some := _tell_some(event_id)) is not None:
            told += some
    return told


@transaction.atomic
def _tell_some(event_id: int) -> int | None:
    """Make the mails of the next AT_ONCE people, and note how far that came; None when nobody is left.

    Several changes that nobody was told of yet make one mail: from what this person knew to what the event is now.
    The event and the hours of its days are read by the statement that locks its changes: what they become later is a
    change of its own, and what somebody is told next goes on from here.
    """
    rows = (
        Change.objects.filter(Change.owed(), event_id=event_id)
        .select_related("event")
        .annotate(hours=stored_hours("event_id"))
    )
    changes: list[Any] = list(rows.order_by("pk").select_for_update(of=("self",), no_key=True))
    if not changes:
        return None
    event = as_if(changes[0].event, changes[0].hours)
    first, last = min(change.told_to for change in changes), max(change.last_registration for change in changes)
    too_late = all(is_too_late(change.event_before(), event) for change in changes)
    people = [] if too_late else _people(event, first, last)
    told = sum(_tell(registration, event, changes) for registration in people)
    reached = people[-1].pk if len(people) == AT_ONCE else last
    done = Change.objects.filter(pk__in=[change.pk for change in changes if change.last_registration <= reached])
    done.filter(words={}).delete()
    done.update(told_to=F("last_registration"))
    left = [change.pk for change in changes if change.told_to < reached < change.last_registration]
    Change.objects.filter(pk__in=left).update(told_to=reached)
    return told


def _people(event: Event, first: int, last: int) -> list[Registration]:
    """Return who comes next, locked: who cancels waits, and then gives back what they have."""
    rows = Registration.objects.active().filter(event_id=event.pk, pk__gt=first, pk__lte=last).exclude(email="")
    locked = rows.select_related("category").select_for_update(of=("self",), no_key=True)
    return list(locked.order_by("pk")[:AT_ONCE])


def _tell(registration: Registration, event: Event, changes: list[Change]) -> bool:
    news = [change for change in changes if change.concerns(registration)]
    before = news[0].event_before() if news else event
    if not is_news(before, event, registration.language):
        return False
    send_change(registration, event, before, [change.words for change in news])
    return True
