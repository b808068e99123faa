"""The next of a series, made from one event: its facts, seats, words and room, at other times. Nobody comes along."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coalition.users.models import User
from events.desk.words.services import free_slug
from events.models import Event
from events.pages.models import EventPage
from events.programme.copying import copy_programme
from events.programme.models import Programme, Session
from events.rooms import channels
from events.rooms.models import OnlineRoom
from events.team import services as team
from events.team.models import TeamMember
from events.zones import check_year, in_zone

from . import rest

DATED = len("-2027-03-10")  # how long the date is that ends the address of a page made here


def refusals(event: Event, starts: Iterable[datetime], *, with_programme: bool = False) -> list[str]:
    """Return, for each of `starts`, why `event` cannot be then, with its sessions if they come too; "" where it can."""
    programme = programme_of(event) if with_programme else None
    sessions = list(Session.objects.filter(programme=programme, state="scheduled")) if programme else []
    return [_refusal(event, start, sessions) for start in starts]


def _refusal(event: Event, start: datetime, sessions: list[Session]) -> str:
    later = timedelta(days=(start.date() - event.wall_start.date()).days)
    try:
        check_year(start)
        for wall in () if event.all_day else (start, start + (event.wall_end - event.wall_start)):
            in_zone(wall, event.zone)
        for session in sessions:
            in_zone(session.wall_start + later, event.zone)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def programme_of(event: Event) -> Programme | None:
    return Programme.objects.filter(event_id=event.pk).first()


@transaction.atomic
def make_next(
    *,
    event: Event,
    starts: Sequence[datetime],
    publish: bool,
    user: User,
    with_programme: bool = False,
    in_series: bool = True,
) -> list[Event]:
    """Make an event like `event` at each wall time of `starts`, with its pages; return them in order.

    What editors typed comes along, seats, quotas and the address of its online room too, and so does the team, with
    `user` in it. Who registered, the identifier in calendars, revisions, a cancellation and a recording do not. The
    pages are drafts, unless `publish` and the page they come from is public; the programme, if it is to come along, is
    a draft that hosts release. `in_series` they are meetings of the same series as `event`.
    `starts` are times that `refusals` has nothing against.
    """
    programme = programme_of(event) if with_programme else None
    rooms = OnlineRoom.objects.filter(event_id=event.pk).exclude(address="").prefetch_related("channels")
    pages = list(EventPage.objects.filter(event_id=event.pk).select_related("locale").order_by("path"))
    runners = [member.user for member in TeamMember.objects.filter(event_id=event.pk).select_related("user")]
    made = []
    series = rest.join(event) if starts and in_series else None
    for start in starts:
        following = _following(event, start)
        Event.objects.filter(pk=following.pk).update(series=series)
        for runner in {user, *runners}:
            team.join(event=following, user=runner)
        parts: dict[uuid.UUID | None, uuid.UUID | None] = {None: None}
        if programme:
            days = (start.date() - event.wall_start.date()).days
            parts.update(copy_programme(programme=programme, event=following, days=days).items())
        for room in rooms:
            if room.part in parts:
                channels.copy_room(room, event=following, part=parts[room.part])
        key = uuid.uuid4()  # the pages of one event are translations of each other
        for page in pages:
            _copy(page, following, key, publish=publish, user=user)
        made.append(following)
    return made


def _following(event: Event, start: datetime) -> Event:
    """Return `event` as it is at the wall time `start`, stored."""
    moved = start - event.wall_start
    values = {name: value for name, value in event.serializable_data().items() if name not in event.not_repeated}
    values |= {"pk": None, "wall_start": start, "wall_end": event.wall_end + moved}
    for name in rest.WINDOW:
        values[name] = rest.moved(getattr(event, name), moved, event.zone)
    for relation in event.revised_children:
        values[relation] = [child | {"pk": None} for child in values[relation]]
    following = Event.from_serializable_data(values)
    following.full_clean()
    following.save()
    return following


def _copy(page: EventPage, event: Event, key: uuid.UUID, *, publish: bool, user: User) -> None:
    parent: Any = page.get_parent()
    attributes = {"event": event, "translation_key": key, "slug": _free_slug(parent, page.slug, event.wall_start)}
    page.copy(
        to=parent,
        update_attrs=attributes,
        copy_revisions=False,
        keep_live=publish,
        user=user,
        reset_translation_key=False,
    )


def _free_slug(parent: Any, slug: str, start: datetime) -> str:
    """Return an address below `parent` that says the day: that of the page before, with another date."""
    head = slug[:-DATED] if slug[-DATED:].count("-") == 3 and slug[-DATED + 1 :].replace("-", "").isdigit() else slug
    return free_slug(f"{head[: 250 - DATED]}-{start:%Y-%m-%d}", [parent])
