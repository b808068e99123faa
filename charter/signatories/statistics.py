"""The figures of the charter: over time, by region, kind, version and country, and the people."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language_bidi, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from charter.signatories import counts
from charter.signatories.models import STATUS_LABELS
from charter.states import PUBLISHED, State
from coalition import dates
from coalition.languages.names import country_name, number_text, share_text, sort_key
from coalition.members.models import LocalGovernment
from coalition.pages.charts import BarChart, ColumnChart, bar_chart, column_chart

HEADINGS = {"section": gettext_lazy("UCLG section"), "kind": gettext_lazy("Type"), "country": gettext_lazy("Country")}
MOST_MONTHS = 36  # a longer history is shown by year


@dataclass(frozen=True)
class Row:
    """One line of a table; `query` leads to its signatures on the list."""

    cells: list[str]
    query: str = ""


@dataclass(frozen=True)
class Figures:
    key: str
    title: str
    note: str
    columns: list[Any]
    rows: list[Row]
    bars: BarChart | None = None
    over_time: ColumnChart | None = None


def statistics_context() -> dict[str, Any]:
    """Return what the page of figures needs, in six queries, however many signatures there are."""
    statuses = counts.by_status()
    by_section = counts.coverage("section", "year")
    governments = sum(row["covered"] for row in by_section)
    countries = counts.coverage("country")
    parts = [
        over_time(counts.by_month()),
        by_choice("section", _("By region of UCLG"), dict(LocalGovernment.Section.choices), by_section),
        covered_population(by_section),
        by_choice(
            "kind", _("By type of local government"), dict(LocalGovernment.Kind.choices), counts.coverage("kind")
        ),
        by_version(counts.by_version()),
        by_country(countries),
    ]
    return {
        "in_force": number_text(statuses.get(State.SIGNED, 0)),
        "countries": number_text(len(countries)),
        "population": population(by_section, governments),
        "statuses": [(STATUS_LABELS[State(state)], number_text(statuses.get(state, 0))) for state in PUBLISHED],
        "parts": [part for part in parts if part.rows],
    }


def population(rows: list[dict[str, Any]], governments: int) -> dict[str, str]:
    """Return the population covered, and what a reader must know of the sum: how many figures, of which years."""
    known = [row for row in rows if row["year"]]
    years = [row["year"] for row in known]
    return {
        "sum": number_text(sum(row["people"] for row in known)),
        "known": number_text(sum(row["covered"] for row in known)),
        "of": number_text(governments),
        "first_year": str(min(years, default="")),
        "last_year": str(max(years, default="")),
    }


def over_time(months: dict[str, int]) -> Figures:
    """Return the signatures published in each month, or year where there are many months, gaps included."""
    found = _with_gaps(months)
    by_year = len(found) > MOST_MONTHS
    if by_year:
        years: Counter[str] = Counter()
        for month, count in found.items():
            years[month[:4]] += count
        found = years
    labelled = [
        (period if by_year else dates.month(date.fromisoformat(f"{period}-01"), short=True), count)
        for period, count in found.items()
    ]
    total, rows = 0, []
    for label, count in labelled:
        total += count
        rows.append(Row([label, number_text(count), number_text(total)]))
    top = number_text(max(found.values(), default=0))
    return Figures(
        key="time",
        title=_("Over time"),
        note=_("Every signature published, also those that were later put on hold, withdrawn or superseded."),
        columns=[_("Year") if by_year else _("Month"), _("Signatures published"), _("Total so far")],
        rows=rows,
        over_time=column_chart(labelled, top_figure=top, rtl=get_language_bidi()),
    )


def _with_gaps(months: dict[str, int]) -> dict[str, int]:
    if not months:
        return {}
    first, last = min(months), max(months)
    place, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    names = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(place, end + 1)]
    return {name: months.get(name, 0) for name in names}


def by_choice(column: str, title: str, labels: dict[str, Any], rows: list[dict[str, Any]]) -> Figures:
    return _governments(column, title, sorted(_sums(column, labels, rows), key=lambda row: (-row[2], row[1])))


def covered_population(rows: list[dict[str, Any]]) -> Figures:
    """Return the population covered in each region, the most first; governments without a figure are left out."""
    sums = _sums("section", dict(LocalGovernment.Section.choices), [row for row in rows if row["year"]])
    named = sorted(sums, key=lambda row: (-row[3], row[1]))
    whole = sum(people for _label, _key, _covered, people in named)
    return Figures(
        key="population",
        title=_("Population covered, by region of UCLG"),
        note=_("The sum of each local government's own figure. Those without a figure are not in it."),
        columns=[HEADINGS["section"], _("Population"), _("Share"), _("Local governments with a figure")],
        rows=[
            Row([label, number_text(people), share_text(people, whole), number_text(known)], _query("section", key))
            for label, key, known, people in named
        ],
        bars=_bars([(label, people) for label, _key, _known, people in named]),
    )


def by_country(rows: list[dict[str, Any]]) -> Figures:
    """Return governments and population by country, the most first; a table alone."""
    named = [(country_name(row["country"]), row["country"], row["covered"], row["people"]) for row in rows]
    named.sort(key=lambda row: (-row[2], sort_key(row[0])))
    return _governments("country", _("By country"), named, drawn=False)


def by_version(versions: dict[int, int]) -> Figures:
    whole = sum(versions.values())
    found = [(_("Version %(number)s") % {"number": number}, versions[number]) for number in sorted(versions)[::-1]]
    return Figures(
        key="version",
        title=_("By version of the charter"),
        note=_("Signatures in force. A signature stays with the text that was signed."),
        columns=[_("Version"), _("Signatures"), _("Share")],
        rows=[Row([label, number_text(count), share_text(count, whole)]) for label, count in found],
        bars=_bars(found),
    )


def _sums(column: str, labels: dict[str, Any], rows: list[dict[str, Any]]) -> list[tuple[str, str, int, int]]:
    sums: dict[str, tuple[int, int]] = {}
    for row in rows:
        covered, people = sums.get(row[column], (0, 0))
        sums[row[column]] = covered + row["covered"], people + row["people"]
    other = pgettext("region or kind", "Not stated")
    return [(str(labels.get(key, other)), key, covered, people) for key, (covered, people) in sums.items()]


def _governments(column: str, title: str, named: list[tuple[str, str, int, int]], *, drawn: bool = True) -> Figures:
    whole = sum(covered for _label, _key, covered, _people in named)
    return Figures(
        key=column,
        title=title,
        note=_("Local governments with a signature in force, each counted once."),
        columns=[HEADINGS[column], _("Local governments"), _("Share"), _("Population")],
        rows=[
            Row(
                [label, number_text(covered), share_text(covered, whole), number_text(people) if people else "—"],
                _query(column, key),
            )
            for label, key, covered, people in named
        ],
        bars=_bars([(label, covered) for label, _key, covered, _people in named]) if drawn else None,
    )


def _bars(rows: list[tuple[str, int]]) -> BarChart:
    return bar_chart([(label, value, number_text(value)) for label, value in rows], rtl=get_language_bidi())


def _query(column: str, key: str) -> str:
    return f"{column}={key}" if key else ""
