"""What readers of an event's page were told before it was moved: when it was to begin, and whether on site alone."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from events.models import Event
from events.walltime import FIELDS as KEPT
from events.walltime import WallTimes

Start = tuple[datetime, bool]  # on the clock of the event, and whether of whole days


@dataclass(frozen=True)
class Before:
    """The last other start that readers saw, and whether what one can join online now was on site alone."""

    start: Start | None = None
    on_site: bool = False


def before(page: Any) -> Before:
    """Return what readers of `page` were told of its event before it was moved.

    The versions that editors keep of an event say it: one query, and none where its schedule is the first. What was
    kept before the page was public was announced to nobody, but for the last one.
    """
    event, on_site = page.event, False
    start: Start | None = None
    if not event.sequence or page.first_published_at is None:
        return Before()
    versions = Revision.objects.for_instance(event).order_by("-created_at", "-pk")
    for at, mode, *kept in versions.values_list("created_at", "content__mode", *(f"content__{name}" for name in KEPT)):
        found = _start(kept)
        if start is None and found is not None and found != (event.local_start, event.all_day):
            start = found
        on_site = on_site or (mode == Event.Mode.ON_SITE and event.mode != Event.Mode.ON_SITE)
        if at <= page.first_published_at:
            break
    return Before(start, on_site)


def _start(kept: list[Any]) -> Start | None:
    """Return the start that a version says; None where it is from before it said wall times."""
    facts = dict(zip(KEPT, kept, strict=True))
    start, end = parse_datetime(facts["wall_start"] or ""), parse_datetime(facts["wall_end"] or "")
    if start is None or end is None or not facts["zone"]:
        return None
    times = WallTimes(
        start, end, facts["zone"], bool(facts["all_day"]), bool(facts["start_fold"]), bool(facts["end_fold"])
    )
    return times.instants()[0].astimezone(ZoneInfo(facts["zone"])), times.all_day
