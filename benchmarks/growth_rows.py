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
ROUNDS = 3


def measure_growth(_folder: Path) -> list[Row]:
    """Lists, maps, files, sheets and the nightly purge, with few rows and with many, by a processor's time.

    Pages with few and with many are asked in turn, and the least of ROUNDS counts: other work falls on both alike.
    """
    more = {"SKELETON_MEMORY_ENABLED": "true", "CONN_MAX_AGE": "600"}
    with database("few", like=prepared(), **more) as few, database("many", like=prepared(), **more) as many:
        python(few, "benchmarks.grown", "few")
        python(many, "benchmarks.grown", "few")
        python(many, "benchmarks.grown", "many")
        asked = [[_asked(site, "pages") for site in (few, many)] for _round in range(ROUNDS)]
        files = [_asked(site, "files") for site in (few, many)]
        nights = [_asked(site, "purge", count) for site, count in zip((few, many), growth.MAILS, strict=True)]
    pages = [{name: min(told[name] for told in rounds) for name in rounds[0]} for rounds in zip(*asked, strict=True)]
    rows = [(f"rows: {_sizes(FEW)}; and {_sizes(MANY)}", "benchmarks.grown", "")]
    rows += [_row(name, pages[0][name], pages[1][name]) for name in pages[0]]
    for name, short in files[0].items():
        long = files[1][name]
        if short["first"]:
            rows.append(_row(f"{name}, first {growth.FIRST} rows", short["first"], long["first"]))
        told = f", {long['memory']:.0f} MB more memory for {long['rows']:,} rows ({short['memory']:.0f} MB for few)"
        rows.append(_row(f"{name}, 1,000 rows", short["thousand"], long["thousand"], told))
    each = [night["cost"] / count * 1000 for night, count in zip(nights, growth.MAILS, strict=True)]
    told = f", {nights[1]['memory']:.0f} MB more memory, {nights[1]['seconds']:.0f} s for all"
    what = f"nightly purge of {growth.MAILS[0]:,} and {growth.MAILS[1]:,} mails, 1,000"
    rows.append(_row(what, each[0], each[1], told))
    each = [night["forgetting"] / night["forgotten"] * 1000 for night in nights]
    what = " and ".join(f"{night['forgotten']:,}" for night in nights)
    return [*rows, _row(f"first purge, of {what} rows, 1,000", each[0], each[1])]


def _asked(site: Database, *what: object) -> Any:
    return json.loads(python(site, BY, *map(str, what)))


def _sizes(size: Size) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in vars(size).items())


def _row(what: str, few: float, many: float, more: str = "") -> Row:
    return what, BY, f"{few:.1f} and {many:.1f} ms, ratio {many / few:.2f} {AIM}{more}"
