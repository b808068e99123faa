"""`make bench`: every measurement in one run on one machine, as one table. Ratios and rates, never a pass or fail.

`make bench PARTS="joins library"` runs some parts alone: the names below, without `measure_`.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.test")
django.setup()

from benchmarks import (  # noqa: E402
    audience,
    calendar_rows,
    demo_start,
    editions,
    growth_rows,
    joins,
    library,
    load,
    measuring,
    newsletter,
    outside,
    paint,
    registration,
    seminar,
    signatories,
    signatures,
    signing,
    streams,
    transcripts,
    tree,
)
from benchmarks.sites import hello_server, http_etag, installation, python, seed, settle, wait  # noqa: E402
from benchmarks.visitors import Outcome  # noqa: E402
from tests.installation import Installation  # noqa: E402
from tests.production import PROXIED  # noqa: E402

HOME = "/en/"
EVENT = "/en/events/seminar-2024/"
CHART = "/en/figures/women-received/"
FEED = "/en/calendar/all.ics"
FEED_EVENTS = 500
SEATS = seminar.SEATS
RUNS = 3  # of the same, of which each counts
WARMING_UP = 64  # people before the first
READERS = 5_000
GZIP = PROXIED | {"Accept-Encoding": "gzip"}
READERS_DOMAIN = "@reader.example"
NEWSLETTER_TIMEOUT = 180  # seconds

Row = tuple[str, str, str]


def measure_cached(site: Installation) -> list[Row]:
    """What is kept, and how near it comes to the fastest thing this server could do, before or after it."""
    with tempfile.TemporaryDirectory() as folder, hello_server(Path(folder)) as url:
        pages = {"home, cached": HOME, "event page, cached": EVENT, "chart page, cached": CHART}
        before = load.measure(url)
        rates = {name: load.measure(site.url + path, headers=GZIP) for name, path in pages.items()}
        seed(site, "events", FEED_EVENTS)
        feed, etag = site.url + FEED, http_etag(site.url + FEED, GZIP)
        rates[f"feed of {FEED_EVENTS} events, 200"] = load.measure(feed, headers=GZIP)
        unchanged = load.measure(feed, expected=304, headers=GZIP | {"If-None-Match": etag})
        rates[f"feed of {FEED_EVENTS} events, 304"] = unchanged
        programme = json.loads(python(site, "benchmarks.seminar", "programme"))["path"]
        rates[f"programme of {seminar.SESSIONS} sessions, cached"] = load.measure(site.url + programme, headers=GZIP)
        bare = max(before, load.measure(url), key=lambda rate: rate.per_second)
    parts = {name: f"{rate} ({rate.per_second / bare.per_second:.2f} of bare)" for name, rate in rates.items()}
    return [(name, "wrk", told) for name, told in ({"bare WSGI hello-world": str(bare)} | parts).items()]


def measure_feeds(site: Installation) -> list[Row]:
    """Feeds of few and of many events: made, from memory; and by django-ical alone."""
    return calendar_rows.of_feeds(site)


def measure_changes(site: Installation) -> list[Row]:
    """One event of many changes: when every process answers every feed right."""
    return calendar_rows.of_a_change(site)


def measure_subscribers(site: Installation) -> list[Row]:
    """An hour of subscribers: what it costs the server."""
    return calendar_rows.of_subscribers(site)


def measure_paint(site: Installation) -> list[Row]:
    """The front page on a phone with a slow connection."""
    return [("home on a phone, slow 4G", "chromium", paint.measure(site.url + HOME, PROXIED))]


def measure_uncached(site: Installation) -> list[Row]:
    """The same pages when every request builds them."""
    rows: list[Row] = []
    for label, path in (("home", HOME), ("event page", EVENT), ("chart page", CHART)):
        rows.append((f"{label}, uncached", "wrk", str(load.measure(site.url + path, headers=PROXIED))))
    return rows


def measure_registration(site: Installation) -> list[Row]:
    """Whole public registrations, form and confirmation, for events with too few seats: RUNS times, then harder ones.

    The pages are kept, as under the production settings: a form that is the same for everybody is made once. Some
    people register for an event of their own before, as the other rows are warmed up for a second.
    """
    seed(site, "contended", SEATS)
    registration.register_many(site, "/en/events/contended-1/register/", people=WARMING_UP, prefix="w")
    settle(site)
    by, rows, runs = "benchmarks.registration", [], []
    for number in range(1, RUNS + 1):
        seed(site, "contended", SEATS)
        asked = registration.ask_many(site, f"/en/events/contended-{number + 1}/register/", prefix=f"p{number}x")
        pressed = registration.confirm_many(site, prefix=f"p{number}x")
        runs.append(registration.whole(asked, pressed))
        settle(site)
        rows += [
            (f"{number}. registration, form and its post, 16 at a time", by, str(asked)),
            (f"{number}. registration, mailed link and its button, 16 at a time", by, str(pressed)),
            (f"{number}. registration, whole: {runs[-1].people} people, {SEATS} seats", by,
             told(site, f"Contended {number + 1}", runs[-1])),
        ]  # fmt: skip
    form = json.loads(python(site, "benchmarks.seminar", "nested"))
    more = partial(seminar.answers, form)
    more_asked = registration.ask_many(site, "/en/events/nested/register/", prefix="n", answers=more)
    nested = registration.whole(more_asked, registration.confirm_many(site, prefix="n"))
    part = nested.per_second / median(run.per_second for run in runs)
    harder = f"{told(site, 'Nested', nested)} ({part:.2f} of their median)"
    return [*rows, ("the same with nested quotas and questions", by, harder)]


def told(site: Installation, name: str, outcome: Outcome) -> str:
    """Return how fast the event called `name` was registered for, and whether its seats were kept."""
    ((confirmed,),) = site.query(
        "SELECT count(*) FROM events_registration registration "
        "JOIN events_event event ON event.id = registration.event_id "
        "WHERE event.name = %s AND registration.state = 'confirmed'",
        name,
    )
    over = max(confirmed - SEATS, 0)
    asked = f"{registration.REQUESTS} requests each"
    return f"{outcome}, {asked}, {confirmed} seats given, {over} oversold, {len(outcome.failures)} failed"


def measure_joins(site: Installation) -> list[Row]:
    """Many who join at once: the live page, and the button of the room."""
    outcome = joins.join_all(site, json.loads(python(site, "benchmarks.joins")))
    ((counted,),) = site.query("SELECT count(*) FROM events_joining")
    failed = f"{len(outcome.failures)} failed, {joins.PEOPLE + joins.WARMING_UP - counted} not counted"
    what = f"{joins.PEOPLE:,} joins in {joins.SECONDS} s: live page and button"
    return [(what, "benchmarks.joins", f"{outcome}, {failed} (aim: 0 and 0, p95 under 300 ms)")]


def measure_streams(site: Installation) -> list[Row]:
    """The front page alone, and while recordings are watched."""
    path = python(site, "benchmarks.streams")
    alone = load.measure(site.url + HOME, headers=GZIP)
    with streams.watching(site.stack.port, path) as watched:
        meanwhile = load.measure(site.url + HOME, headers=GZIP)
    ratio = f"p95 {meanwhile.milliseconds / alone.milliseconds:.2f} of {alone.milliseconds:,.1f} ms alone"
    told = f"{meanwhile} ({ratio}), {watched.parts} parts, {watched.wrong} wrong"
    return [(f"home, cached, while {streams.STREAMS} recordings are watched", "wrk and benchmarks.streams", told)]


def measure_seminar(site: Installation) -> list[Row]:
    """A large programme made anew, a door where many come, and the sheet of a large event."""
    path = json.loads(python(site, "benchmarks.seminar", "programme"))["path"]
    cold = load.measure(site.url + path, headers=PROXIED)
    come = json.loads(python(site, "benchmarks.seminar", "check_ins"))
    sheet = json.loads(python(site, "benchmarks.seminar", "sheet"))
    by = "benchmarks.seminar"
    return [
        (f"programme of {seminar.SESSIONS} sessions, uncached", "wrk", str(cold)),
        (f"check-ins, {measuring.AT_ONCE} at a time", by, f"{come['per_second']:.0f}/s, p95 {come['p95']:.0f} ms"),
        (f"XLSX of {seminar.ROWS:,} registrations", by, f"{sheet['seconds']:.1f} s, {sheet['memory']} MB"),
    ]


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


def measure_publications(site: Installation) -> list[Row]:
    """From the last two pages of a signature, in public, to publication, certificate and ledger."""
    settle(site)
    tokens = json.loads(seed(site, "signatures", signatures.DRAFTS))
    signed = signing.sign_all(site, tokens)
    settle(site)
    published = json.loads(python(site, "benchmarks.signatures", "publish"))
    site.stack.stop("worker")  # it draws the same certificates
    proven = json.loads(python(site, "benchmarks.signatures", "prove"))
    site.stack.start_worker()
    lost = f"{len(signed.agreed.failures) + len(signed.typed.failures)} failed, {len(tokens) - signed.submitted} lost"
    rate = f"{published['per_second']:.0f}/s, p95 {published['p95']:.0f} ms"
    certificate = f"{1000 / proven['mean']:.1f}/s, median {proven['median']:.0f} ms, p95 {proven['p95']:.0f} ms"
    return [
        ("signature agreed to, code owed, 16 at a time", "benchmarks.signing", str(signed.agreed)),
        ("signature submitted by its code, 16 at a time", "benchmarks.signing", str(signed.typed)),
        ("both pages of a signature", "benchmarks.signing", f"{signed.per_second:.0f}/s, {lost}"),
        (f"signature published, certificates owed, {measuring.AT_ONCE} at a time", "benchmarks.signatures", rate),
        ("certificate drawn and signed, one process", "benchmarks.signatures", certificate),
        (
            f"ledger of {signatures.ENTRIES:,} entries verified",
            "benchmarks.signatures",
            f"{proven['verified_per_second']:.0f} entries/s",
        ),
    ]


def measure_outside(site: Installation) -> list[Row]:
    """A calendar of others: read, and stored."""
    found = json.loads(python(site, "benchmarks.outside"))
    stored = ", ".join(f"{name} {found[name]:,.0f}/s" for name in ("new", "known", "moved"))
    told = f"read {found['read']:,.0f} events/s, times of weekly ones {found['series']:,.0f}/s; stored {stored}"
    return [(f"calendar of others of {outside.EVENTS:,} events", "benchmarks.outside", told)]


def measure_commands(site: Installation) -> list[Row]:
    """The start of any command, under the site's production settings."""
    took = json.loads(python(site, "benchmarks.command_start"))
    return [("manage.py: start of a command", "benchmarks.command_start", f"{took:.2f} s")]


