"""`make bench`: every measurement in one run on one machine, as one table. Ratios and rates, never a pass or fail.

`make bench PARTS="joins library"` runs some parts alone: the names below, without `measure_`.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.test")
django.setup()

from benchmarks import (  # noqa: E402
    calendar_rows,
    charter_rows,
    demo_start,
    editions,
    event_rows,
    finding_rows,
    growth_rows,
    newsletter,
    page_rows,
)
from benchmarks.measuring import Row  # noqa: E402
from benchmarks.sites import installation, python, seed, settle, wait  # noqa: E402
from tests.installation import Installation  # noqa: E402

READERS = 5_000
READERS_DOMAIN = "@reader.example"
NEWSLETTER_TIMEOUT = 180  # seconds


def measure_feeds(site: Installation) -> list[Row]:
    """Feeds of few and of many events: made, from memory; and by django-ical alone."""
    return calendar_rows.of_feeds(site)


def measure_changes(site: Installation) -> list[Row]:
    """One event of many changes: when every process answers every feed right."""
    return calendar_rows.of_a_change(site)


def measure_subscribers(site: Installation) -> list[Row]:
    """An hour of subscribers: what it costs the server."""
    return calendar_rows.of_subscribers(site)


def measure_newsletter(site: Installation) -> list[Row]:
    """One edition to READERS readers through the worker into an SMTP server of this process."""
    seed(site, "readers", READERS)
    settle(site)
    send = (
        "from newsletters.editions.models import NewsletterPage; from newsletters.editions.services import freeze;"
        "from newsletters.running.services import start; from newsletters.sending.models import Edition;"
        "page = NewsletterPage.objects.filter(locale__language_code='en').first();"
        "Edition.objects.all().delete(); start(edition=freeze(page=page, by=None))"
    )
    site.run(send)
    wait(lambda: len({to for to, _at in site.mailbox.arrivals(READERS_DOMAIN)}) >= READERS, NEWSLETTER_TIMEOUT)
    time.sleep(3)  # a doubled one would come now
    result = newsletter.result(site.mailbox.arrivals(READERS_DOMAIN), READERS)
    return [(f"newsletter to {READERS:,} readers", "worker and aiosmtpd", result)]


def measure_commands(site: Installation) -> list[Row]:
    """The start of any command, under the site's production settings."""
    took = json.loads(python(site, "benchmarks.command_start"))
    return [("manage.py: start of a command", "benchmarks.command_start", f"{took:.2f} s")]


def measure_demo(folder: Path) -> list[Row]:
    """The demonstration, from the command to the log-in line."""
    first, second = demo_start.start_seconds(folder)
    return [("make demo: first start, second start", "benchmarks.demo_start", f"{first:.0f} s, {second:.1f} s")]


def show(rows: list[Row]) -> None:
    """Print one table."""
    table = [("what", "by", "measured"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(3)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)


CACHED = (
    measure_commands,
    finding_rows.measure_outside,
    page_rows.measure_paint,
    page_rows.measure_cached,
    event_rows.measure_registration,
    event_rows.measure_joins,
    page_rows.measure_streams,
    measure_subscribers,
    measure_feeds,
    measure_changes,
    editions.measure_meanwhile,
)
UNCACHED = (
    page_rows.measure_uncached,
    event_rows.measure_seminar,
    measure_newsletter,
    editions.measure_letters,
    editions.measure_sending,
    editions.measure_waits,
    charter_rows.measure_publications,
    charter_rows.measure_signatories,
    finding_rows.measure_library,
    finding_rows.measure_transcripts,
    editions.measure_memory,
    editions.measure_claims,
    finding_rows.measure_audience,
)
ALONE = (growth_rows.measure_growth, measure_demo)  # in databases of their own


def measured(folder: Path, chosen: Collection[str]) -> Iterator[list[Row]]:
    """Measure what is `chosen`, or everything, and yield the rows of each part as soon as they are there."""
    for name, parts in (("cached", CACHED), ("uncached", UNCACHED)):
        asked = [part for part in parts if _is_chosen(part, chosen)]
        if asked:
            with installation(folder, name, cached=name == "cached") as site:
                for part in asked:
                    yield part(site)
    for alone in ALONE:
        if _is_chosen(alone, chosen):
            yield alone(folder)


def _is_chosen(part: Callable[..., list[Row]], chosen: Collection[str]) -> bool:
    return not chosen or part.__name__.removeprefix("measure_") in chosen


def main() -> None:
    """Measure; each row comes from this run, and is shown also when a later part fails."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        try:
            for part in measured(Path(folder), sys.argv[1:]):
                rows += part
        finally:
            show(rows)


if __name__ == "__main__":
    main()
