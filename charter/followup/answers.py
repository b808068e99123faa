"""Who owes the network an answer, as a room above knows it: told beside the commitments, on the site and in the CMS."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Answer:
    """How a government stands that owes an answer: the state, its words, and what was asked (lines with their days)."""

    state: str
    label: str
    lines: list[Any]


@dataclass(frozen=True)
class Source:
    """What the room above offers: the states with their words; which governments stand so on a day; how some stand."""

    choices: list[tuple[str, Any]]
    governments: Callable[[str, date], QuerySet[Any]]
    told: Callable[[Collection[int], date], dict[int, Answer]]


_sources: list[Source] = []


def offer(source: Source) -> None:
    """Let `source` say who owes an answer. Called once, in `AppConfig.ready()`."""
    _sources[:] = [source]


def choices() -> list[tuple[str, Any]]:
    """Return the states with their words."""
    return [choice for source in _sources for choice in source.choices]


def narrow(rows: Any, state: str, today: date, *, field: str = "government") -> Any:
    """Return those of `rows` whose government stands so on `today`; `field` leads from a row to its government."""
    for source in _sources:
        rows = rows.filter(**{f"{field}__in": source.governments(state, today)})
    return rows


def told(governments: Collection[int], today: date) -> dict[int, Answer]:
    """Return how those of `governments` stand that owe an answer, by key; in as many queries however many they are."""
    return {key: answer for source in _sources for key, answer in source.told(governments, today).items()}
