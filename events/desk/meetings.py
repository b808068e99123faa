"""When the next of a series are: by a rule, on clocks where the event is.

The dates come from the recurrence rules of iCalendar (RFC 5545 section 3.3.10), as `dateutil` reads them. Each meeting
is an event of its own, so no calendar that we send holds such a rule.
"""

import uuid
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule, weekday
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from coalition import dates
from coalition.cms.revisions import keep_stored_version
from coalition.pages.page_words import free_slug
from coalition.users.models import User
from events.models import Event
from events.online import channels
from events.online.models import OnlineRoom
from events.pages.models import EventPage
from events.querysets import EventQuerySet
from events.registrations import services as registrations
from events.registrations.event_changes import Telling
from events.registrations.models import SeatCategory
from events.registrations.seating import lock_categories
from events.team import permissions as team
from events.team.models import TeamMember
from events.team.permissions import events_of
from events.walltime import instant_of, on_clock
from events.zones import check_year, in_zone

SHORTEST_MONTH = 28  # days


class Rule(models.TextChoices):
    """How the meetings of a series follow each other."""

    WEEKLY = "weekly", _("every week")
    FORTNIGHTLY = "fortnightly", _("every two weeks")
    MONTHLY = "monthly", _("every month, on the same date")
    MONTHLY_WEEKDAY = "monthly-weekday", _("every month, on the same weekday, such as the second Tuesday")
    YEARLY = "yearly", _("every year, on the same date")
    ONCE = "once", _("once, on a date of your choice")


def _date(start: datetime) -> dict[str, Any]:
    """Name the date of `start` in any month: of a month that has no such date, its last day."""
    if start.day <= SHORTEST_MONTH:
        return {"bymonthday": start.day}
    return {"bymonthday": range(SHORTEST_MONTH, start.day + 1), "bysetpos": -1}


def _weekday(start: datetime) -> dict[str, Any]:
    """Name the weekday of `start` in any month: the second Tuesday, and instead of a fifth one the last."""
    place = (start.day - 1) // 7 + 1
    return {"byweekday": weekday(start.weekday(), place if place < 5 else -1)}


RULES: dict[str, Callable[[datetime], dict[str, Any]]] = {
    Rule.WEEKLY: lambda start: {"freq": WEEKLY},
    Rule.FORTNIGHTLY: lambda start: {"freq": WEEKLY, "interval": 2},
    Rule.MONTHLY: lambda start: {"freq": MONTHLY, **_date(start)},
    Rule.MONTHLY_WEEKDAY: lambda start: {"freq": MONTHLY, **_weekday(start)},
    Rule.YEARLY: lambda start: {"freq": YEARLY, "bymonth": start.month, **_date(start)},
}


def next_starts(
    start: datetime,
    rule: str,
    count: int,
    day: date | None = None,
) -> list[datetime]:
    """Return the wall times of the next `count` meetings after the one at the wall time `start`, by `rule`.

    By *once* there is one, at the same hour of `day`.
    """
    if rule == Rule.ONCE:
        return [datetime.combine(day, start.time())] if day else []
    return list(rrule(dtstart=start, count=count + 1, **RULES[rule](start)))[1:]


WINDOW = ("registration_opens", "registration_closes")


def join(event: Event) -> uuid.UUID:
    """Return the number of the series of `event`, which gets one if it has none. It is no revision of the event."""
    if event.series is None:
        event.series = uuid.uuid4()
        Event.objects.filter(pk=event.pk).update(series=event.series)
    return event.series


def meetings(event: Event) -> EventQuerySet:
    """Return the meetings of the series of `event`, in order, each with whether it `is_public`; else itself."""
    live = EventPage.objects.live().filter(event=OuterRef("pk"))
    rows = Event.objects.filter(series=event.series) if event.series else Event.objects.filter(pk=event.pk)
    return rows.annotate(is_public=Exists(live)).order_by("start", "pk")


def lock_for_change(event: Event, *, with_later: bool) -> None:
    """Lock the seats of `event`, or those of its whole series, and then the events: the order of who registers.

    Ask before anything of them is locked or read: what is then checked stays so until it is saved.
    """
    changed = meetings(event) if with_later else Event.objects.filter(pk=event.pk)
    lock_categories(SeatCategory.objects.filter(event_id__in=changed.order_by().values("pk")))
    list(Event.objects.filter(pk__in=changed.order_by().values("pk")).select_for_update(no_key=True).order_by("pk"))


def later(event: Event, user: Any) -> EventQuerySet:
    """Return the meetings after `event` that are to come, scheduled, and run by `user`."""
    found = meetings(event).filter(wall_start__gt=event.wall_start, end__gt=timezone.now()).exclude(pk=event.pk)
    return found.filter(state=Event.State.SCHEDULED, pk__in=events_of(user).values("pk"))


def _changed(before: Event, event: Event) -> list[str]:
    """Return the names of the facts of `before` that are others in `event` and may be those of other meetings too."""
    own = {*WINDOW, *event.not_repeated} - {"state"}
    return [name for name in event.revised_fields
            if name not in own and getattr(before, name) != getattr(event, name)]  # fmt: skip


