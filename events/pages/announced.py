"""When an event was to begin before it was moved, as far as readers of its page were told."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.dateparse import parse_datetime
from wagtail.models import Revision

from events.walltime import FIELDS as KEPT
from events.walltime import WallTimes


def before(page: Any) -> tuple[datetime, bool] | None:
    """Return the last other start of the event of `page` that its readers saw, on its clock, and whether of whole days.

    None where it was never moved since. The versions that editors keep of an event say it: one query, and none where
    its schedule is the first. What was kept before the page was public was announced to nobody, but for the last one.
    """
    event = page.event
    if not event.sequence or page.first_published_at is None:
        return None
    versions = Revision.objects.for_instance(event).order_by("-created_at", "-pk")
    for at, *kept in versions.values_list("created_at", *(f"content__{name}" for name in KEPT)):
        found = _start(kept)
        if found is not None and found != (event.local_start, event.all_day):
            return found
        if at <= page.first_published_at:
            return None
    return None


def _start(kept: list[Any]) -> tuple[datetime, bool] | None:
    """Return the start that a version says; None where it is from before it said wall times."""
    facts = dict(zip(KEPT, kept, strict=True))
    start, end = parse_datetime(facts["wall_start"] or ""), parse_datetime(facts["wall_end"] or "")
    if start is None or end is None or not facts["zone"]:
        return None
    times = WallTimes(
        start, end, facts["zone"], bool(facts["all_day"]), bool(facts["start_fold"]), bool(facts["end_fold"])
    )
    return times.instants()[0].astimezone(ZoneInfo(facts["zone"])), times.all_day
