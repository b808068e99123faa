"""The sessions of who speaks, for their own calendar: an entry that moves and goes with each session (RFC 5546).

As the receipt of a registration has it: none in discreet mail and none of an event with a neutral address, since others
may see a calendar; and who was never sent an entry gets no cancellation of it.
"""

import uuid
from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from coalition.mail.services import Attachment
from coalition.pages.identity.kept import site_names
from coalition.pages.languages import listed
from coalition.pages.words import in_language
from events.calendar import builder
from events.models import Event
from events.programme.calendar import session_event
from events.programme.models import Session
from events.programme.reading import Item, Reading, last_version
from events.programme.release import wall_times
from events.registrations import emails as registrations
from events.walltime import instant_of

from .facts import Facts
from .models import SpeakerContact

REQUEST, CANCEL = "REQUEST", "CANCEL"


def attachments(contact: SpeakerContact, event: Event, now: Facts) -> list[Attachment]:
    """Return what changes in the calendar of `contact`, one file for each session (RFC 5546 section 3.2.2).

    `contact.entries` then says what their calendar knows; who calls saves it.
    """
    if contact.discreet or event.neutral_address:
        return []
    mine = {row["guid"]: row for row in now["sessions"]}
    before = {row["guid"]: row for row in (contact.told or {"sessions": []})["sessions"]}
    known: dict[str, Any] = dict(contact.entries)
    files: list[Attachment] = []
    with translation.override(contact.language):
        items = _items(event)
        for guid in {**mine, **before}:
            row, item, last = mine.get(guid) or before[guid], items.get(guid), known.get(guid)
            is_off = event.state == Event.State.CANCELLED or row["state"] == Session.State.CANCELLED
            is_theirs = guid in mine and not is_off
            sequence = _next_sequence(item, event, last, is_theirs=is_theirs)
            if sequence is None:
                continue
            entry = _entry(guid, row, item, event, sequence, is_off=is_off, language=contact.language)
            invitation = _invitation(contact, sequence, is_theirs=is_theirs)
            ics = builder.build(
                [entry],
                language=contact.language,
                invitation=builder.Invitation(**invitation, alone=not is_theirs and not is_off),
            )
            kind = f"text/calendar; charset=utf-8; method={invitation['method']}"
            files.append(Attachment(f"session-{len(files) + 1}.ics", ics.decode(), kind))
            known[guid] = {"sequence": sequence, "out": not is_theirs}
    contact.entries = known
    return files


def _items(event: Event) -> dict[str, Item]:
    version = last_version(event.pk)
    return {item.guid: item for item in Reading(version, event).items} if version else {}


def _next_sequence(item: Item | None, event: Event, last: dict[str, Any] | None, *, is_theirs: bool) -> int | None:
    """Return the SEQUENCE of what is sent of a session now; None where nothing is to be sent."""
    base = event.sequence + (item.sequence if item else 0)
    if last is None:
        return base if is_theirs else None
    if is_theirs == last["out"]:  # taken out, or back again: above what they have, whatever it was
        return max(base, last["sequence"] + 1)
    return base if is_theirs and base > last["sequence"] else None


def _invitation(contact: SpeakerContact, sequence: int, *, is_theirs: bool) -> dict[str, Any]:
    return {
        "method": REQUEST if is_theirs else CANCEL,
        "organizer_name": site_names(contact.language).sender,
        "organizer": settings.MAIL_FROM_ADDRESS,
        "sender": settings.MAIL_FROM_ADDRESS,
        "attendee": contact.email,
        "stamp": timezone.now(),
        "sequence": sequence,
    }


def _entry(
    guid: str, row: Facts, item: Item | None, event: Event, sequence: int, *, is_off: bool, language: str
) -> builder.Entry:
    """Return a session as the one builder takes it; one that stands in no version any more as they were told of it."""
    words = registrations.entry(event, language)
    if item is not None:
        start, end, revised = item.start, item.end, item.revised
    else:
        day = wall_times([row["day"], row["begins"], row["minutes"]])
        start, end = (instant_of(wall, event.zone) for wall in day)
        revised = event.revised_at
    has_day = event.state == Event.State.SCHEDULED and (item is None or item.has_day)
    session = session_event(
        uid=uuid.UUID(guid),
        sequence=sequence,
        revised_at=max(revised, event.revised_at),
        state="cancelled" if is_off else "scheduled" if has_day else "postponed",
        start=start,
        end=end,
        zone=event.zone,
        label=item.kind_label if item else str(event.get_kind_display()),
    )
    url = f"{words.url}programme/#{item.anchor}" if words.url and item else words.url
    return builder.Entry(
        event=session,
        title=item.title if item else in_language(row["titles"]),
        text=words.title,
        place=listed(part for part in (in_language(row["room"]), words.place) if part),
        url=url,
    )
