"""What a speaker is told of, as it is kept: the event, and their sessions in the version that readers see."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from coalition import dates
from coalition.languages.names import country_name, listed
from coalition.languages.words import in_language
from coalition.mail.models import Message
from coalition.mail.services import Attachment, send
from events.calendar import builder
from events.days import when
from events.models import Event
from events.programme.exports import entry_of
from events.programme.models import ProgrammeVersion, Session, SpeakerContact
from events.programme.published_programme import Reading, last_version
from events.programme.release import Content, wall_times
from events.registrations import emails as registrations
from events.registrations.event_changes import differences
from events.registrations.models import Change, Registration, facts_of
from events.walltime import instant_of

Facts = dict[str, Any]
INSTANTS = ("start", "end")  # they follow from the wall time and the tables of zones
SCHEDULE = ("guid", "day", "begins", "minutes", "room", "state")


def facts(event: Event, content: Content, speaker: int) -> Facts:
    """Return what `content`, a version of the programme of `event`, says of the sessions of `speaker`."""
    rows = [row for row in content["sessions"] if row["kind"] != Session.Kind.BREAK]
    mine = [row for row in rows if speaker in [key for key, _moderates in row["speakers"]]]
    return {"event": facts_of(event), "sessions": describe_sessions(content, mine)}


def describe_sessions(content: Content, rows: Iterable[Facts]) -> list[Facts]:
    """Return what emails say of `rows`, some sessions of `content`."""
    rooms = {row["key"]: row["names"] for row in content["rooms"]}
    told = [{**{name: row[name] for name in SCHEDULE}, "titles": row["titles"]} for row in rows]
    return [row | {"room": rooms.get(row["room"], {})} for row in told]


def is_news(before: Facts, now: Facts) -> bool:
    """Say whether who was told `before` must be told of `now`: words alone are no news."""
    return _schedule(before) != _schedule(now)


def event_before(event: Event, before: Facts) -> Event:
    """Return `event` as it was told `before`, unsaved."""
    return Change(event=event, before=before["event"]).event_before()


def _schedule(said: Facts) -> tuple[Facts, list[list[Any]]]:
    event = {name: value for name, value in said["event"].items() if name not in INSTANTS}
    return event, [[row[name] for name in SCHEDULE] for row in said["sessions"]]


def attachments(contact: SpeakerContact, event: Event) -> list[Attachment]:
    """Return the sessions of `contact` that readers see, as a file for calendars; none where mails say little."""
    version = last_version(event.pk)
    if version is None or contact.discreet or event.neutral_address:
        return []
    with translation.override(contact.language):
        words = registrations.entry(event, contact.language)
        speaking = [
            entry_of(item, event, words)
            for item in Reading(version, event).items
            if contact.speaker_id in [person.key for person, _moderates in item.people]
        ]
    return _as_file(speaking, contact.language)


ANNOUNCED, CHANGED, OFF, REMINDER = "speaker", "speaker_changed", "speaker_off", "speaker_reminder"


def send_news(contact: SpeakerContact, event: Event, what: str, now: Facts) -> Message:
    """Tell who speaks `what` happened, and of `now`; of what changed since what they were told before."""
    told: dict[str, Any] = {"cancelled": event.state == Event.State.CANCELLED}
    if what == CHANGED and contact.told:
        told["changes"] = _changes(contact.told, event, now, contact.language)
    files = attachments(contact, event)
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
    own = (
        f"{settings.SITE_URL}/{contact.language}/e/{event.short_id}/s/{contact.token}/"  # it says nothing of the event
    )
    with translation.override(contact.language):
        context = {
            "what": what,
            "title": words.title,
            "when": when(event),
            "place": words.place,
            "country": country_name(event.country),
            "event_url": words.url,
            "manage_url": f"{own}programme/",
            "stop_url": own,
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
    return found + session_changes(before["sessions"], event, now["sessions"], language)


def session_changes(before: list[Facts], event: Event, now: list[Facts], language: str) -> list[dict[str, str]]:
    """Return which sessions have another time, room or state: each by its title, with what it was and what it is."""
    found = []
    with translation.override(language):
        was, is_ = ({row["guid"]: row for row in said} for said in (before, now))
        for guid in {**is_, **was}:
            old, new = (_when(rows[guid], event) if guid in rows else "–" for rows in (was, is_))
            if old != new:
                title = in_language((is_.get(guid) or was[guid])["titles"])
                found.append({"label": title, "was": old, "now": new})
    return found


def send_session_changes(
    registration: Registration, event: Event, version: ProgrammeVersion, changes: list[dict[str, str]], keys: set[int]
) -> Message:
    """Tell somebody of `changes` of sessions in which they have a place; `keys` are those that their calendar gets."""
    told = {"changes": changes}
    files = [] if registration.discreet or event.neutral_address else _entries(registration, event, version, keys)
    key = f"sessions:{version.number}"
    return registrations.send_about(registration, event, "sessions", key=key, method="", told=told, files=files)


def _entries(registration: Registration, event: Event, version: ProgrammeVersion, keys: set[int]) -> list[Attachment]:
    with translation.override(registration.language):
        words = registrations.entry(event, registration.language)
        items = [item for item in Reading(version, event).items if item.key in keys]
        return _as_file([entry_of(item, event, words) for item in items], registration.language)


def _as_file(entries: list[builder.Entry], language: str) -> list[Attachment]:
    """Return sessions as one file for a calendar; none where there are no sessions.

    Opened again it moves what it brought before: identifiers stay, and SEQUENCE rises.
    """
    if not entries:
        return []
    ics = builder.build(entries, language=language, is_private=True)
    return [Attachment("sessions.ics", ics.decode(), "text/calendar; charset=utf-8")]


def _when(row: Facts, event: Event) -> str:
    """Return when and where a session is, in words; its day is told where the event has one."""
    if row["state"] == Session.State.CANCELLED:
        return gettext("cancelled")
    if event.state == Event.State.POSTPONED:
        return gettext("The new date is not known yet")
    start, end = (instant_of(wall, event.zone) for wall in wall_times([row["day"], row["begins"], row["minutes"]]))
    return listed([dates.moment(start, end, zone=event.zone), *filter(None, [in_language(row["room"])])])
