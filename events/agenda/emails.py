"""What a speaker is told of, as it is kept: the event, and their sessions in the version that readers see."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from coalition import dates
from coalition.languages.names import country_name, listed
from coalition.languages.words import in_language
from coalition.mail.models import Message
from coalition.mail.services import Attachment, send
from coalition.site.site_words import site_names
from events.calendar import builder
from events.days import when
from events.models import Event
from events.permissions import invitation
from events.programme.exports import session_event
from events.programme.models import Session, SpeakerContact
from events.programme.published_programme import Item, Reading, last_version
from events.programme.release import Content, wall_times
from events.registrations import emails as registrations
from events.registrations.event_changes import differences
from events.registrations.models import Change, facts_of
from events.walltime import instant_of

Facts = dict[str, Any]
INSTANTS = ("start", "end")  # they follow from the wall time and the tables of zones
SCHEDULE = ("guid", "day", "begins", "minutes", "room", "state")


def facts(event: Event, content: Content, speaker: int) -> Facts:
    """Return what `content`, a version of the programme of `event`, says of the sessions of `speaker`."""
    rooms = {row["key"]: row["names"] for row in content["rooms"]}
    rows = [row for row in content["sessions"] if row["kind"] != Session.Kind.BREAK]
    mine = [row for row in rows if speaker in [key for key, _moderates in row["speakers"]]]
    told = [{**{name: row[name] for name in SCHEDULE}, "titles": row["titles"]} for row in mine]
    return {"event": facts_of(event), "sessions": [row | {"room": rooms.get(row["room"], {})} for row in told]}


def is_news(before: Facts, now: Facts) -> bool:
    """Say whether who was told `before` must be told of `now`: words alone are no news."""
    return _schedule(before) != _schedule(now)


def event_before(event: Event, before: Facts) -> Event:
    """Return `event` as it was told `before`, unsaved."""
    return Change(event=event, before=before["event"]).event_before()


def _schedule(said: Facts) -> tuple[Facts, list[list[Any]]]:
    event = {name: value for name, value in said["event"].items() if name not in INSTANTS}
    return event, [[row[name] for name in SCHEDULE] for row in said["sessions"]]


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
    url = f"{words.url}#{item.anchor}" if words.url and item else words.url
    return builder.Entry(
        event=session,
        title=item.title if item else in_language(row["titles"]),
        text=words.title,
        place=listed(part for part in (in_language(row["room"]), words.place) if part),
        url=url,
    )


ANNOUNCED, CHANGED, OFF, REMINDER = "speaker", "speaker_changed", "speaker_off", "speaker_reminder"


def send_news(contact: SpeakerContact, event: Event, what: str, now: Facts) -> Message:
    """Tell who speaks `what` happened, and of `now`; of what changed since what they were told before.

    Their calendar is told the same: `contact.entries` then says what it knows.
    """
    told: dict[str, Any] = {"cancelled": event.state == Event.State.CANCELLED}
    if what == CHANGED and contact.told:
        told["changes"] = _changes(contact.told, event, now, contact.language)
    files = attachments(contact, event, now)
    return _send(contact, event, what, key=f"told:{contact.mails}", now=now, told=told, files=files)


def send_reminder(contact: SpeakerContact, event: Event, now: Facts) -> Message:
    return _send(contact, event, REMINDER, key=f"reminder:{int(event.start.timestamp())}", now=now, told={})


def _send(
    contact: SpeakerContact,
    event: Event,
    what: str,
    *,
    key: str,
    now: Facts,
    told: dict[str, Any],
    files: Sequence[Attachment] = (),
) -> Message:
    words = registrations.entry(event, contact.language)
    neutral = f"{settings.SITE_URL}/{contact.language}/e/{event.short_id}/"  # it says nothing of the event
    with translation.override(contact.language):
        context = {
            "what": what,
            "title": words.title,
            "when": when(event),
            "place": words.place,
            "country": country_name(event.country),
            "event_url": words.url,
            "manage_url": f"{neutral}{invitation(event)}#programme",
            "stop_url": f"{neutral}s/{contact.token}/",
            "speaks_online": what in (ANNOUNCED, REMINDER) and event.mode != Event.Mode.ON_SITE,
            "sessions": [] if what == OFF else lines(now, event),
            "documents_to": contact.speaker.programme.documents_to,
        }
    return send(
        key=f"speaker:{contact.pk}:{key}",
        template="events/mail/speaker",
        to=contact.email,
        language=contact.language,
        context=context | told,
        discreet=contact.discreet,
        attachments=files,
        sensitive=True,
        unasked=True,
        about=registrations.about(event),
    )


def lines(said: Facts, event: Event) -> list[dict[str, str]]:
    """Return the sessions in `said` in the active language: title, and when and where on the clock of `event`."""
    return [{"title": in_language(row["titles"]), "when": _when(row, event)} for row in said["sessions"]]


def _changes(before: Facts, event: Event, now: Facts, language: str) -> list[dict[str, str]]:
    """Return what is other than they were told: of the event, then of each session, what it was and what it is."""
    found = differences(event_before(event, before), event, language)
    with translation.override(language):
        was, is_ = ({row["guid"]: row for row in said["sessions"]} for said in (before, now))
        for guid in {**is_, **was}:
            old, new = (_when(rows[guid], event) if guid in rows else "–" for rows in (was, is_))
            if old != new:
                title = in_language((is_.get(guid) or was[guid])["titles"])
                found.append({"label": title, "was": old, "now": new})
    return found


def _when(row: Facts, event: Event) -> str:
    """Return when and where a session is, in words; its day is told where the event has one."""
    if row["state"] == Session.State.CANCELLED:
        return gettext("cancelled")
    if event.state == Event.State.POSTPONED:
        return gettext("The new date is not known yet")
    start, end = (instant_of(wall, event.zone) for wall in wall_times([row["day"], row["begins"], row["minutes"]]))
    return listed([dates.moment(start, end, zone=event.zone), *filter(None, [in_language(row["room"])])])
