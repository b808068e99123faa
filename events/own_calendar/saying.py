"""What a private calendar says: the events that one registered for, and the sessions that one chose."""

import hashlib
import uuid
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.utils import translation
from django.utils.translation import pgettext

from events.calendar import builder
from events.calendar.models import FeedState
from events.models import Event
from events.pages.models import EventPage
from events.programme.agenda.models import Place, Star
from events.programme.calendar import SessionEvent, facts_of, times_of
from events.programme.models import ProgrammeVersion
from events.programme.reading import Item, Reading
from events.registrations.models import Registration
from events.walltime import tables_version

from .models import OwnCalendar

SHOWN = (Registration.State.CONFIRMED, Registration.State.CANCELLED)


@dataclass(frozen=True)
class Hours:
    """When an event is that one registered for, as the one builder of calendars takes it: nothing says which it is."""

    uid: uuid.UUID
    sequence: int
    revised_at: datetime
    state: str
    event: Event
    label: str

    def __getattr__(self, name: str) -> Any:
        return getattr(self.event, name)

    def get_kind_display(self) -> str:
        """What kind of thing it is."""
        return self.label


def version(calendar: OwnCalendar, language: str) -> str:
    """Return what tells one state of `calendar` from every other, in words of `language`; one query builds nothing.

    Of events and their pages every change is one of the public feeds (FeedState), so an entry is at least as old as it
    says. What is the person's own is named here: seats, discretion, chosen sessions; and the release of a programme.
    """
    of_event = ProgrammeVersion.objects.filter(programme__event=OuterRef("registration__event")).order_by("-number")
    state = FeedState.objects.filter(pk=1).values("version")[:1]
    chosen = [
        ArraySubquery(model.objects.filter(registration=OuterRef("registration")).order_by("session").values("session"))
        for model in (Star, Place)
    ]
    names = ("registration", "registration__state", "registration__changed_at", "registration__discreet")
    told = (Subquery(state), Subquery(of_event.values("pk")[:1]), *chosen)
    rows = calendar.held.order_by("registration").values_list(*names, *told)
    facts = (calendar.pk, calendar.shows_titles, language, list(rows), tables_version(), builder.BUILDER)
    return hashlib.sha256(repr((*facts, settings.SITE_URL)).encode()).hexdigest()[:32]


def body(calendar: OwnCalendar, language: str) -> bytes:
    """Return `calendar` in words of `language`: five queries, however many registrations, and one for hours of days.

    A seat that was given back is cancelled. Who waits for one has nothing in it yet. Hours alone are said where the
    calendar, the person or the event asks for discretion, under identifiers that lead to no public calendar.
    """
    rows = Registration.objects.filter(held__calendar=calendar, state__in=SHOWN).select_related("event").order_by("pk")
    registrations = list(rows)
    with translation.override(language):
        entries = _entries(calendar, registrations, language)
        name = pgettext("name of a calendar that says nothing", "Calendar")
        return builder.build(entries, language=language, name=name)


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
    for model in (Star, Place):
        for row, session in model.objects.filter(registration__in=registrations).values_list("registration", "session"):
            chosen[row].add(session)
    entries = []
    for row in registrations:
        discreet = not calendar.shows_titles or is_discreet(row)
        entry = _entry(row, words.get(row.event_id), discreet, language)
        entries.append(entry)
        if version := versions.get(row.event_id):
            items = [item for item in Reading(version, row.event).items if item.key in chosen[row.pk]]
            entries += [entry_of(row, item, discreet, entry) for item in items]
    return entries


def _entry(row: Registration, page: EventPage | None, discreet: bool, language: str) -> builder.Entry:
    """Return the event of `row` as its calendar says it; what changes with the registration is a revision too."""
    event = row.event
    off = row.state == Registration.State.CANCELLED
    label = pgettext("in a calendar that says nothing", "Appointment")
    hours = Hours(
        uid=uuid.uuid5(event.uid, "own") if discreet else event.uid,
        sequence=event.sequence + off,
        revised_at=max(event.revised_at, *([row.changed_at] if off else [event.revised_at])),
        state="cancelled" if off else event.state,
        event=event,
        label=label if discreet else str(event.get_kind_display()),
    )
    if discreet:
        return builder.Entry(event=cast(Event, hours), title=label, text="", place="", url="")
    if page is None:
        said = builder.Entry(event=event, title=event.kind_and_day, text="", place=event.place_in(language), url="")
    else:
        said = builder.entry_for(page, language)
    return replace(said, event=cast(Event, hours), url="" if event.closed else said.url)


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
