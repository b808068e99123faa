"""What `/charter/progress/` shows: who committed to what, when it is due, and how much was done in time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Prefetch
from django.http import QueryDict
from django.utils.translation import get_language_bidi, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from coalition.caching.memory import recall
from coalition.languages.names import country_options, language_codes, number_text
from coalition.members import open_data
from coalition.members.models import LocalGovernment
from coalition.members.querysets import LocalGovernmentQuerySet
from coalition.pages.charts import BarChart, bar_chart
from coalition.pages.filters import AddressFilters, CountryField

from .deliverables import DONE, Deliverable, Status
from .models import Commitment, CommitmentQuerySet

PER_PAGE = 50


class ProgressFilters(AddressFilters):
    """What an address such as `/charter/progress/?deliverable=guide&status=overdue` asks."""

    lookups = {"country": "government__country", "deliverable": "deliverable", "status": "status"}

    country = CountryField(label=gettext_lazy("Country"), required=False)
    deliverable = forms.ChoiceField(label=gettext_lazy("Commitment"), required=False)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, country=country_choices(), deliverable=Deliverable.choices, status=Status.choices)


def country_choices() -> list[tuple[str, str]]:
    return country_options(recall(("countries of commitments",), _countries))


def _countries() -> set[str]:
    public = Commitment.objects.public().order_by().filter(government=OuterRef("pk"))
    rows = LocalGovernment.objects.filter(Exists(public)).order_by()
    return set(rows.values_list("country", flat=True).distinct())


@dataclass(frozen=True)
class Line:
    """One deliverable's figures, as written for the reader. Closed commitments are in none of them."""

    label: str
    committed: str
    on_time: str
    late: str
    overdue: str
    to_come: str


def governments(filters: ProgressFilters, today: date) -> LocalGovernmentQuerySet:
    """Return the governments with a commitment that `filters` leave, pilot territories first, then by name.

    Each has `shown`: its commitments in the programme's order, all of them or those of the deliverable asked.
    """
    asked = Commitment.objects.told(today).filter(**filters.facts()).filter(government=OuterRef("pk"))
    rows = LocalGovernment.objects.filter(Exists(asked)).by_name()
    order = ("-pilot", *rows.query.order_by)
    shown = Commitment.objects.told(today).in_order()
    if "deliverable" in filters.asked:
        shown = shown.filter(deliverable=filters.asked["deliverable"])
    has_profile = Exists(LocalGovernment.objects.public().filter(pk=OuterRef("pk")))
    rows = rows.annotate(has_profile=has_profile).defer("search_text").order_by(*order)
    return rows.prefetch_related(Prefetch("commitments", queryset=shown, to_attr="shown"))


def progress_context(query: QueryDict, today: date) -> dict[str, Any]:
    """Return what the overview's template needs: six queries at most, however many governments there are."""
    filters = ProgressFilters(query)
    asked = filters.asked.get("deliverable")
    counted = {lookup: value for lookup, value in filters.facts().items() if lookup != "status"}
    figures = _figures(Commitment.objects.told(today).filter(**counted))
    names = [name for name in Deliverable if asked in (None, name)]
    page = Paginator(governments(filters, today), PER_PAGE).get_page(query.get("page"))
    return {
        "filters": filters,
        "asked": filters.asked,
        "query": filters.query,
        "deliverables": names,
        "page_obj": page,
        "lines": [_line(name, figures) for name in names],
        "chart": _chart(names, figures),
        **_headline(names, figures),
    }


def lines(today: date) -> list[Line]:
    figures = _figures(Commitment.objects.told(today))
    return [_line(name, figures) for name in Deliverable]


Figures = dict[tuple[str, str], int]


def _figures(rows: CommitmentQuerySet) -> Figures:
    pairs = rows.order_by().values_list("deliverable", "status").annotate(number=Count("pk"))
    return {(deliverable, status): number for deliverable, status, number in pairs}


def _sum(figures: Figures, names: Iterable[str], statuses: Iterable[str]) -> int:
    wanted = list(statuses)
    return sum(figures.get((name, status), 0) for name in names for status in wanted)


def _committed(figures: Figures, names: Iterable[str]) -> int:
    return _sum(figures, names, [status for status in Status if status != Status.CLOSED])


def _line(name: Deliverable, figures: Figures) -> Line:
    to_come = (Status.SENT, Status.OPEN, Status.DUE_SOON, Status.UNDATED, Status.PAUSED)
    return Line(
        label=str(name.label),
        committed=number_text(_committed(figures, [name])),
        on_time=number_text(_sum(figures, [name], [Status.MET])),
        late=number_text(_sum(figures, [name], [Status.MET_LATE])),
        overdue=number_text(_sum(figures, [name], [Status.OVERDUE])),
        to_come=number_text(_sum(figures, [name], to_come)),
    )


def _chart(names: list[Deliverable], figures: Figures) -> BarChart:
    rows = []
    for name in names:
        done, committed = _sum(figures, [name], DONE), _committed(figures, [name])
        words = {"done": number_text(done), "all": number_text(committed)}
        share = round(100 * done / committed) if committed else 0
        rows.append((str(name.label), share, _("%(done)s of %(all)s done") % words))
    return bar_chart(rows, rtl=get_language_bidi(), most=100)


def _headline(names: list[Deliverable], figures: Figures) -> dict[str, Any]:
    done = _sum(figures, names, DONE)
    on_time = _sum(figures, names, [Status.MET])
    words = {"figure": number_text(on_time), "base": number_text(done)}
    return {
        "committed": number_text(_committed(figures, names)),
        "done": number_text(done),
        "on_time": pgettext("a share", "%(figure)s of %(base)s") % words if done else "",
        "overdue": number_text(_sum(figures, names, [Status.OVERDUE])),
        "has_closed": bool(_sum(figures, names, [Status.CLOSED])),
    }


FACTS = ("deliverable", "status", "due_on", "met_on", "act_date")


def columns() -> list[str]:
    return ["code", *(f"name_{code}" for code in language_codes()), "country", "pilot", *FACTS]


def record(row: Commitment) -> dict[str, Any]:
    """Return the columns of one commitment, read with its status and government, with their values.

    Of a place at risk no day is told: from that of its act, or of what it did, one would reckon when something is due.
    """
    government = row.government
    is_told = not government.at_risk
    return {
        "code": government.code,
        **{f"name_{code}": government.names.get(code, "") for code in language_codes()},
        "country": government.country,
        "pilot": government.pilot,
        "deliverable": row.deliverable,
        "status": row.status,
        "due_on": _day(row.told_due_on),
        "met_on": _day(row.met_on if is_told else None),
        "act_date": _day(row.counted_from if is_told else None),
    }


def csv_lines(filters: ProgressFilters, today: date) -> Iterator[str]:
    """Return the CSV in pieces, by the code of the government."""
    rows = Commitment.objects.told(today).filter(**filters.facts()).select_related("government")
    found = rows.order_by("government__code", "pk").iterator(chunk_size=open_data.CHUNK)
    return open_data.csv_lines(columns(), map(record, found))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
