"""`make bench`: every measurement in one run on one machine, as one table. Ratios and rates, never a pass or fail.

`make bench PARTS="cached registration"` runs some parts alone: the names below, without `measure_`.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

import django
import psutil
import requests

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.test")
django.setup()

from benchmarks import growth, load, registration  # noqa: E402
from benchmarks.grown import FEW, MANY, Size  # noqa: E402
from benchmarks.sites import (  # noqa: E402
    Database,
    database,
    hello_server,
    http_etag,
    installation,
    python,
    seed,
    settle,
    wait,
)
from tests.databases import migrated, prepared  # noqa: E402
from tests.installation import Installation  # noqa: E402
from tests.production import PROXIED, log_key  # noqa: E402

Row = tuple[str, str]  # of the table: what, and what was measured

HOME, EVENT, CHART = "/en/", "/en/events/seminar-2024/", "/en/figures/women-received/"
MEMBERS, FEED = "/en/members/", "/en/calendar/all.ics"
GZIP = PROXIED | {"Accept-Encoding": "gzip"}
SEATS, RUNS, WARMING_UP = 300, 3, 64  # of an event; of registrations, each counts; people before the first
READERS, READERS_DOMAIN = 5_000, "@reader.example"
NEWSLETTER_TIMEOUT = 180  # seconds
LEDGER = 100_000  # entries
ROUNDS = 3  # of pages with few rows and with many


BARE, ALIKE = "bare WSGI hello-world", "the same with the bytes and headers of the home page"
PAGES = {"home": HOME, "event page": EVENT, "chart page": CHART}


def measure_cached(site: Installation) -> list[Row]:
    """What is kept, and how near it comes to the fastest thing this server could do, asked in turn.

    The yardstick is given twice: eleven bytes with two headers, and the bytes and headers of the home page.
    """
    kept = requests.get(site.url + HOME, headers=GZIP, timeout=60).headers
    with tempfile.TemporaryDirectory() as folder, hello_server(Path(folder)) as url:
        bare = {BARE: url, ALIKE: f"{url}{kept['Content-Length']}/{len(kept) - 2}"}
        pages = {f"{name}, cached": site.url + path for name, path in PAGES.items()}
        rates = load.measure_in_turn(bare | pages, headers=GZIP)
    hello, alike = (rates[name].per_second for name in bare)
    return [
        (name, f"{rate} ({rate.per_second / hello:.2f} of bare, {rate.per_second / alike:.2f} of the same size)")
        for name, rate in rates.items()
    ]


def measure_uncached(site: Installation) -> list[Row]:
    """The same pages when every request builds them."""
    pages = {f"{name}, uncached": site.url + path for name, path in PAGES.items()}
    return [(name, str(rate)) for name, rate in load.measure_in_turn(pages, headers=PROXIED).items()]


def measure_processor(site: Installation) -> list[Row]:
    """What one request costs a processor, in a process of its own that calls the WSGI application."""
    pages = PAGES | {"members": MEMBERS}
    told = json.loads(python(site, "benchmarks.processor", *pages.values()))
    costs = {name: told[path] for name, path in pages.items()}
    return [
        (f"{name}, by a processor's time", f"{own:.1f} ms in Python, {backend:.1f} ms in PostgreSQL")
        for name, (own, backend) in costs.items()
    ]


def measure_memory(site: Installation) -> list[Row]:
    """What each web process holds after it has made pages, a feed and a certificate: its own part, and all of it."""
    for path in (HOME, EVENT, CHART, FEED, "/en/charter/", "/cms/login/") * 20:
        load.status(site.url + path, PROXIED)
    processes = psutil.Process(site.stack.children["web"].pid).children(recursive=True)
    held = [process.memory_full_info() for process in processes]
    own, whole = (
        " and ".join(f"{value / 2**20:.0f}" for value in values)
        for values in zip(*((one.pss, one.rss) for one in held), strict=True)
    )
    return [("memory of each web process", f"{own} MB, shared parts divided; {whole} MB with them")]


def measure_feeds(site: Installation) -> list[Row]:
    """Feeds of few and of many events: made, and from memory."""
    told = {}
    for size in ("few", "many"):
        python(site, "benchmarks.calendars", size)
        told[size] = json.loads(python(site, "benchmarks.calendars", "build"))
    few, many = told["few"], told["many"]
    grown = many["built"] / few["built"] / (many["events"] / few["events"])
    rows = [_made(few), _made(many), ("the same, by the event", f"{grown:.2f} of the time among few (linear: 1)")]
    with tempfile.TemporaryDirectory() as folder, hello_server(Path(folder)) as url:
        feed = site.url + FEED
        asked = {"bare": url, "as long": f"{url}{many['packed']}", "whole": feed}
        bare, as_long, whole = load.measure_in_turn(asked, headers=GZIP).values()
        same = load.measure(feed, expected=304, headers=GZIP | {"If-None-Match": http_etag(feed, GZIP)})
    parts = f"{whole.per_second / bare.per_second:.2f} of bare, {whole.per_second / as_long.per_second:.2f} of bare"
    what = f"feed of {many['events']:,} events"
    return [
        *rows,
        (f"{what}, 200", f"{whole} ({parts} with as many bytes)"),
        (f"{what}, 304", f"{same} ({same.per_second / bare.per_second:.2f} of bare)"),
    ]


def _made(told: dict[str, Any]) -> Row:
    times = f"{told['built']:,.0f} ms, after one change {told['changed']:,.0f} ms, packed in {told['packing']:,.0f} ms"
    sizes = f"{told['packed'] / 1024:,.0f} of {told['bytes'] / 1024:,.0f} kB"
    return f"feed of {told['events']:,} events, made", f"{times}, {sizes}"


def measure_registration(site: Installation) -> list[Row]:
    """Whole public registrations, form and confirmation, for events with too few seats, RUNS times.

    Some people register for an event of their own before, as the other rows are warmed up for a second.
    """
    seed(site, "contended", SEATS)
    registration.register_many(site, "/en/events/contended-1/register/", people=WARMING_UP, prefix="w")
    settle(site)
    rows: list[Row] = []
    for number in range(1, RUNS + 1):
        seed(site, "contended", SEATS)
        asked = registration.ask_many(site, f"/en/events/contended-{number + 1}/register/", prefix=f"p{number}x")
        pressed = registration.confirm_many(site, prefix=f"p{number}x")
        settle(site)
        whole = registration.whole(asked, pressed)
        told = f"{whole}, {_seats_given(site, f'Contended {number + 1}')}, {len(whole.failures)} failed"
        rows += [
            (f"{number}. registration, form and its post, 16 at a time", str(asked)),
            (f"{number}. registration, mailed link and its button, 16 at a time", str(pressed)),
            (f"{number}. registration, whole: {whole.people} people, {SEATS} seats, 4 requests each", told),
        ]
    return rows


def _seats_given(site: Installation, name: str) -> str:
    ((confirmed,),) = site.query(
        "SELECT count(*) FROM events_registration registration "
        "JOIN events_event event ON event.id = registration.event_id "
        "WHERE event.name = %s AND registration.state = 'confirmed'",
        name,
    )
    return f"{confirmed} seats given, {max(confirmed - SEATS, 0)} oversold"


def measure_newsletter(site: Installation) -> list[Row]:
    """One edition to READERS readers through the worker into an SMTP server of this process."""
    seed(site, "readers", READERS)
    settle(site)
    send = (
        "from newsletters.editions.models import NewsletterPage; from newsletters.editions.services import freeze;"
        "from newsletters.sending.transitions import start; from newsletters.sending.models import Edition;"
        "page = NewsletterPage.objects.filter(locale__language_code='en').first();"
        "Edition.objects.all().delete(); start(edition=freeze(page=page, by=None))"
    )
    site.run(send)
    wait(lambda: len({to for to, _at in site.mailbox.arrivals(READERS_DOMAIN)}) >= READERS, NEWSLETTER_TIMEOUT)
    time.sleep(3)  # a doubled one would come now
    return [(f"newsletter to {READERS:,} readers", rate_of(site.mailbox.arrivals(READERS_DOMAIN), READERS))]


def rate_of(arrivals: Sequence[tuple[str, float]], readers: int) -> str:
    """Return the rate between the first and the last mail, and how many of `readers` got none or one too many.

    `arrivals` are addresses and seconds, oldest first. Mails to anybody else are the caller's to leave out.
    """
    delivered = len({address for address, _at in arrivals})
    seconds = arrivals[-1][1] - arrivals[0][1] if arrivals else 0.0
    rate = (len(arrivals) - 1) / seconds if seconds else 0.0  # between n mails lie n - 1 intervals
    return f"{rate:.0f} messages/s, {readers - delivered} lost, {len(arrivals) - delivered} doubled"


def measure_ledger(_folder: Path) -> list[Row]:
    """The charter's ledger and its log at LEDGER entries, all of it verified."""
    with database("ledger", like=migrated(), CHARTER_LOG_KEY=log_key()) as site:
        python(site, "benchmarks.chain", "fill", str(LEDGER))
        found = json.loads(python(site, "benchmarks.chain", "verify"))
    rate = f"{found['entries'] / (found['worked'] + found['read']):,.0f} entries for each second of a processor"
    took = f"{found['worked']:.0f} s in Python and {found['read']:.0f} s in PostgreSQL, {found['seconds']:.0f} s in all"
    told = f"{rate}, {took}, {len(found['faults'])} faults, {found['memory']:.0f} MB more memory"
    return [(f"ledger of {found['entries']:,} entries and its log verified", told)]


