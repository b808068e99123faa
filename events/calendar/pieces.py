"""Public feeds, written from what is known of each event: only those that changed are read whole and written anew.

Of ten thousand events few change, and writing one is slow. What was written is kept in each process for as long as all
that it says is the same: facts and words are read for each feed, and compared by their hash.
"""

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Hashable
from functools import cache
from typing import Any

from django.utils import translation

from coalition.pages.sharing.cards import site_name
from events import walltime
from events.days import EventDay
from events.pages.models import EventPage
from events.pages.querysets import EventPageQuerySet

from . import builder
from .builder import Part

ROOM = 64 * 1024 * 1024  # bytes of what is written; what was used longest ago goes first
OVERHEAD = 600  # bytes that a part takes beside what is written
MANY = 500  # parts that are missing: all pages are read then, and not those by name
# All that `builder.entry_for` and `builder.part_of` say of a page and its event; the hours of its days are apart.
FACTS = (
    "pk", "event_id", "event__uid", "title", "summary", "url_path", "event__revised_at", "event__sequence",
    "event__state", "event__kind", "event__mode", *(f"event__{name}" for name in walltime.FIELDS), "event__start",
    "event__end", "event__neutral_address", "event__short_id", "neutral_title", "picture_id", "event__place",
)  # fmt: skip


class Pieces:
    """Parts by what they are about, each with the hash of all that it says."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self.taken = 0
        self._kept: OrderedDict[Hashable, tuple[int, Part]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, about: Hashable, said: int) -> Part | None:
        """Return the part about something, where it still says the same."""
        with self._lock:
            kept = self._kept.get(about)
            if kept is None or kept[0] != said:
                return None
            self._kept.move_to_end(about)
            return kept[1]

    def keep(self, about: Hashable, said: int, part: Part) -> None:
        """Keep `part`, and drop what has no room beside it."""
        with self._lock:
            self._drop(self._kept.pop(about, None))
            self._kept[about] = (said, part)
            self.taken += len(part.written) + OVERHEAD
            while self.taken > self.room:
                self._drop(self._kept.popitem(last=False)[1])

    def _drop(self, kept: tuple[int, Part] | None) -> None:
        if kept is not None:
            self.taken -= len(kept[1].written) + OVERHEAD

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._kept.clear()
            self.taken = 0


pieces = Pieces()


def parts(pages: EventPageQuerySet, language: str) -> list[Part]:
    """Return the part of each of `pages` for readers of `language`: two queries, and two for those that are new."""
    days: dict[int, list[Any]] = defaultdict(list)
    for event, *hours in EventDay.objects.order_by("day").values_list("event_id", "day", "begins", "ends"):
        days[event].append(tuple(hours))
    found: list[Part] = []
    missing: dict[int, tuple[Hashable, int]] = {}
    tables, site = walltime.tables_version(), cache(site_name)
    for row in pages.values_list(*FACTS):
        pk, event, uid, *said, picture, place = row
        drawn = (picture, site()) if picture else None  # the address of a picture is one of all that is drawn on it
        facts = hash((pk, *said, drawn, repr(place), tuple(days.get(event, ())), tables))
        part = pieces.find((uid, language), facts)
        if part is None:
            missing[pk] = ((uid, language), facts)
        else:
            found.append(part)
    return [*found, *_written(pages, missing, language)] if missing else found


def _written(pages: EventPageQuerySet, missing: dict[int, tuple[Hashable, int]], language: str) -> list[Part]:
    if len(missing) < MANY:
        pages = EventPage.objects.filter(pk__in=missing).select_related("event").defer_streamfields()
    made = []
    with translation.override(language):
        for page in pages.select_related("event", "picture").prefetch_related("event__days"):
            if page.pk in missing:
                part = builder.part_of(builder.entry_for(page, language))
                pieces.keep(*missing[page.pk], part)
                made.append(part)
    return made
