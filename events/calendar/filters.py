"""What somebody wants of the calendar: one vocabulary for feeds, pages of the calendar, and whoever builds an address.

    chosen = Chosen.read(request.GET)              # values that do not exist ask nothing; `strict=True` raises NotThere
    pages = chosen.narrow(EventPage.objects.public())
    f"?{chosen.query}"                             # the one address that asks this; "" asks nothing
    chosen.but(kind=("seminar",)).query            # the address of another choice; `but(kind=())` takes one away
    chosen.labels()                                # what is chosen, in words of the active language
    offered(pages)                                 # what can be chosen of `pages`, by name, with words: for a form
    feeds.address(chosen, language)                # the feed that holds the same

Values are those of the database and never change with the language of the reader. Several values of one name are
alternatives; what is asked by several names must all be so. A name that a feed took once, such as a country, asks
nothing: whoever subscribed by it is led to the feed that holds the rest of what they asked.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property, reduce
from operator import or_
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition.caching.memory import recall
from coalition.languages.names import sort_key
from coalition.members.models import LocalGovernment
from events.languages import SIGNED, SPOKEN, language_name
from events.models import Event
from events.pages.models import EventPage

Choice = tuple[str, str]
Pages = TypeVar("Pages", bound=QuerySet)

MOST = 8  # values of one name: who wants more wants all
NAMES: dict[str, Any] = {  # in the order of an address, with the heading of each
    "kind": pgettext_lazy("of event", "Type"),
    "region": pgettext_lazy("of the world", "Region"),
    "series": pgettext_lazy("heading of a page", "Series"),
    "language": _("Language of the event"),
}
SOME = ("series",)  # what not every event has: a single value is a choice too


class NotThere(LookupError):
    """An address asks for a value that does not exist."""


@dataclass(frozen=True)
class Chosen:
    """What is asked, by name: each value once, in order. Two that ask the same are equal."""

    kind: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    language: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for field in fields(self):
            object.__setattr__(self, field.name, tuple(sorted(set(getattr(self, field.name)))))

    @classmethod
    def read(cls, query: QueryDict, *, strict: bool = False) -> Self:
        """Return what the address's `query` asks. A name or a value that is not there asks nothing.

        With `strict` such a value, or more than MOST of one name, raises NotThere. One query for each name of which
        the database alone knows the values, where one is asked for.
        """
        given = {name: list(dict.fromkeys(filter(None, query.getlist(name)))) for name in NAMES}
        there = {name: _there(name, values[: MOST + 1])[:MOST] for name, values in given.items()}
        if strict and any(set(values) - set(there[name]) for name, values in given.items()):
            raise NotThere
        return cls(**{name: tuple(values) for name, values in there.items()})

    def but(self, **values: tuple[str, ...]) -> Self:
        """Return this choice with other `values`, by name."""
        return replace(self, **values)

    @cached_property
    def asked(self) -> dict[str, tuple[str, ...]]:
        """What is asked, by name, in the order of an address; names that ask nothing are left out."""
        return {name: values for name in NAMES if (values := getattr(self, name))}

    @property
    def query(self) -> str:
        return urlencode(self.asked, doseq=True)

    def condition(self, event: str = "event__") -> Q:
        """Return the condition of rows whose event is asked for; `event` is the way to it, or ""."""
        found = Q()
        for name, values in self.asked.items():
            if name == "language":
                ways = (Q(**{f"{event}{way}__overlap": list(values)}) for way in ("spoken", "interpreted", "signed"))
                found &= reduce(or_, ways)
            else:
                found &= Q(**{f"{event}{LOOKUPS[name]}__in": values})
        return found

    def narrow(self, pages: Pages) -> Pages:
        """Return those of `pages`, pages of events, whose event is asked for. It costs no query of its own."""
        return pages.filter(self.condition())

    def labels(self) -> list[str]:
        """Return each value that is asked for in words of the active language, in the order of an address."""
        titles = series_titles(self.series)
        return [_label(name, value, titles) for name, values in self.asked.items() for value in values]


LOOKUPS = {"kind": "kind", "region": "host__section", "series": "series"}  # of an event, where it has one value


def _there(name: str, values: list[str]) -> list[str]:
    known = series_titles(values) if name == "series" else _known(name)
    return [value for value in values if value in known]


def _known(name: str) -> Iterable[str]:
    return {
        "kind": Event.Kind.values,
        "region": LocalGovernment.Section.values,
        "language": (*SPOKEN, *SIGNED),
    }[name]


def series_titles(numbers: Iterable[str]) -> dict[str, str]:
    """Return what series with these `numbers` are called: as the first of their meetings that is shown; one query.

    One with a neutral address names none: its title stays out of addresses, histories and calendars of others.
    Of one that is not shown, or not any more, "Series": who follows it is to see its meetings go.
    """
    wanted = [number for number in numbers if _is_number(number)]
    if not wanted:
        return {}
    shown = EventPage.objects.public().filter(event__series__in=wanted, event__neutral_address=False)
    pages = shown.one_per_event(get_language() or "en")
    rows = pages.values_list("event__start", "event__series", "title")
    titles = {str(series): title for _start, series, title in sorted(rows, reverse=True)}
    return dict.fromkeys(wanted, str(NAMES["series"])) | titles


def _is_number(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _label(name: str, value: str, titles: dict[str, str]) -> str:
    match name:
        case "kind":
            return str(Event.Kind(value).label)
        case "region":
            return str(LocalGovernment.Section(value).label)
        case "language":
            return language_name(value)
    return titles.get(value, value)


def offered(pages: QuerySet) -> dict[str, list[Choice]]:
    """Return what can be chosen of `pages`, each value with its words, by name. At most two queries, however many.

    A name of which all have the same value is among them: whoever draws a form decides whether it is a choice.
    """
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    facts = ("kind", "host__section", "series", "spoken", "interpreted", "signed")
    for row in pages.order_by().values_list(*(f"event__{name}" for name in facts)).distinct():
        kind, region, series, *languages = row
        for name, value in (("kind", kind), ("region", region), ("series", series)):
            found[name].add(str(value or ""))
        found["language"].update(*languages)
    titles = series_titles(found["series"])
    choices = {
        name: [(value, _label(name, value, titles)) for value in _known(name) if value in found[name]]
        for name in NAMES
        if name != "series"
    }
    by_title = sorted(titles.items(), key=lambda choice: sort_key(choice[1]))
    return {name: choices.get(name, by_title) for name in NAMES}


@dataclass(frozen=True)
class Group:
    name: str
    label: str
    values: list[tuple[str, str, bool]]


def choices(chosen: Chosen, language: str) -> list[Group]:
    """Return a group for each name of which events have more than one value, or of which one is chosen; few queries.

    What is chosen is among its values, even where no event has it any more.
    """
    there = recall(("choices of the calendar", language), lambda: offered(EventPage.objects.public()))
    asked = chosen.asked
    known = dict(zip((value for values in asked.values() for value in values), chosen.labels(), strict=True))
    groups = []
    for name, label in NAMES.items():
        mine = asked.get(name, ())
        values = [*there[name], *((value, known[value]) for value in mine if value not in dict(there[name]))]
        if len(values) > 1 or mine or (values and name in SOME):
            groups.append(Group(name, str(label), [(value, words, value in mine) for value, words in values]))
    return groups
