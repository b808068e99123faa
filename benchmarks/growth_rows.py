"""The rows of `make bench PARTS=growth`: what must be as fast with many rows as with few."""

import json

from benchmarks import growth, signatories
from benchmarks.sites import python, seed
from tests.installation import Installation

Row = tuple[str, str, str]


def measure_growth(site: Installation) -> list[Row]:
    """Lists, maps, files and the nightly purge, with few rows and with many."""
    aim, by = "(aim: 1.3 at most)", "benchmarks.growth"
    rows: list[Row] = []

    def told(what: str, few: float, many: float, unit: str = "ms", more: str = "") -> None:
        rows.append((what, by, f"{few:.1f} and {many:.1f} {unit}{more}, ratio {many / few:.2f} {aim}"))

    pages = []
    for count in growth.EVENTS:
        python(site, "benchmarks.growth", "events", str(count))
        pages.append({name: signatories.percentile(site.stack.port, path) for name, path in growth.PAGES.items()})
    for name in growth.PAGES:
        told(f"{name}: {growth.EVENTS[0]} and {growth.EVENTS[1]:,} events, p95", pages[0][name], pages[1][name])
    files = []
    for count in (signatories.FEW, signatories.MANY):
        seed(site, "published", count)
        files.append(json.loads(python(site, "benchmarks.growth", "files")))
    few, many = files
    for path in growth.FILES:
        about = f"{path}: {signatories.FEW} and {signatories.MANY:,} signatures"
        told(f"{about}, first rows, p95", few[path]["first"], many[path]["first"])
        told(f"{about}, 1,000 rows", few[path]["thousand"], many[path]["thousand"], "ms",
             f", {many[path]['memory']:.0f} MB more")  # fmt: skip
    nights = [json.loads(python(site, "benchmarks.growth", "purge", str(count))) for count in growth.MAILS]
    each = [night["seconds"] / count * 1000 for night, count in zip(nights, growth.MAILS, strict=True)]
    what = f"nightly purge of {growth.MAILS[0]:,} and {growth.MAILS[1]:,} mails, 1,000 of them"
    told(what, each[0], each[1], "s", f", {nights[1]['memory']:.0f} MB more")
    return rows
