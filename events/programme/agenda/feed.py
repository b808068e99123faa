"""Sessions that somebody chose, as entries of their private calendar: each moves and goes by itself."""

import uuid

from django.utils.translation import pgettext

from events.calendar import builder
from events.programme.calendar import facts_of, session_event
from events.programme.reading import Item
from events.registrations.models import Registration


def is_discreet(registration: Registration) -> bool:
    """Say whether a calendar, which others may see, must say nothing of what it is about."""
    return registration.discreet or registration.event.neutral_address


def entry_of(registration: Registration, item: Item, discreet: bool, words: builder.Entry) -> builder.Entry:
    """Return the session `item` as the calendar of `registration` says it; `words` are those of its event.

    Of a registration that was given back it is cancelled. While its event is postponed, or was moved and its programme
    not yet, its time is tentative. Where it is `discreet` it says when, and nothing else.
    """
    label = pgettext("in a calendar that says nothing", "Appointment")
    given_back = registration.state == Registration.State.CANCELLED
    about = registration.event
    is_off = item.is_off or given_back
    event = session_event(
        uid=uuid.uuid5(uuid.UUID(item.guid), "agenda") if discreet else uuid.UUID(item.guid),
        sequence=item.sequence + about.sequence + given_back,  # so it never goes back, whatever changes and is restored
        revised_at=max(item.revised, about.revised_at, *([registration.changed_at] if given_back else [])),
        state="cancelled" if is_off else "scheduled" if item.has_day else "postponed",
        start=item.start,
        end=item.end,
        zone=about.zone,
        label=label if discreet else item.kind_label,
    )
    said = {"title": label, "text": "", "place": "", "url": ""} if discreet else facts_of(item, words)
    return builder.Entry(event=event, **said)