def measure_transcripts(site: Installation) -> list[Row]:
    """What was said in many hours, searched."""
    found = json.loads(python(site, "benchmarks.transcripts"))
    told = f"median {found['median']:.0f} ms, p95 {found['p95']:.0f} ms (aim: p95 under 100 ms)"
    what = f"transcript search over {transcripts.HOURS} hours, {found['lines']:,} lines"
    return [(what, "benchmarks.transcripts", told)]


def measure_demo(folder: Path) -> list[Row]:
    """The demonstration, from the command to the log-in line."""
    first, second = demo_start.start_seconds(folder)
    return [("make demo: first start, second start", "benchmarks.demo_start", f"{first:.0f} s, {second:.1f} s")]


def measure_signatories(site: Installation) -> list[Row]:
    """The public list of signatures, with few and with many."""
    seed(site, "published", signatories.FEW)
    few = signatories.measure_pages(site.stack.port, signatories.FEW) | sums_of_commitments(site)
    seed(site, "published", signatories.MANY - signatories.FEW)
    many = signatories.measure_pages(site.stack.port, signatories.MANY) | sums_of_commitments(site)
    return [
        (
            f"signatories, {name}: {signatories.FEW} and {signatories.MANY:,} signatures",
            "benchmarks.signatories",
            f"p95 {few[name]:.0f} and {many[name]:.0f} ms, ratio {many[name] / few[name]:.2f}",
        )
        for name in few
    ]


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


