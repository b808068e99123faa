"""The figures of the charter: signatures by status, governments and their people by region, kind and country."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_bidi, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from charter.signatories import counts
from charter.signatories.models import STATUS_LABELS
from charter.states import PUBLISHED, State
from coalition.languages.names import country_name, number_text, share_text, sort_key
from coalition.members.models import LocalGovernment
from coalition.pages.charts import BarChart, bar_chart

HEADINGS = {"section": gettext_lazy("UCLG section"), "kind": gettext_lazy("Type"), "country": gettext_lazy("Country")}


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


def statistics_context() -> dict[str, Any]:
    """Return what the page of figures needs, in four queries, however many signatures there are."""
    statuses = counts.by_status()
    by_section = counts.coverage("section", "year")
    governments = sum(row["covered"] for row in by_section)
    countries = counts.coverage("country")
    parts = [
        by_choice("section", _("By region of UCLG"), dict(LocalGovernment.Section.choices), by_section),
        by_choice(
            "kind", _("By type of local government"), dict(LocalGovernment.Kind.choices), counts.coverage("kind")
        ),
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


def by_choice(column: str, title: str, labels: dict[str, Any], rows: list[dict[str, Any]]) -> Figures:
    return _governments(column, title, sorted(_sums(column, labels, rows), key=lambda row: (-row[2], row[1])))


def by_country(rows: list[dict[str, Any]]) -> Figures:
    """Return governments and population by country, the most first; a table alone."""
    named = [(country_name(row["country"]), row["country"], row["covered"], row["people"]) for row in rows]
    named.sort(key=lambda row: (-row[2], sort_key(row[0])))
    return _governments("country", _("By country"), named, drawn=False)


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
