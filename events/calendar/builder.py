"""The one builder of iCalendar objects: feeds, single downloads and the invitations in mails (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from coalition.site.paths import path_of
from events.days import hours_of
from events.models import Event
from events.pages.models import EventPage
from events.walltime import instants_of

if TYPE_CHECKING:
    import icalendar


STEP = timedelta(days=7)  # no zone changes its clocks twice within a week


@lru_cache(maxsize=256)
def vtimezone(name: str, first_year: int, last_year: int) -> bytes:
    """Return the bytes of the VTIMEZONE of `name`, right from the start of `first_year` to the end of `last_year`."""
    import icalendar

    zone = ZoneInfo(name)
    component = icalendar.Timezone()
    component.add("TZID", name)
    start = datetime(first_year, 1, 1, tzinfo=zone).astimezone(UTC)
    _add_observance(component, zone, start, start.astimezone(zone).utcoffset() or timedelta())
    for instant in transitions(zone, start, datetime(last_year + 1, 1, 2, tzinfo=UTC)):
        before = (instant - timedelta(seconds=1)).astimezone(zone).utcoffset() or timedelta()
        _add_observance(component, zone, instant, before)
    return component.to_ical(sorted=False)


def transitions(zone: ZoneInfo, start: datetime, end: datetime) -> list[datetime]:
    """Return the instants in UTC, after `start` and until `end`, at which the offset of `zone` changes."""
    found = []
    low = start
    while low < end:
        high = low + STEP
        if _offset(low, zone) != _offset(high, zone):
            left, right = low, high
            while right - left > timedelta(seconds=1):
                middle = left + timedelta(seconds=int((right - left).total_seconds()) // 2)
                if _offset(middle, zone) == _offset(low, zone):
                    left = middle
                else:
                    right = middle
            found.append(right)
        low = high
    return found


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta | None:
    return instant.astimezone(zone).utcoffset()


def _add_observance(component: icalendar.Timezone, zone: ZoneInfo, instant: datetime, before: timedelta) -> None:
    """Add the offset that holds from `instant`. Its DTSTART is on the clock before the change."""
    from icalendar import TimezoneDaylight, TimezoneStandard

    local = instant.astimezone(zone)
    observance = TimezoneDaylight() if local.dst() else TimezoneStandard()
    observance.add("DTSTART", (instant + before).replace(tzinfo=None))
    observance.add("TZOFFSETFROM", before)
    observance.add("TZOFFSETTO", local.utcoffset())
    observance.add("TZNAME", local.tzname() or "")
    component.add_component(observance)


if TYPE_CHECKING:  # loaded by who builds a calendar, which few processes do
    pass

PRODUCT = "-//Coalition of local governments//Events//EN"
BUILDER = 4  # raise it when the same facts give other bytes: it is part of every ETag
REFRESH = timedelta(hours=1)
COLOR = "indigo"  # the site's, by its nearest name of CSS Color Module Level 3 (RFC 7986 section 5.9 takes none else)
STATUS = {"scheduled": "CONFIRMED", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}


@dataclass(frozen=True)
class Entry:
    """One event in words of one language. `url` and `image` are absolute or empty."""

    event: Event
    title: str
    text: str
    place: str
    url: str
    image: str = ""


@dataclass(frozen=True)
class Part:
    """One event as it is written: when it begins, its zone ("" where it needs none) in which years, and the bytes."""

    start: datetime
    uid: str
    zone: str
    years: tuple[int, int]
    written: bytes


@dataclass(frozen=True)
class Invitation:
    """What turns a calendar into a message of RFC 5546: its method, who sends it, who gets it, when.

    Answers go to `organizer`; where that is another address than the mail's `sender`, the calendar names both.
    `sequence` is that of the reader's own entry. `alone` says that the message is about this reader only: a CANCEL
    then takes them out and says nothing of the event's state (RFC 5546 section 3.2.5).
    """

    method: str
    organizer_name: str
    organizer: str
    sender: str
    attendee: str
    stamp: datetime
    sequence: int
    alone: bool = False
    join_url: str = ""  # leads into the room and to nothing else; of an online seat only


def entry_for(page: EventPage, language: str) -> Entry:
    """Return the entry of `page`'s event for readers of `language`."""
    return Entry(
        event=page.event,
        title=page.title,
        text="\n\n".join(part for part in (page.summary, "\n".join(hours_of(page.event))) if part),
        place=page.event.place_in(language) or str(page.event.get_mode_display()),
        url=f"{settings.SITE_URL}{path_of(page)}",
        image=_image_of(page),
    )


def _image_of(page: EventPage) -> str:
    """Return where the picture is that an editor gave the event: as its links show it, so from this site alone."""
    card = page.get_share_card() if page.picture_id else None
    return f"{settings.SITE_URL}{card.path}" if card else ""


def build(
    entries: Iterable[Entry],
    *,
    language: str,
    name: str = "",
    source: str = "",
    invitation: Invitation | None = None,
    is_private: bool = False,
) -> bytes:
    """Return a VCALENDAR of `entries`: the same bytes for the same facts.

    With `name` it is a feed to subscribe to, found at `source`. With `invitation` it goes by mail; only then has
    it a METHOD, an organizer and an attendee. `is_private` says that it is made for one person, as every invitation is.
    """
    with translation.override(language):
        parts = [part_of(entry, invitation, is_private=is_private) for entry in entries]
    return assemble(parts, name=name, source=source, method=invitation.method if invitation else "")


