"""What a registered person may do with a programme. The only writers of stars, places and wishes.

Who takes a place locks their registration and then the session, so two people never get the last seat, and nobody
sits in two limited sessions at once. What the decision needs is read after the locks.
"""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from events.models import Event
from events.programme.models import LANGUAGES, Programme, Session, SessionChoice
from events.programme.published_programme import Item, Reading, last_version
from events.registrations.models import Registration, RegistrationRequest
from events.registrations.signals import registration_confirmed


class Refused(Exception):
    """This cannot be done now; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


STAR, PLACE = SessionChoice.Kind.STAR, SessionChoice.Kind.PLACE
GONE, FULL, BUSY, UNDATED, OVER, NO_SEAT = "gone", "full", "busy", "undated", "over", "no seat"
REASONS = {
    GONE: _("This session is no longer in the programme."),
    FULL: _("All places are taken. Look again later: places are given back."),
    BUSY: _("You have a place in another session at that time. Give it back first."),
    UNDATED: _("This session has no date at the moment. You can take a place as soon as it has one."),
    OVER: _("It is too late for this."),
    NO_SEAT: _("You need a confirmed seat at the event first."),
}


def star(*, registration: Registration, session: int) -> Item:
    """Put the released session with this key into the agenda, and return it. Twice changes nothing. Raises Refused."""
    _reading, item = _released(registration, session)
    if registration.state == Registration.State.CANCELLED or not Session.objects.filter(pk=session).exists():
        raise Refused(GONE)
    SessionChoice.objects.get_or_create(registration=registration, session_id=session, kind=STAR)
    return item


def unstar(*, registration: Registration, session: int) -> None:
    registration.session_choices.stars().filter(session_id=session).delete()


@transaction.atomic
def take_place(*, registration: Registration, session: int) -> SessionChoice:
    """Give the holder of a confirmed `registration` a seat in a limited session. Twice changes nothing.

    Raises Refused: where all seats are taken, where they sit in another limited session at that time, and for what is
    over, cancelled, not limited or without a day that holds.
    """
    registration = Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration.pk)
    list(Session.objects.select_for_update(of=("self",), no_key=True).filter(pk=session).values_list("pk"))
    reading, item = _released(registration, session)
    mine = {place.session_id: place for place in registration.session_choices.places()}
    if held := mine.get(session):
        return held
    if registration.state != Registration.State.CONFIRMED:
        raise Refused(NO_SEAT)
    if item.is_off or item.capacity is None:
        raise Refused(GONE)
    if not item.has_day:
        raise Refused(UNDATED)
    if item.start <= timezone.now():
        raise Refused(OVER)
    if any(_overlap(item, other) for other in reading.items if other.key in mine and not other.is_off):
        raise Refused(BUSY)
    if SessionChoice.objects.held().filter(session_id=session).count() >= item.capacity:
        raise Refused(FULL)
    known = reading.version.number
    return SessionChoice.objects.create(registration=registration, session_id=session, kind=PLACE, known_version=known)


def give_place_back(*, registration: Registration, session: int) -> None:
    """Give a seat back: the next who asks gets it."""
    registration.session_choices.places().filter(session_id=session).delete()


@transaction.atomic
def ask_languages(*, registration: Registration, languages: Iterable[str]) -> None:
    """Say which languages are needed, in place of what was said before. Raises Refused after the last day."""
    Registration.objects.select_for_update(of=("self",), no_key=True).get(pk=registration.pk)
    if not may_ask(registration, asked_until(registration)):
        raise Refused(OVER)
    registration.languages_needed = sorted({code for code in languages if code in LANGUAGES})
    registration.save(update_fields=["languages_needed"])


@receiver(registration_confirmed)
def begin_agenda(sender: type, registration: Registration, asked: RegistrationRequest, **kwargs: Any) -> None:
    """Begin the agenda of who confirmed with what their form said. What they chose before stays as it is.

    Where places are limited and one is free, it is theirs; any other session is put into the agenda. A limited session
    without a place for them is noted in `registration.no_place`: the email and the page say so. Sessions are locked in
    one order, after the seats.
    """
    if asked.languages_needed and not registration.languages_needed:
        with suppress(Refused):
            ask_languages(registration=registration, languages=asked.languages_needed)
    if not asked.sessions or registration.session_choices.exists():
        return
    noted = []
    for session in sorted(set(asked.sessions)):
        try:
            take_place(registration=registration, session=session)
        except Refused as refused:
            with suppress(Refused), override(registration.language):  # it left the programme meanwhile
                item = star(registration=registration, session=session)
                if item.capacity is not None:
                    noted.append({"title": item.title, "reason": str(REASONS[refused.reason])})
    registration.no_place = noted


def asked_until(registration: Registration) -> date | None:
    """Return the last day on which people say which languages they need; None where nobody is asked. One query."""
    programmes = Programme.objects.filter(event_id=registration.event_id)
    return programmes.values_list("languages_asked_until", flat=True).first()


def may_ask(registration: Registration, until: date | None) -> bool:
    """Say whether the holder of `registration` may say today which languages they need, `until` a day."""
    is_asked = until is not None and timezone.localdate() <= until and _is_to_come(registration.event)
    return is_asked and registration.state != Registration.State.CANCELLED


def shows_languages(registration: Registration, until: date | None) -> bool:
    """Say whether, before anything is released, there is a page: to ask for languages, or to say which were noted."""
    if until is None or not _is_to_come(registration.event):
        return False
    return may_ask(registration, until) or bool(registration.languages_needed)


def _is_to_come(event: Event) -> bool:
    return event.state != Event.State.CANCELLED and not event.is_over


def _released(registration: Registration, session: int) -> tuple[Reading, Item]:
    """Return the programme as readers see it now, and the session with this key in it. Raises Refused."""
    version = last_version(registration.event_id)
    reading = Reading(version, registration.event) if version else None
    item = next((item for item in reading.items if item.key == session), None) if reading else None
    if reading is None or item is None:
        raise Refused(GONE)
    return reading, item


def _overlap(one: Item, other: Item) -> bool:
    return one.key != other.key and one.start < other.end and other.start < one.end
