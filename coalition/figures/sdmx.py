"""The latest release of an indicator as SDMX-CSV 2.0, which statistical offices read.

Sources: SDMX-CSV, field guide of version 2.0; the code lists CL_FREQ, CL_OBS_STATUS and CL_CONF_STATUS of SDMX; units
and attributes as in the structure of the SDG indicators.
"""

from collections.abc import Iterator
from typing import Any

from coalition.members.open_data import csv_lines

from .breakdowns import Breakdown
from .models import Figure, Release, value_of

CONTENT_TYPE = "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"
AGENCY, VERSION = "COALITION", "1.0"
ANNUAL = "A"
TOTAL = "_T"
NORMAL, MISSING = "A", "M"
STATUS = {
    Figure.Quality.SOUND: NORMAL,
    Figure.Quality.PROVISIONAL: "P",
    Figure.Quality.ESTIMATED: "E",
    Figure.Quality.PARTIAL: "U",  # low reliability
    Figure.Quality.BREAK: "B",
}
# As concepts of SDMX and of the SDG's structure call them; BASE, of how many people a share is, is our own.
ATTRIBUTES = [
    "OBS_STATUS", "CONF_STATUS", "UNIT_MEASURE", "UNIT_MULT", "BASE", "SOURCE_DETAIL", "COMMENT_OBS", "COLL_METHOD",
    "COMPARABILITY",
]  # fmt: skip
FREE, NOT_FOR_PUBLICATION = "F", "N"  # which hidden figure is small, and which is kept back for it, nobody is told


def columns(breakdown: str) -> list[str]:
    """Return the columns: of the structure, its dimensions, the observation and its attributes, in this order."""
    divided = [] if breakdown == Breakdown.NONE else [breakdown.upper()]
    dimensions = ["FREQ", "REF_AREA", *divided, "TIME_PERIOD"]
    return ["STRUCTURE", "STRUCTURE_ID", "ACTION", *dimensions, "OBS_VALUE", *ATTRIBUTES]


def dataflow(release: Release) -> str:
    """Return the identifier of the dataflow, such as `COALITION:WOMEN_RECEIVED(1.0)`."""
    return f"{AGENCY}:{release.indicator.slug.upper().replace('-', '_')}({VERSION})"


def csv_text(release: Release) -> str:
    """Return the release, one line for each figure. One that is not shown has no value."""
    return "".join(csv_lines(columns(release.indicator.breakdown), _records(release)))


def _records(release: Release) -> Iterator[dict[str, Any]]:
    breakdown, words = release.indicator.breakdown, release.english
    of_all = {
        "UNIT_MEASURE": release.unit_measure,
        "UNIT_MULT": "0",
        "COLL_METHOD": _one_line(words["method"]),
        "COMPARABILITY": _one_line(words["comparability"]),
    }
    for cell in release.cells:
        place, year, part = cell["key"]
        value = value_of(cell)
        hidden = value is None
        of_part = {breakdown.upper(): part.upper().replace("-", "_") or TOTAL}
        yield {
            "STRUCTURE": "dataflow",
            "STRUCTURE_ID": dataflow(release),
            "ACTION": "I",
            "FREQ": ANNUAL,
            "REF_AREA": place,
            **({} if breakdown == Breakdown.NONE else of_part),
            "TIME_PERIOD": year,
            "OBS_VALUE": value,
            "OBS_STATUS": MISSING if hidden else STATUS[Figure.Quality(cell["quality"])],
            "CONF_STATUS": NOT_FOR_PUBLICATION if hidden else FREE,
            "BASE": cell.get("base"),
            "SOURCE_DETAIL": cell.get("source", ""),
            "COMMENT_OBS": cell.get("note", ""),
            **of_all,
        }


def _one_line(text: str) -> str:
    return " ".join(text.split())