def changed_later(before: Event, event: Event, user: Any) -> list[tuple[Event, Event]]:
    """Return the meetings after `before` that `user` runs, each as it is and as it would be once it follows `event`."""
    moved = any(getattr(before, name) != getattr(event, name) for name in WINDOW)
    if before.series is None or not (_changed(before, event) or moved):
        return []
    return [(other, _following_change(other, before, event)) for other in later(before, user)]


def _following_change(other: Event, before: Event, event: Event) -> Event:
    """Return `other` with what was changed from `before` to `event`, on its own day; unsaved."""
    after = copy(other)
    for name in _changed(before, event):
        setattr(after, name, getattr(event, name))
    after.wall_start = other.wall_start + (event.wall_start - before.wall_start)
    after.wall_end = other.wall_end + (event.wall_end - before.wall_end)
    if after.wall_start != other.wall_start or after.wall_end != other.wall_end:
        after.start_fold = after.end_fold = False
    for name in WINDOW:
        if getattr(before, name) != getattr(event, name):
            setattr(after, name, shifted(getattr(event, name), after.wall_start - event.wall_start, event.zone))
    after.compute_instants()
    return after


PASSED = _("This end has passed, and people are registered. Check the dates.")


def refused(series: Iterable[tuple[Event, Event]]) -> str:
    """Return which meetings cannot be changed so, each with its day and why; "" where all can."""
    found, now = [], timezone.now()
    for other, after in series:
        try:
            if after.state == Event.State.SCHEDULED and after.end <= now and other.registrations.exists():
                raise ValidationError(PASSED)
            after.full_clean()
            for at in (after.wall_start, after.wall_end) if not after.all_day else ():
                in_zone(at, after.zone)
        except ValidationError as error:
            found.append(f"{dates.day(other.wall_start)}: {' '.join(error.messages)}")
    return " ".join(found)


@transaction.atomic
def change_later(*, before: Event, event: Event, user: User, telling: Telling) -> list[Event]:
    """Change the meetings after `before` as that became `event`, whoever knows them, and tell those registered.

    They were locked before they were checked (`lock_for_change`). Seats, questions and words stay as they are.
    """
    done = []
    for stored in later(before, user):
        keep_stored_version(stored)
        after = registrations.save_event(event=_following_change(stored, before, event), telling=telling)
        after.save_revision(user=user, log_action="wagtail.edit")
        done.append(after)
    return done


def shifted(instant: datetime | None, by: timedelta, zone: str) -> datetime | None:
    """Return the instant as far away on a clock in `zone`, which may have changed between the two."""
    return instant and instant_of(on_clock(instant, zone)[0] + by, zone)


DATED = len("-2027-03-10")  # how long the date is that ends the address of a page made here


def refusal(event: Event, start: datetime) -> str:
    """Return why `event` cannot be at the wall time `start`; "" where it can."""
    try:
        check_year(start)
        for wall in () if event.all_day else (start, start + (event.wall_end - event.wall_start)):
            in_zone(wall, event.zone)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


@transaction.atomic
def make_next(
    *,
    event: Event,
    starts: Sequence[datetime],
    publish: bool,
    user: User,
    in_series: bool = True,
) -> list[Event]:
    """Make an event like `event` at each wall time of `starts`, with its pages; return them in order.

    What editors typed comes along, seats, quotas and the address of its online room too, and so does the team, with
    `user` in it. Who registered, the identifier in calendars, revisions, a cancellation and a recording do not. The
    pages are drafts, unless `publish` and the page they come from is public. `in_series` they are meetings of the same
    series as `event`. `starts` are times that `refusal` has nothing against.
    """
    room = OnlineRoom.objects.filter(event_id=event.pk, part=None).exclude(address="").first()
    pages = list(EventPage.objects.filter(event_id=event.pk).select_related("locale").order_by("path"))
    runners = [member.user for member in TeamMember.objects.filter(event_id=event.pk).select_related("user")]
    made = []
    series = join(event) if starts and in_series else None
    for start in starts:
        following = _following(event, start)
        Event.objects.filter(pk=following.pk).update(series=series)
        for runner in {user, *runners}:
            team.join(event=following, user=runner)
        if room:
            channels.copy_room(room, event=following)
        key = uuid.uuid4()  # the pages of one event are translations of each other
        for page in pages:
            _copy(page, following, key, publish=publish, user=user)
        log(instance=following, action="events.copy", user=user)
        made.append(following)
    return made


def _following(event: Event, start: datetime) -> Event:
    """Return `event` as it is at the wall time `start`, stored."""
    moved = start - event.wall_start
    values = {name: value for name, value in event.serializable_data().items() if name not in event.not_repeated}
    values |= {"pk": None, "wall_start": start, "wall_end": event.wall_end + moved}
    for name in WINDOW:
        values[name] = shifted(getattr(event, name), moved, event.zone)
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
