"""What a process remembers of the site's skeleton, for exactly as long as no public table changes.

The skeleton is what almost every page asks first and what almost never changes: which page stands at an address,
in which other languages, below which pages, and whether anything is restricted. What a page says is read anew
for each request; the front page's parts are remembered as well, for they say a little of everything, and what an event
offers and asks, for many want it at once.
"""

import time
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.conf import settings
from django.db import connection

from . import changes as announced

MAX_VALUES = 10_000  # of one generation; more are made anew each time
LIFETIME = 60.0  # seconds; then all is made anew, even if nothing was heard to change

T = TypeVar("T")


class Memory:
    """Values by key, all of one generation of the public tables, for LIFETIME at most.

    A value is kept with the generation that was current before it was made, so one that was being made while a
    change arrived is never found again. Values are shared by all threads: keep only what nobody changes.
    """

    def __init__(self, changes: announced.Changes) -> None:
        self.changes = changes
        self._kept: tuple[int, dict[Hashable, Any]] = (-1, {})
        self._ends_at = 0.0

    @property
    def usable(self) -> bool:
        """Whether values may be kept: never within a transaction, which sees rows that are not everybody's yet."""
        if not settings.SKELETON_MEMORY_ENABLED or connection.in_atomic_block:
            return False
        self.changes.start()
        return self.changes.listening

    def recall(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returned for `key` since the last change, else what it returns now; None is not kept."""
        generation = self.changes.generation
        if not self.usable:
            return make()
        current, kept = self._kept
        if current != generation or time.monotonic() >= self._ends_at:
            kept = {}
            self._kept, self._ends_at = (generation, kept), time.monotonic() + LIFETIME
        if key in kept:
            value: T = kept[key]
            return value
        value = make()
        if value is not None and len(kept) < MAX_VALUES:
            kept[key] = value
        return value


memory = Memory(announced.changes)
recall = memory.recall