def measure_tree(site: Installation) -> list[Row]:
    """The charter's ledger and log at a million entries: all of it verified, then appended to and proven."""
    verified = []
    for entries in (tree.FEWER, tree.LEAVES):
        python(site, "benchmarks.chain", "fill", str(entries))
        verified.append(json.loads(python(site, "benchmarks.chain", "verify")))
    rows = [
        (
            f"ledger of {found['entries']:,} entries and its log verified",
            "benchmarks.chain",
            f"{found['seconds']:.0f} s, {found['faults']} faults, peak memory {found['peak']:.0f} MB"
            f" ({found['started']:.0f} MB before)",
        )
        for found in verified
    ]
    found = json.loads(python(site, "benchmarks.tree"))
    told = {
        "record appended": f"{found['appends']:.0f}/s, each in a transaction of its own",
        "checkpoint signed": f"{found['checkpoint']:.1f} ms",
        "proof of a leaf": f"median {found['proof']:.1f} ms, p95 {found['proof_p95']:.1f} ms",
        "proof that it continues": f"median {found['consistency']:.1f} ms, p95 {found['consistency_p95']:.1f} ms",
    }
    return rows + [(f"log of {tree.LEAVES:,} leaves: {what}", "benchmarks.tree", words) for what, words in told.items()]


