"""The mails to who speaks. Hosts typed the address: it counts as one that nobody proved."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from coalition import dates
from coalition.mail.models import Message
from coalition.mail.services import Attachment, send
from coalition.pages.countries import country_name
from coalition.pages.languages import listed
from coalition.pages.words import in_language
from events.models import Event
from events.pages.moments import when
from events.permissions import invitation
from events.programme.models import Session
from events.programme.release import wall_times
from events.registrations import emails as registrations
from events.registrations.changes.emails import differences
from events.walltime import instant_of

from . import calendar
from .facts import Facts, event_before
from .models import SpeakerContact

ANNOUNCED, CHANGED, OFF, REMINDER = "speaker", "speaker_changed", "speaker_off", "speaker_reminder"


def send_news(contact: SpeakerContact, event: Event, what: str, now: Facts) -> Message:
    """Tell who speaks `what` happened, and of `now`; of what changed since what they were told before.

    Their calendar is told the same: `contact.entries` then says what it knows.
    """
    told: dict[str, Any] = {"cancelled": event.state == Event.State.CANCELLED}
    if what == CHANGED and contact.told:
        told["changes"] = _changes(contact.told, event, now, contact.language)
    files = calendar.attachments(contact, event, now)
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
            "manage_url": f"{neutral}programme/{invitation(event)}",
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
