"""Commitments as open data: which columns, and how each is written. No evidence that was not accepted has a column."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from charter.followup.models import Commitment
from charter.followup.progress import ProgressFilters
from coalition.members import open_data
from coalition.pages.languages import language_codes

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
