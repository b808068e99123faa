"""The figures of one event: seats by category, languages, who came. Each in one query.

They are counted from rows that stay when names are erased, so that they say the same afterwards.
"""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, ngettext, pgettext
from django.utils.translation import gettext as _

from coalition import dates
from coalition.pages.charts import BarChart, bar_chart
from coalition.tables.spreadsheets import cell, local_delimiter
from events.door.models import was_there
from events.models import Event
from events.registrations.emails import who_lacks
from events.registrations.models import Registration, SeatCategory
from events.seats.models import SECTIONS

from . import positions

LISTED = "wagtailsnippets_events_registration:list"


@dataclass(frozen=True)
class Step:
    """One sentence on what comes next, and where something is done about it."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Figures:
    """One part of the page: its chart, and the table that says the same."""

    key: str
    title: str
    columns: list[Any]
    rows: list[list[Any]]
    bars: BarChart | None = None


def seat_figures(event: Event) -> Figures:
    """Return seats, how many are held (offered ones too), who waits and what is free, by category."""
    rows, bars = [], []
    for category in SeatCategory.objects.filter(event=event).with_seats():
        free = max(0, category.capacity - category.held) if category.capacity else "–"
        rows.append([str(category), category.capacity or "–", category.held, category.waiting, free])
        figure = f"{category.held} / {category.capacity or '–'}"
        bars.append((str(category), _share(category.held, category.capacity), figure))
    return Figures(
        key="seats",
        title=_("Seats by category"),
        columns=[_("Category"), _("Seats"), pgettext("seats", "Taken"), pgettext("people", "Waiting"), _("Free")],
        rows=rows,
        bars=bar_chart(bars, rtl=get_language_bidi(), most=100),
    )


def _share(part: int, whole: int | None) -> int:
    """Return how many in a hundred `part` is, at most all."""
    return min(100, round(100 * part / whole)) if whole else 0


def language_figures(event: Event) -> Figures:
    """Return how many of those with a seat or waiting asked for mails in each language."""
    active = Registration.objects.filter(event=event).active().order_by()
    found = dict(active.values_list("language").annotate(Count("pk")))
    named = [(str(name), found.get(code, 0)) for code, name in settings.LANGUAGES]
    return _people("languages", _("Languages"), _("Language"), named)


def _people(key: str, title: str, of: str, named: list[tuple[str, int]]) -> Figures:
    """Return how many people there are `of` each name."""
    return Figures(
        key=key,
        title=title,
        columns=[of, _("People")],
        rows=[[name, count] for name, count in named],
        bars=bar_chart([(name, count, str(count)) for name, count in named], rtl=get_language_bidi()),
    )


def origin_figures(event: Event) -> Figures | None:
    """Return from which regions those with a seat or waiting come; None where nobody said so."""
    active = Registration.objects.filter(event=event).active().order_by()
    people = Counter(dict(active.values_list("region").annotate(Count("pk"))))
    names = dict(SECTIONS.choices)
    told = [(str(names[region]), count) for region, count in people.most_common() if region]
    if not told:
        return None
    told.append((_("Not stated"), people[""]))
    return _people("regions", _("Regions"), _("Comes from"), told)


def attendance_figures(event: Event) -> Figures | None:
    """Return who came and who did not, by category; None before anybody came."""
    there = Registration.objects.filter(event=event, state="confirmed").filter(was_there()).order_by()
    by_category = dict(there.values_list("category").annotate(Count("pk")))
    if not by_category:
        return None
    rows, bars = [], []
    for category in SeatCategory.objects.filter(event=event).with_seats():
        here = by_category.get(category.pk, 0)
        rows.append([str(category), category.confirmed, here, category.confirmed - here])
        bars.append((str(category), _share(here, category.confirmed), f"{here} / {category.confirmed}"))
    return Figures(
        key="attendance",
        title=_("Who attended"),
        columns=[_("Category"), _("With a seat"), _("Attended"), _("Did not attend")],
        rows=rows,
        bars=bar_chart(bars, rtl=get_language_bidi(), most=100),
    )


def all_of(event: Event) -> list[Figures]:
    parts = [
        seat_figures(event),
        language_figures(event),
        origin_figures(event),
        attendance_figures(event),
    ]
    return [part for part in parts if part and part.rows]


def next_steps(event: Event) -> list[Step]:
    """Return what happens next with `event`: who waits for its hosts, then what comes, soonest first."""
    now, zone = timezone.now(), event.zone
    first, last = (event.local_start.date(), event.last_moment.date()) if event.all_day else (None, None)
    moments = [
        (at, words % {"when": dates.day(day) if day else dates.moment(at, zone=zone)})
        for at, day, words in (
            (event.registration_opens, None, _("Registration opens: %(when)s.")),
            (event.registration_deadline, None, _("Registration closes: %(when)s.")),
            (event.start, first, _("The event begins: %(when)s.")),
            (event.end, last, _("The event ends: %(when)s.")),
        )
        if at
    ]
    moments = sorted([*moments, *_what_frees_seats(event)], key=itemgetter(0))
    steps = [Step(words) for at, words in moments if at > now and event.state == Event.State.SCHEDULED]
    erased = event.forgets_people_at
    if erased > now:
        steps.append(Step(_("What names people is erased: %(day)s. The figures stay.") % {"day": dates.day(erased)}))
    else:
        steps.append(Step(_("What named people was erased. The figures stay.")))
    return [*_people_who_wait(event), *_people_who_must_answer(event), *steps]


def _what_frees_seats(event: Event) -> list[tuple[datetime, str]]:
    """Return when kept seats go to everyone, and when offered ones go to the next person, in words."""
    found = []
    for before, group in positions.released(event):
        at = event.start - before
        words = _("Seats kept for this group go to everyone: %(group)s, %(when)s.")
        found.append((at, words % {"group": group, "when": dates.moment(at, zone=event.zone)}))
    for until, number in positions.offers(event).items():
        words = _("Seats offered until %(when)s: %(count)s.")
        found.append((until, words % {"count": number, "when": dates.moment(until, zone=event.zone)}))
    return found


def _people_who_must_answer(event: Event) -> list[Step]:
    """Return how many people leave a question open that they must answer."""
    number = Registration.objects.filter(who_lacks(event.pk)).count() if not event.is_over else 0
    if not number:
        return []
    words = ngettext(
        "%(count)s person has not answered a question that must be answered.",
        "%(count)s people have not answered a question that must be answered.",
        number,
    )
    return [Step(words % {"count": number}, f"{reverse(LISTED)}?event={event.pk}&answers=missing")]


def _people_who_wait(event: Event) -> list[Step]:
    """Return how many wait for a decision of the hosts, and for a seat; nothing of an event that is over or cancelled.

    While it is postponed hosts decide on nobody (registrations.waiting_list.may_be_decided).
    """
    if event.is_over or event.state == Event.State.CANCELLED:
        return []
    state = Registration.State
    counts = Counter(
        Registration.objects.filter(event=event, state__in=[state.APPLIED, state.WAITING])
        .exclude(email="")  # kept for somebody who was named and has not answered
        .values_list("state", flat=True)
    )
    deciding = ngettext(
        "%(count)s person waits for your decision.", "%(count)s people wait for your decision.", counts[state.APPLIED]
    )
    if event.state == Event.State.POSTPONED:
        deciding = f"{deciding} {_('You can decide once the event has a new date.')}"
    waiting = ngettext("%(count)s person waits for a seat.", "%(count)s people wait for a seat.", counts[state.WAITING])
    return [
        Step(words % {"count": counts[of]}, f"{reverse(LISTED)}?state={of}&event={event.pk}")
        for of, words in ((state.APPLIED, deciding), (state.WAITING, waiting))
        if counts[of]
    ]


SMALLEST = 5  # people in a cell that is told


def suppressed(cells: Mapping[str, int], rest: Mapping[str, int] | None = None) -> dict[str, int | None]:
    """Return `cells` with those under SMALLEST hidden (None), and with more so that no sum gives a hidden one away.

    What is hidden is at least two cells with SMALLEST people in them together: who knows the sum of all cells learns of
    no cell, and of no group, that is smaller. `rest` are the others of each cell, where these can be reckoned: of those
    with a seat, who did not come. They are as small, and hide their cell as well.
    """
    rest = rest or {}
    hidden = {name for name, count in cells.items() if count < SMALLEST or 0 < rest.get(name, 0) < SMALLEST}
    for name in sorted(cells, key=lambda name: (cells[name], name)):
        people, others = (sum(part.get(name, 0) for name in hidden) for part in (cells, rest))
        if not hidden or (len(hidden) > 1 and people >= SMALLEST and not 0 < others < SMALLEST):
            break
        hidden.add(name)
    return {name: None if name in hidden else count for name, count in cells.items()}


def sheet(event: Event) -> str:
    """Return the figures of `event` to publish, as CSV: seats, who came, languages and regions, small cells hidden."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=local_delimiter())
    rows.writerow([_("Figure"), _("Group"), _("People")])
    for title, cells, rest in _tables(event):
        for name, count in suppressed(cells, rest).items():
            rows.writerow([title, cell(name), _("fewer than 5, or hidden") if count is None else count])
    return out.getvalue()


def _tables(event: Event) -> list[tuple[str, dict[str, int], dict[str, int]]]:
    """Return each table: its title, its cells, and the others of each cell where the tables together tell how many."""
    seats, languages, came = seat_figures(event), language_figures(event), attendance_figures(event)
    tables: list[tuple[str, dict[str, int], dict[str, int]]] = [
        (_("Seats taken"), _column(seats, 2), {}),
        (languages.title, _column(languages, 1), {}),
    ]
    # Of members nothing: within a region, they would tell of the others there.
    if regions := origin_figures(event):
        tables.append((regions.title, _column(regions, 1), {}))
    if came:
        tables.append((came.title, _column(came, 2), _column(came, 3)))
    return tables


def _column(of: Figures, number: int) -> dict[str, int]:
    return {str(row[0]): int(row[number]) for row in of.rows}