def part_of(entry: Entry, invitation: Invitation | None = None, *, is_private: bool = False) -> Part:
    """Return the VEVENT of `entry` in the active language, and what the calendar around it must know."""
    event = entry.event
    zone = "" if event.zone == "UTC" or event.all_day else event.zone
    years = (event.wall_start.year, event.wall_end.year)
    item = _vevent(entry, invitation, is_private=is_private or invitation is not None)
    return Part(event.start, str(event.uid), zone, years, item.to_ical(sorted=False))


def assemble(parts: Iterable[Part], *, name: str = "", source: str = "", method: str = "") -> bytes:
    """Return a VCALENDAR of `parts`, in the order of their times, with every zone that they use."""
    import icalendar

    parts = sorted(parts, key=lambda part: (part.start, part.uid))
    calendar = icalendar.Calendar()
    calendar.add("VERSION", "2.0")
    calendar.add("PRODID", PRODUCT)
    calendar.add("CALSCALE", "GREGORIAN")
    if method:
        calendar.add("METHOD", method)
    if name:
        _add_feed_properties(calendar, name, source)
    head, end, after = calendar.to_ical(sorted=False).rpartition(b"END:VCALENDAR")
    return b"".join((head, *_timezones(parts), *(part.written for part in parts), end, after))


def _add_feed_properties(calendar: icalendar.Calendar, name: str, source: str) -> None:
    from icalendar import vDuration

    calendar.add("NAME", name)
    calendar.add("X-WR-CALNAME", name)
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    if source:
        calendar.add("SOURCE", source, parameters={"VALUE": "URI"})
    calendar.add("COLOR", COLOR)


def _timezones(parts: list[Part]) -> list[bytes]:
    """Return one VTIMEZONE for each zone used, right for the years in which it is used."""
    years: dict[str, set[int]] = {}
    for part in parts:
        if part.zone:
            years.setdefault(part.zone, set()).update(part.years)
    return [vtimezone(zone, min(used), max(used)) for zone, used in sorted(years.items())]


def _vevent(entry: Entry, invitation: Invitation | None, *, is_private: bool) -> icalendar.Event:
    import icalendar

    event = entry.event
    item = icalendar.Event()
    item.add("UID", str(event.uid))
    item.add("DTSTAMP", invitation.stamp if invitation else event.revised_at)
    item.add("LAST-MODIFIED", event.revised_at)
    item.add("SEQUENCE", invitation.sequence if invitation else event.sequence)
    _add_times(item, event)
    item.add("SUMMARY", summary(entry))
    if not (invitation and invitation.alone):
        item.add("STATUS", STATUS[event.state])
    item.add("CLASS", "PRIVATE" if is_private else "PUBLIC")  # others see that the time is taken, and not by what
    # A feed informs and leaves its readers' time free; an invitation that was asked for takes it.
    item.add("TRANSP", "OPAQUE" if invitation else "TRANSPARENT")
    item.add("CATEGORIES", [str(event.get_kind_display())])
    if text := "\n\n".join(part for part in (_how_to_join(invitation), entry.text, entry.url) if part):
        item.add("DESCRIPTION", text)
    if entry.place:
        item.add("LOCATION", entry.place)
    if entry.url:
        item.add("URL", entry.url)
    if entry.image:  # RFC 7986 section 5.10
        item.add("IMAGE", entry.image, parameters={"VALUE": "URI", "FMTTYPE": "image/png", "DISPLAY": "FULLSIZE"})
    if invitation:
        _add_people(item, invitation)
    return item


def _how_to_join(invitation: Invitation | None) -> str:
    """Return the first line of the description: not every calendar shows a CONFERENCE."""
    if not (invitation and invitation.join_url):
        return ""
    return _("To join online: %(url)s") % {"url": invitation.join_url}


def summary(entry: Entry) -> str:
    """Return the title of `entry` in the active language; of what does not take place as announced, it says so."""
    if entry.event.state == "cancelled":
        return _("Cancelled: %(title)s") % {"title": entry.title}
    if entry.event.state == "postponed":
        return _("Postponed: %(title)s") % {"title": entry.title}
    return entry.title


def _add_times(item: icalendar.Event, event: Event) -> None:
    if event.all_day:
        item.add("DTSTART", event.wall_start.date())
        item.add("DTEND", event.wall_end.date())  # exclusive (RFC 5545 section 3.6.1)
        return
    start, end = event.times.instants()
    for name, wall, moment in (("DTSTART", event.wall_start, start), ("DTEND", event.wall_end, end)):
        # Of a time that is repeated or skipped, clients differ on which is meant.
        if event.zone == "UTC" or instants_of(wall, event.zone) != [moment]:
            item.add(name, moment)
        else:  # the name is given beside a bare time, since `icalendar` writes zones like Africa/Banjul as UTC
            item.add(name, wall, parameters={"TZID": event.zone})


def _add_people(item: icalendar.Event, invitation: Invitation) -> None:
    from icalendar import Parameters, vCalAddress

    organizer = vCalAddress(f"mailto:{invitation.organizer}")
    organizer.params["CN"] = invitation.organizer_name
    answered = invitation.organizer != invitation.sender
    if answered:  # RFC 5545 section 3.2.18
        organizer.params["SENT-BY"] = f"mailto:{invitation.sender}"
    item.add("ORGANIZER", organizer)
    attendee = vCalAddress(f"mailto:{invitation.attendee}")
    attendee.params.update({"PARTSTAT": "ACCEPTED", "RSVP": str(answered).upper(), "CUTYPE": "INDIVIDUAL"})
    item.add("ATTENDEE", attendee)
    if invitation.join_url:  # RFC 7986 section 5.11: our page, never the room
        label = pgettext("button", "Join online")
        given = {"VALUE": "URI", "FEATURE": ["AUDIO", "VIDEO"], "LABEL": label, "LANGUAGE": get_language()}
        item.add("CONFERENCE", invitation.join_url, parameters=Parameters(given))