def measure_decisions(_folder: Path) -> list[Row]:
    """The presses of reviewers and editors that 300 signatories ask for in a year."""
    with database("decisions", like=migrated(), CHARTER_LOG_KEY=log_key()) as site:
        told = json.loads(python(site, "benchmarks.decisions"))
    return [
        (
            f"decisions a year, 300 signatories, {when}",
            f"{sum(parts.values()):,}: {', '.join(f'{count} {name}' for name, count in parts.items())}",
        )
        for when, parts in told.items()
    ]


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
    rows = [(f"rows: {_sizes(FEW)}; and {_sizes(MANY)}", "")]
    rows += [_ratio(name, pages[0][name], pages[1][name]) for name in pages[0]]
    for name, short in files[0].items():
        long = files[1][name]
        if short["first"]:
            rows.append(_ratio(f"{name}, first {growth.FIRST} rows", short["first"], long["first"]))
        told = f", {long['memory']:.0f} MB more memory for {long['rows']:,} rows ({short['memory']:.0f} MB for few)"
        rows.append(_ratio(f"{name}, 1,000 rows", short["thousand"], long["thousand"], told))
    each = [night["cost"] / count * 1000 for night, count in zip(nights, growth.MAILS, strict=True)]
    told = f", {nights[1]['memory']:.0f} MB more memory, {nights[1]['seconds']:.0f} s for all"
    what = f"nightly purge of {growth.MAILS[0]:,} and {growth.MAILS[1]:,} mails, 1,000"
    rows.append(_ratio(what, each[0], each[1], told))
    each = [night["forgetting"] / night["forgotten"] * 1000 for night in nights]
    what = " and ".join(f"{night['forgotten']:,}" for night in nights)
    return [*rows, _ratio(f"first purge, of {what} rows, 1,000", each[0], each[1])]


def _asked(site: Database, *what: object) -> Any:
    return json.loads(python(site, "benchmarks.growth", *map(str, what)))


def _sizes(size: Size) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in vars(size).items())


def _ratio(what: str, few: float, many: float, more: str = "") -> Row:
    return what, f"{few:.1f} and {many:.1f} ms, ratio {many / few:.2f} (aim: 1.3 at most){more}"


def show(rows: list[Row]) -> None:
    """Print one table."""
    table = [("what", "measured"), *rows]
    width = max(len(what) for what, _told in table)
    for what, told in table:
        print(f"{what.ljust(width)}  {told}".rstrip(), flush=True)


CACHED = (measure_cached, measure_registration, measure_feeds)
UNCACHED = (measure_uncached, measure_processor, measure_memory, measure_newsletter)
ALONE = (measure_ledger, measure_decisions, measure_growth)  # in databases of their own


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
