"""The rows of `make bench PARTS=growth`: what must cost the same with many rows as with few."""

import json
from pathlib import Path
from typing import Any

from benchmarks import growth
from benchmarks.grown import FEW, MANY, Size
from benchmarks.measuring import Row
from benchmarks.sites import Database, database, python
from tests.databases import prepared

AIM, BY = "(aim: 1.3 at most)", "benchmarks.growth"


def measure_growth(_folder: Path) -> list[Row]:
    """Lists, maps, files, sheets and the nightly purge, with few rows and with many, by a processor's time."""
    with database("growth", like=prepared(), SKELETON_MEMORY_ENABLED="true", CONN_MAX_AGE="600") as site:
        python(site, "benchmarks.grown", "few")
        pages, files = [_asked(site, "pages")], [_asked(site, "files")]
        nights = [_asked(site, "purge", growth.MAILS[0])]
        python(site, "benchmarks.grown", "many")
        pages.append(_asked(site, "pages"))
        files.append(_asked(site, "files"))
        nights.append(_asked(site, "purge", growth.MAILS[1]))
    rows = [(f"rows: {_sizes(FEW)}; and {_sizes(MANY)}", "benchmarks.grown", "")]
    rows += [_row(name, pages[0][name], pages[1][name]) for name in pages[0]]
    for name, few in files[0].items():
        many = files[1][name]
        if few["first"]:
            rows.append(_row(f"{name}, first rows", few["first"], many["first"]))
        more = f", {many['memory']:.0f} MB more memory for {many['rows']:,} rows ({few['memory']:.0f} MB for few)"
        rows.append(_row(f"{name}, 1,000 rows", few["thousand"], many["thousand"], more))
    each = [night["cost"] / count * 1000 for night, count in zip(nights, growth.MAILS, strict=True)]
    more = f", {nights[1]['memory']:.0f} MB more memory, {nights[1]['seconds']:.0f} s for all"
    what = f"nightly purge of {growth.MAILS[0]:,} and {growth.MAILS[1]:,} mails, 1,000"
    rows.append(_row(what, each[0], each[1], more))
    return rows


def _asked(site: Database, *what: object) -> Any:
    return json.loads(python(site, BY, *map(str, what)))


def _sizes(size: Size) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in vars(size).items())


def _row(what: str, few: float, many: float, more: str = "") -> Row:
    return what, BY, f"{few:.1f} and {many:.1f} ms, ratio {many / few:.2f} {AIM}{more}"
