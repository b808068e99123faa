"""Lists of rows that a text shows, made by apps above this one: an app says what a kind of list holds.

The blocks stand in `blocks.py`, so that all texts have one list of blocks; what they list is not known there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Rows = Callable[[Any], list[Any]]


@dataclass(frozen=True)
class Source:
    """Who makes the rows of a kind of list, from the block's value in the active language, and how they are shown."""

    rows: Rows
    template: str


_sources: dict[str, Source] = {}
NOTHING = Source(lambda value: [], "blocks/no_rows.html")


def offer(kind: str, *, rows: Rows, template: str) -> None:
    """Let lists of `kind` have `rows(value)`, shown by `template` (context: `rows`, `value`).

    An upper app calls it in its `AppConfig.ready()`. Registering a kind again replaces it.
    """
    _sources[kind] = Source(rows, template)


def source_of(kind: str) -> Source:
    """Return who makes lists of `kind`; one without rows where no app does."""
    return _sources.get(kind, NOTHING)