def measure_audience(site: Installation) -> list[Row]:
    """The counts that editors see before an edition leaves, of a million readers."""
    times: dict[str, float] = json.loads(python(site, "benchmarks.audience"))
    return [
        (f"count of {audience.READERS:,} readers: {name}", "benchmarks.audience", f"{found:.1f} ms (aim: under 50)")
        for name, found in times.items()
    ]


def sums_of_commitments(site: Installation) -> dict[str, float]:
    """Return how long the front page's part on commitments takes to be made anew, which its own row does not show."""
    return {"commitments summed": json.loads(python(site, "benchmarks.figures"))}


def show(rows: list[Row]) -> None:
    """Print one table."""
    table = [("what", "by", "measured"), *rows]
    widths = [max(len(row[column]) for row in table) for column in range(3)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)


CACHED = (
    measure_commands,
    measure_outside,
    measure_paint,
    measure_cached,
    measure_registration,
    measure_joins,
    measure_streams,
    measure_subscribers,
    measure_feeds,
    measure_changes,
    editions.measure_meanwhile,
)
UNCACHED = (
    measure_uncached, measure_seminar, measure_newsletter, editions.measure_letters, editions.measure_sending,
    editions.measure_waits, measure_publications, measure_signatories, measure_library, measure_transcripts,
    editions.measure_memory, measure_tree, editions.measure_claims, measure_audience,
    growth_rows.measure_growth,
)  # fmt: skip


def measured(folder: Path, chosen: Collection[str]) -> Iterator[list[Row]]:
    """Measure what is `chosen`, or everything, and yield the rows of each part as soon as they are there."""
    for name, parts in (("cached", CACHED), ("uncached", UNCACHED)):
        asked = [part for part in parts if not chosen or part.__name__.removeprefix("measure_") in chosen]
        if asked:
            with installation(folder, name, cached=name == "cached") as site:
                for part in asked:
                    yield part(site)
    if not chosen or "demo" in chosen:
        yield measure_demo(folder)


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
