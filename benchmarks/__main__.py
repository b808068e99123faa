"""`make bench`: every measurement in one run on one machine, as one table. Ratios and rates, never a pass or fail."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coalition.settings.test")
django.setup()

from benchmarks import adhesions, load, registration, signatories  # noqa: E402
from coalition import leash  # noqa: E402
from coalition.stack import ROOT, free_port  # noqa: E402
from tests.installation import Installation, running_installation  # noqa: E402

HOME = "/en/"
EVENT = "/en/events/seminar-2024/"
FEED = "/en/calendar/all.ics"
FEED_EVENTS = 500
SEATS = 300
READERS = 5_000
NEWSLETTER_TIMEOUT = 180  # seconds

Row = tuple[str, str, str]


@contextmanager
def hello_server() -> Iterator[str]:
    """Run a bare WSGI hello-world on the same server with the same processes; yield its address."""
    port = free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", "benchmarks.hello", *options]
    server = subprocess.Popen(leash.command(command), cwd=ROOT)
    try:
        time.sleep(2)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(15)


@contextmanager
def installation(folder: Path, name: str, *, cached: bool) -> Iterator[Installation]:
    """Run the site with or without its page cache, and with rate limits: each visitor has an address of their own."""
    chosen = {"PAGE_CACHE_ENABLED": str(cached), "RATE_LIMITS_ENABLED": "true", "TRUSTED_PROXIES": "1"}
    os.environ.update(chosen)
    try:
        with running_installation(f"coalition_bench_{name}", folder=folder) as running:
            yield running
    finally:
        for variable in chosen:
            del os.environ[variable]


def seed(site: Installation, what: str, count: int) -> None:
    """Make generated rows in the site's database."""
    subprocess.run(
        [sys.executable, "-m", "benchmarks.seed", what, str(count)],
        cwd=ROOT,
        env={**os.environ, **site.environment},
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=300,
    )


def measure_cached(site: Installation) -> list[Row]:
    """Cached pages, and how near they come to the fastest thing this server could do."""
    with hello_server() as url:
        hello = load.measure(url)
    rows: list[Row] = [("bare WSGI hello-world", "autocannon", str(hello))]
    for label, path in (("home", HOME), ("event page", EVENT)):
        rate = load.measure(site.url + path, headers={"Accept-Encoding": "gzip"})
        rows.append((f"{label}, cached", "autocannon", f"{rate} ({rate.per_second / hello.per_second:.2f} of bare)"))
    return rows


def measure_uncached(site: Installation) -> list[Row]:
    """The same pages when every request builds them, and the feed."""
    rows: list[Row] = []
    for label, path in (("home", HOME), ("event page", EVENT)):
        rows.append((f"{label}, uncached", "autocannon", str(load.measure(site.url + path))))
    seed(site, "events", FEED_EVENTS)
    rows.append((f"feed of {FEED_EVENTS} events, 200", "autocannon", str(load.measure(site.url + FEED))))
    etag = http_etag(site.url + FEED)
    unchanged = load.measure(site.url + FEED, expected=304, headers={"If-None-Match": etag})
    rows.append((f"feed of {FEED_EVENTS} events, 304", "autocannon", str(unchanged)))
    return rows


def http_etag(url: str) -> str:
    """Return the ETag of `url`."""
    import urllib.request

    with urllib.request.urlopen(url, timeout=60) as response:
        return str(response.headers["ETag"])


def measure_registration(site: Installation) -> list[Row]:
    """Full public registrations for one event with too few seats."""
    seed(site, "contended", SEATS)
    outcome = registration.register_many(site.stack.port, "/en/events/contended/register/")
    ((confirmed,),) = site.query("SELECT count(*) FROM events_registration WHERE state = 'confirmed'")
    rate = f"{outcome.per_second:.0f}/s, p95 {outcome.p95 * 1000:,.0f} ms"
    result = f"{rate}, {int(confirmed) - SEATS} oversold, {len(outcome.failures)} failed"
    return [(f"registration: {outcome.people} people, {SEATS} seats, 16 at a time", "benchmarks.registration", result)]


def measure_newsletter(site: Installation) -> list[Row]:
    """One edition to READERS readers through the worker into an SMTP server of this process."""
    seed(site, "readers", READERS)
    send = (
        "from newsletters.models import Issue, NewsletterPage; from newsletters import services;"
        "page = NewsletterPage.objects.filter(locale__language_code='en').first();"
        "Issue.objects.all().delete(); services.send_issue(page=page)"
    )
    site.manage("shell", "-c", send)
    started = time.monotonic()
    while time.monotonic() - started < NEWSLETTER_TIMEOUT and len(site.mailbox.accepted) < READERS:
        time.sleep(0.1)
    seconds = time.monotonic() - started
    time.sleep(3)  # a doubled one would come now
    delivered = [address for address, _data in site.mailbox.accepted if address.endswith("@reader.example")]
    lost, doubled = READERS - len(set(delivered)), len(delivered) - len(set(delivered))
    result = f"{len(delivered) / seconds:.0f} messages/s, {lost} lost, {doubled} doubled"
    return [(f"newsletter to {READERS:,} readers", "worker and aiosmtpd", result)]


def measure_adhesions(site: Installation) -> list[Row]:
    """Dossiers, publications, certificates and the ledger, through the services."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.adhesions"],
        cwd=ROOT,
        env={**os.environ, **site.environment},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=600,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    by, at_once = "benchmarks.adhesions", f"{adhesions.AT_ONCE} at a time"
    certificate = f"{found['certificate_ms_median']:.0f} ms, p95 {found['certificate_ms_p95']:.0f} ms"
    return [
        (f"dossiers submitted by code, {at_once}", by, f"{found['submitted_per_second']:.0f}/s"),
        (f"adhesions published, certificates owed, {at_once}", by, f"{found['published_per_second']:.0f}/s"),
        ("certificate drawn and signed", by, certificate),
        (f"ledger of {adhesions.ENTRIES:,} entries verified", by, f"{found['verified_per_second']:.0f} entries/s"),
    ]


def measure_signatories(site: Installation) -> list[Row]:
    """The public list of adhesions, with few and with many."""
    seed(site, "adhesions", signatories.FEW)
    few = signatories.measure_pages(site.stack.port, signatories.FEW)
    seed(site, "adhesions", signatories.MANY - signatories.FEW)
    many = signatories.measure_pages(site.stack.port, signatories.MANY)
    return [
        (
            f"signatories, {name}: {signatories.FEW} and {signatories.MANY:,} adhesions",
            "benchmarks.signatories",
            f"p95 {few[name]:.0f} and {many[name]:.0f} ms, ratio {many[name] / few[name]:.2f}",
        )
        for name in signatories.PAGES
    ]


def show(rows: list[Row]) -> None:
    """Print one table."""
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in [("what", "by", "measured"), *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip(), flush=True)


def main() -> None:
    """Measure everything; each row comes from this run."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        with installation(Path(folder), "cached", cached=True) as site:
            rows += measure_cached(site)
        with installation(Path(folder), "uncached", cached=False) as site:
            rows += measure_uncached(site) + measure_registration(site) + measure_newsletter(site)
            rows += measure_adhesions(site) + measure_signatories(site)
    show(rows)


if __name__ == "__main__":
    main()
