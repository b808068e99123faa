"""The mail on a change of an event."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext, override

from coalition import dates
from coalition.mail.models import Message
from coalition.pages.countries import country_name
from events.days import hours_of
from events.models import Event
from events.pages.moments import when
from events.registrations.emails import send_about
from events.registrations.models import Registration
from events.registrations.moves.models import SeatMove


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
