"""What somebody wants of the calendar: one vocabulary for feeds, pages of the calendar, and whoever builds an address.

    chosen = Chosen.read(request.GET)              # values that do not exist ask nothing; `strict=True` raises NotThere
    pages = chosen.narrow(EventPage.objects.public())
    f"?{chosen.query}"                             # the one address that asks this; "" asks nothing
    chosen.but(kind=("seminar",)).query            # the address of another choice; `but(kind=())` takes one away
    chosen.labels()                                # what is chosen, in words of the active language
    offered(pages)                                 # what can be chosen of `pages`, by name, with words: for a form
    feeds.address(chosen, language)                # the feed that holds the same

Values are those of the database and never change with the language of the reader. Several values of one name are
alternatives; what is asked by several names must all be so. Another name is one row of `NAMES` and one of `_ASKS`.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any, Self, TypeVar
from urllib.parse import urlencode

from django.core import validators
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from coalition.members.models import LocalGovernment
from coalition.members.names import localised
from coalition.pages.countries import country_name, country_names
from coalition.pages.folding import sort_key
from coalition.resources.models import Theme
from events.languages import SIGNED, SPOKEN, language_name
from events.models import Event
from events.pages.models import EventPage

from .models import FeedMark

Choice = tuple[str, str]
Pages = TypeVar("Pages", bound=QuerySet)

MOST = 8  # values of one name: who wants more wants all
NAMES: dict[str, Any] = {  # in the order of an address, with the heading of each
    "kind": pgettext_lazy("of event", "Type"),
    "theme": _("Theme"),
    "region": _("Region"),
    "country": _("Country"),
    "member": pgettext_lazy("of event", "Host"),
    "series": pgettext_lazy("heading of a page", "Series"),
    "language": _("Language of the event"),
    "audience": pgettext_lazy("event", "Audience"),
    "mode": _("How to take part"),
}
BOTH = Event.Mode.HYBRID.value  # is on site and online: asked for by either


class NotThere(LookupError):
    """An address asks for a value that does not exist."""


@dataclass(frozen=True)
class Chosen:
    """What is asked, by name: each value once, in order. Two that ask the same are equal."""

    kind: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    member: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()

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
        """The one query string that asks this."""
        return urlencode(self.asked, doseq=True)

    def condition(self, event: str = "event__") -> Q:
        """Return the condition of rows whose event is asked for; `event` is the way to it, or ""."""
        found = Q()
        for name, values in self.asked.items():
            found &= _ASKS[name](event, values)
        return found

    def marks(self) -> Q:
        """Return the condition of the marks of the feeds (`models.FeedMark`) that changes of such events leave."""
        found = Q()
        for name, values in self.asked.items():
            if name in _LISTED:
                found &= Q(**{f"{_LISTED[name]}__overlap": list(values)})
            else:
                found &= _by_mode("", values) if name == "mode" else Q(**{f"{name}__in": values})
        return found

    def narrow(self, pages: Pages) -> Pages:
        """Return those of `pages`, pages of events, whose event is asked for. It costs no query of its own."""
        return pages.filter(self.condition())

    def labels(self) -> list[str]:
        """Return each value that is asked for in words of the active language, in the order of an address."""
        known = {name: look_up(getattr(self, name)) for name, look_up in _LOOKED_UP.items()}
        return [_label(name, value, known) for name, values in self.asked.items() for value in values]


def _one_of(lookup: str) -> Callable[[str, tuple[str, ...]], Q]:
    return lambda event, values: Q(**{f"{event}{lookup}__in": values})


def _has_themes(event: str, values: tuple[str, ...]) -> Q:
    return Q(**{f"{event}themes__overlap": list(values)})


def _in_languages(event: str, values: tuple[str, ...]) -> Q:
    """Say that one of these languages is spoken, interpreted into or signed."""
    found = Q()
    for way in ("spoken", "interpreted", "signed"):
        found |= Q(**{f"{event}{way}__overlap": list(values)})
    return found


def _by_mode(event: str, values: tuple[str, ...]) -> Q:
    return Q(**{f"{event}mode__in": (*values, BOTH)})


_ASKS: dict[str, Callable[[str, tuple[str, ...]], Q]] = {
    "kind": _one_of("kind"),
    "theme": _has_themes,
    "region": _one_of("host__section"),
    "country": _one_of("country"),
    "member": _one_of("host__code"),
    "series": _one_of("series"),
    "language": _in_languages,
    "audience": _one_of("audience"),
    "mode": _by_mode,
}

_LISTED = {"language": "languages", "theme": "themes"}  # what a mark has several of


def _known(name: str) -> Iterable[str]:
    """Return every value of `name` that is known without asking the database."""
    return {
        "kind": Event.Kind.values,
        "region": LocalGovernment.Section.values,
        "country": country_names("en"),
        "language": (*SPOKEN, *SIGNED),
        "audience": Event.Audience.values,
        "mode": [value for value in Event.Mode.values if value != BOTH],
    }[name]


def _there(name: str, values: list[str]) -> list[str]:
    """Return those of `values` that exist. Of governments only those that the site shows."""
    known = _LOOKED_UP[name](values) if name in _LOOKED_UP else _known(name)
    return [value for value in values if value in known]


def member_names(codes: Iterable[str]) -> dict[str, str]:
    """Return the names, in the active language, of governments with these `codes` that the site shows; one query."""
    wanted = [code for code in codes if code.replace("-", "").isalnum() and code.isascii()]
    rows = LocalGovernment.objects.public().filter(code__in=wanted).values_list("code", "names") if wanted else []
    return {code: localised(names) for code, names in rows}


def theme_names(slugs: Iterable[str]) -> dict[str, str]:
    """Return the names, in the active language, of themes with these `slugs`; one query."""
    wanted = [slug for slug in slugs if validators.slug_re.fullmatch(slug)]
    return {theme.slug: str(theme.name) for theme in (Theme.objects.filter(slug__in=wanted) if wanted else [])}


def series_titles(numbers: Iterable[str]) -> dict[str, str]:
    """Return what series with these `numbers` are called: as the first of their meetings that the site shows.

    One query, and one where it shows none of some: who follows such a series is to see its meetings go.
    """
    wanted = [number for number in numbers if _is_number(number)]
    if not wanted:
        return {}
    pages = EventPage.objects.public().filter(event__series__in=wanted).one_per_event(get_language() or "en")
    rows = pages.values_list("event__start", "event__series", "title")
    titles = {str(series): title for _start, series, title in sorted(rows, reverse=True)}
    if gone := set(wanted) - set(titles):
        known = FeedMark.objects.filter(series__in=gone).values_list("series", flat=True)
        titles |= dict.fromkeys(known, str(NAMES["series"]))
    return titles


def _is_number(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


_LOOKED_UP: dict[str, Callable[[Iterable[str]], dict[str, str]]] = {
    "theme": theme_names,
    "member": member_names,
    "series": series_titles,
}
Known = dict[str, dict[str, str]]


def _label(name: str, value: str, known: Known) -> str:
    match name:
        case "kind":
            return str(Event.Kind(value).label)
        case "region":
            return str(LocalGovernment.Section(value).label)
        case "country":
            return country_name(value)
        case "language":
            return language_name(value)
        case "audience":
            return str(Event.Audience(value).label)
        case "mode":
            return str(Event.Mode(value).label)
    return known[name].get(value, value)


FACTS = (
    "kind", "host__section", "country", "host__code", "series", "audience", "mode", "themes", "spoken", "interpreted",
    "signed",
)  # fmt: skip


def offered(pages: QuerySet) -> dict[str, list[Choice]]:
    """Return what can be chosen of `pages`, each value with its words, by name. At most four queries, however many.

    A name of which all have the same value is among them: whoever draws a form decides whether it is a choice.
    """
    found: dict[str, set[str]] = {name: set() for name in NAMES}
    for facts in pages.order_by().values_list(*(f"event__{name}" for name in FACTS)).distinct():
        kind, region, country, member, series, audience, mode, themes, *languages = facts
        for name, value in (("kind", kind), ("region", region), ("country", country), ("member", member),
                            ("series", series), ("audience", audience)):  # fmt: skip
            found[name].add(str(value or ""))
        found["theme"].update(themes)
        found["language"].update(*languages)
        found["mode"].update(set(_known("mode")) if mode == BOTH else {mode})
    known = {name: look_up(found[name]) for name, look_up in _LOOKED_UP.items()}
    return {name: _in_order(name, found[name], known) for name in NAMES}


def _in_order(name: str, values: Iterable[str], known: Known) -> list[Choice]:
    """Return `values` with their words: in the order of the code, and of names in that of the alphabet."""
    there = known[name] if name in known else [value for value in _known(name) if value in set(values)]
    choices = [(value, _label(name, value, known)) for value in there]
    by_name = name == "country" or name in known
    return sorted(choices, key=lambda choice: sort_key(choice[1])) if by_name else choices
