"""What may happen to a private calendar. The only writers of its rows.

Who holds the link of a registration may put that one in or out, and learns of no other. Who holds the secret of the
calendar reads all that is in it, changes its address or ends it.
"""

import re
import uuid
from collections import defaultdict
from copy import copy
from dataclasses import replace

from django.db import transaction
from django.utils import translation
from django.utils.translation import pgettext

from coalition.privacy import secret_links
from events.calendar import builder
from events.models import Event
from events.pages.models import EventPage
from events.programme.exports import facts_of, session_event
from events.programme.models import ProgrammeVersion, SessionChoice
from events.programme.published_programme import Item, Reading
from events.registrations.models import Registration

from .models import Held, OwnCalendar

MOST = 200  # registrations in one calendar
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])")


class Unknown(LookupError):
    """No calendar is behind this address."""


@transaction.atomic
def make(*, registration: Registration, shows_titles: bool) -> str:
    """Make a calendar with `registration` in it, and in no other from now on; return its token, which nothing keeps.

    What was an agenda's feed once is a calendar of its own too, so a registration may have been in two.
    """
    token = OwnCalendar.issue(shows_titles=shows_titles)
    _put(registration, OwnCalendar.behind(token).get())
    return token


@transaction.atomic
def put_into(*, registration: Registration, address: str) -> None:
    """Put `registration` into the calendar whose `address` somebody has, and so knows all of. Raises Unknown."""
    found = TOKEN.findall(address.strip())
    calendar = OwnCalendar.behind(found[-1]).select_for_update().first() if found else None
    if calendar is None or calendar.held.count() >= MOST:
        raise Unknown
    _put(registration, calendar)


def _put(registration: Registration, calendar: OwnCalendar) -> None:
    take_out(registration=registration)
    Held.objects.create(registration=registration, calendar=calendar)


def take_out(*, registration: Registration) -> None:
    Held.objects.filter(registration=registration).delete()


def renew(*, calendar: OwnCalendar) -> str:
    """Give `calendar` another secret and return it: the address before opens nothing from this moment on."""
    token, calendar.digest = secret_links.new_token()
    calendar.save(update_fields=["digest"])
    return token


def show_titles(*, calendar: OwnCalendar, shown: bool) -> None:
    calendar.shows_titles = shown
    calendar.save(update_fields=["shows_titles"])


def end(*, calendar: OwnCalendar) -> None:
    calendar.delete()


SHOWN = (Registration.State.CONFIRMED, Registration.State.CANCELLED)


def body(calendar: OwnCalendar, language: str) -> bytes:
    """Return `calendar` in words of `language`: five queries, however many registrations, and one for hours of days.

    A seat that was given back is cancelled, unless it was taken again. Who waits for one has nothing in it yet.
    Hours alone are said where the calendar, the person or the event asks for discretion, under identifiers that lead
    to no public calendar.
    """
    rows = Registration.objects.filter(held__calendar=calendar, state__in=SHOWN).select_related("event").order_by("pk")
    registrations = list(rows)
    with translation.override(language):
        entries = _entries(calendar, registrations, language)
        name = pgettext("name of a calendar that says nothing", "Calendar")
        return builder.build(entries, language=language, name=name, is_private=True)


def _entries(calendar: OwnCalendar, registrations: list[Registration], language: str) -> list[builder.Entry]:
    events = {row.event_id for row in registrations}
    pages = (
        EventPage.objects.live().filter(event_id__in=events).select_related("event", "picture").one_per_event(language)
    )
    words = {page.event_id: page for page in pages.defer_streamfields().prefetch_related("event__days")}
    found = ProgrammeVersion.objects.filter(programme__event_id__in=events).order_by("programme_id", "-number")
    versions = {version.programme.event_id: version for version in
                found.select_related("programme").distinct("programme_id")}  # fmt: skip
    chosen: dict[int, set[int]] = defaultdict(set)
    choices = SessionChoice.objects.filter(registration__in=registrations)
    for key, session in choices.values_list("registration", "session"):
        chosen[key].add(session)
    entries = []
    for row in registrations:
        discreet = not calendar.shows_titles or is_discreet(row)
        entry = _entry(row, words.get(row.event_id), discreet, language)
        entries.append(entry)
        if version := versions.get(row.event_id):
            items = [item for item in Reading(version, row.event).items if item.key in chosen[row.pk]]
            entries += [entry_of(row, item, discreet, entry) for item in items]
    return _merge(entries)


def _merge(entries: list[builder.Entry]) -> list[builder.Entry]:
    """Return one entry for each UID: of somebody who left and returned, or of two people, that which takes place.

    Its SEQUENCE rises with each of the others, so that it never goes back (RFC 5545 section 3.8.7.4).
    """
    by_uid: dict[uuid.UUID, list[builder.Entry]] = defaultdict(list)
    for entry in entries:
        by_uid[entry.event.uid].append(entry)
    merged = []
    for same in by_uid.values():
        shown = max(reversed(same), key=lambda entry: entry.event.state != Event.State.CANCELLED)
        shown.event.sequence += 2 * (len(same) - 1)  # each of the others may have been cancelled, and so one higher
        shown.event.revised_at = max(entry.event.revised_at for entry in same)
        merged.append(shown)
    return merged


def _entry(row: Registration, page: EventPage | None, discreet: bool, language: str) -> builder.Entry:
    """Return the event of `row` as its calendar says it; what changes with the registration is a revision too."""
    event, off = copy(row.event), row.state == Registration.State.CANCELLED
    event.sequence += off
    if off:
        event.state, event.revised_at = Event.State.CANCELLED, max(event.revised_at, row.changed_at)
    if discreet:  # under an identifier that leads to no public calendar
        label = pgettext("in a calendar that says nothing", "Appointment")
        event.__dict__.update(uid=uuid.uuid5(event.uid, "own"), get_kind_display=lambda: label)
        return builder.Entry(event=event, title=label, text="", place="", url="")
    if page is None:
        said = builder.Entry(event=event, title=row.event.kind_and_day, text="", place=event.place_in(language), url="")
    else:
        said = builder.entry_for(page, language)
    return replace(said, event=event, url="" if event.closed else said.url)


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
