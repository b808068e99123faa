"""The mail on a change of an event."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import translation

from coalition import dates
from coalition.mail.models import Message
from events.models import Event
from events.registrations.emails import send_about
from events.registrations.models import Registration
from events.registrations.moves.models import SeatMove

from .words import differences, is_restored, sentence


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
    """Return what the mail says, and what it tells beside the event as it is."""
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
