"""Who gives a room: any address that hosts typed, or a server of the site that makes a meeting when people come."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext, override

from coalition.privacy.email_addresses import keyed_digest
from events.registrations.emails import entry

from . import bigbluebutton
from .bigbluebutton import Recording
from .models import OnlineRoom

# What stands in a room instead of an address where our server gives it: the room has no address before people come.
OURS, RECORDED = "bigbluebutton:room", "bigbluebutton:recorded-room"
MADE_FOR = 30  # seconds in which a meeting that was made is not asked for again: an empty one stays longer
LONGEST_NAME = 60


class NotMade(Exception):
    """The provider cannot give the room, or what was recorded in it, now."""


@dataclass(frozen=True)
class Guest:
    """Who enters: the name that others see, where they chose one, and whether they lead the meeting."""

    name: str = ""
    leads: bool = False


def is_ours(room: OnlineRoom) -> bool:
    """Say whether our server gives `room`: then who enters says what others call them, and hosts can end it there."""
    return room.address in (OURS, RECORDED)


def way_in(room: OnlineRoom, guest: Guest) -> str:
    """Return the address by which `guest` enters: what hosts typed, or one of our server for `guest` alone.

    Our server makes the meeting where it is not there. Of a person it is told the name that they chose, or a neutral
    one, and no more. Raises NotMade.
    """
    if not is_ours(room):
        return room.address
    meeting, memory = meeting_of(room), caches["memory"]
    try:
        made = memory.get(_made(meeting))
        if made is None:
            made = bigbluebutton.create(meeting=meeting, name=name_of(room), may_record=room.address == RECORDED)
            memory.set(_made(meeting), made, MADE_FOR)
        name = guest.name or (gettext("Host") if guest.leads else gettext("Participant"))
        return bigbluebutton.join(meeting=meeting, name=name, leads=guest.leads, made=made)
    except bigbluebutton.Refused as error:
        raise NotMade(str(error)) from None


def close(room: OnlineRoom) -> None:
    """End the meeting of a room of ours for everybody in it; one that is over stays so. Raises NotMade."""
    meeting = meeting_of(room)
    caches["memory"].delete(_made(meeting))
    try:
        bigbluebutton.end(meeting=meeting)
    except bigbluebutton.NotThere:
        pass
    except bigbluebutton.Refused as error:
        raise NotMade(str(error)) from None


def recordings(room: OnlineRoom) -> list[Recording]:
    """Return what was recorded in a room of ours and can be watched by now. Raises NotMade."""
    try:
        return bigbluebutton.recordings(meeting=meeting_of(room))
    except bigbluebutton.NotThere:
        return []
    except bigbluebutton.Refused as error:
        raise NotMade(str(error)) from None


def meeting_of(room: OnlineRoom) -> str:
    """Return what the server calls the meeting of `room`: nobody guesses it, and each room has its own."""
    return keyed_digest("meeting", f"{room.event_id}:{room.part or ''}")[:40]


def name_of(room: OnlineRoom) -> str:
    """Return what the meeting is called for who is in it; of an event that says little of itself only type and day."""
    event = room.event
    with override(settings.LANGUAGE_CODE):
        quiet = event.closed or event.neutral_address
        return event.kind_and_day if quiet else str(entry(event, settings.LANGUAGE_CODE).title)


def _made(meeting: str) -> str:
    return f"meeting-made:{meeting}"
