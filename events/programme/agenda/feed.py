"""The feed of one person's agenda: each session is an event of its own there, and moves by itself."""

import uuid
from typing import Any, cast

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext

from events.calendar import builder
from events.models import Event
from events.programme.calendar import SessionEvent, facts_of, times_of
from events.programme.reading import Item, Reading, last_version
from events.registrations import emails
from events.registrations.models import Registration

from .models import AgendaFeed, Place, Star


def chosen(registration: Registration) -> set[int]:
    """Return the keys of the sessions in the agenda: those with a star, and those with a place. Two queries."""
    return {
        key
        for model in (Star, Place)
        for key in model._default_manager.filter(registration=registration).values_list("session_id", flat=True)
    }


def url_of(feed: AgendaFeed, language: str) -> str:
    """Return the secret address of `feed`, absolute."""
    return f"{settings.SITE_URL}/{language}/agenda/{feed.token}.ics"


def body(registration: Registration, language: str) -> bytes:
    """Return the feed of the agenda. Of a registration that was given back, every session is cancelled.

    So it is where the event is; while it is postponed, or was moved and its programme not yet, times are tentative.

    For a discreet person, and of an event with a neutral address, it says when, and nothing else.
    """
    version = last_version(registration.event_id)
    with translation.override(language):
        keys = chosen(registration)
        items = Reading(version, registration.event).items if version else []
        discreet = is_discreet(registration)
        words = emails.entry(registration.event, language)
        entries = [entry_of(registration, item, discreet, words) for item in items if item.key in keys]
        name = pgettext("name of a calendar that says nothing", "Calendar") if discreet else words.title
        return builder.build(entries, language=language, name=name)


def is_discreet(registration: Registration) -> bool:
    """Say whether a calendar, which others may see, must say nothing of what it is about."""
    return registration.discreet or registration.event.neutral_address


def entry_of(registration: Registration, item: Item, discreet: bool, words: builder.Entry) -> builder.Entry:
    """Return the session `item` as the calendar of `registration` says it; `words` are those of its event.

    Where it is `discreet` it says when, and nothing else, and the words are not looked at.
    """
    label = pgettext("in a calendar that says nothing", "Appointment")
    given_back = registration.state == Registration.State.CANCELLED
    about = registration.event
    off = "cancelled" if item.is_off or given_back else ""
    event = SessionEvent(
        uid=uuid.uuid5(uuid.UUID(item.guid), "agenda") if discreet else uuid.UUID(item.guid),
        sequence=item.sequence + about.sequence + given_back,  # so it never goes back, whatever changes and is restored
        revised_at=max(item.revised, about.revised_at, *([registration.changed_at] if given_back else [])),
        state=off or ("scheduled" if item.has_day else "postponed"),
        times=times_of(item.start, item.end, registration.event.zone),
        label=label if discreet else item.kind_label,
    )
    facts: Any = {"title": label, "text": "", "place": "", "url": ""}
    if not discreet:
        facts = facts_of(item, words)
    return builder.Entry(event=cast(Event, event), **facts)
