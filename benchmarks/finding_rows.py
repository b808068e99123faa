"""The rows of what is read and counted among many: calendars of others, what was said, the library, an audience."""

import json

from benchmarks import audience, library, outside, signatories, transcripts
from benchmarks.measuring import Row
from benchmarks.sites import python
from tests.installation import Installation


def measure_outside(site: Installation) -> list[Row]:
    """A calendar of others: read, and stored."""
    found = json.loads(python(site, "benchmarks.outside"))
    stored = ", ".join(f"{name} {found[name]:,.0f}/s" for name in ("new", "known", "moved"))
    told = f"read {found['read']:,.0f} events/s, times of weekly ones {found['series']:,.0f}/s; stored {stored}"
    return [(f"calendar of others of {outside.EVENTS:,} events", "benchmarks.outside", told)]


def measure_transcripts(site: Installation) -> list[Row]:
    """What was said in many hours, searched."""
    found = json.loads(python(site, "benchmarks.transcripts"))
    told = f"median {found['median']:.0f} ms, p95 {found['p95']:.0f} ms (aim: p95 under 100 ms)"
    what = f"transcript search over {transcripts.HOURS} hours, {found['lines']:,} lines"
    return [(what, "benchmarks.transcripts", told)]


def measure_library(site: Installation) -> list[Row]:
    """The library's pages, with few and with many resources."""
    rows: dict[str, list[float]] = {name: [] for name in library.PAGES}
    for more in (library.FEW, library.MANY - library.FEW):
        python(site, "benchmarks.library", str(more))
        for name, path in library.PAGES.items():
            rows[name].append(signatories.percentile(site.stack.port, path))
    return [
        (
            f"{name}: {library.FEW} and {library.MANY:,} resources",
            "benchmarks.library",
            f"p95 {few:.0f} and {many:.0f} ms, ratio {many / few:.2f} (aim: 1.3 at most)",
        )
        for name, (few, many) in rows.items()
    ]


def measure_audience(site: Installation) -> list[Row]:
    """The counts that editors see before an edition leaves, of a million readers."""
    times: dict[str, float] = json.loads(python(site, "benchmarks.audience"))
    return [
        (f"count of {audience.READERS:,} readers: {name}", "benchmarks.audience", f"{found:.1f} ms (aim: under 50)")
        for name, found in times.items()
    ]
