"""The rows of an edition that is sent: how fast, at what memory, and what everybody else feels of it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks import load, mails, newsletter, sink
from benchmarks.measuring import Row
from benchmarks.sites import python, seed, settle, wait
from coalition import leash
from coalition.stack import ROOT, WORKERS
from tests.installation import Installation
from tests.production import PROXIED

READERS = 10_000
DOMAIN = "@reader.example"
TIMEOUT = 180  # seconds
CARRIED = "SELECT count(*) FROM newsletters_delivery WHERE state IN ('queued', 'sending', 'handing_over')"
LIVING = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '9 seconds'"
BY = "benchmarks.mails"


@contextmanager
def workers(site: Installation, count: int, *, port: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Run `count` workers of one place, in place of the site's own, that send to the mail server at `port`."""
    site.stack.stop(*WORKERS)
    command = [sys.executable, str(ROOT / "manage.py"), "procrastinate", "worker", "--concurrency", "1"]
    environment = {**os.environ, **site.environment, "EMAIL_PORT": str(port)}
    log = site.stack.log.open("ab") if site.stack.log else None
    running = [
        subprocess.Popen(leash.command(command), cwd=ROOT, env=environment, stdout=log, stderr=log)
        for _each in range(count)
    ]
    try:
        wait(lambda: site.query(LIVING)[0][0] >= count, TIMEOUT)
        yield running
    finally:
        for worker in running:
            worker.terminate()
        for worker in running:
            worker.wait(60)
        site.stack.start_workers()
        site.stack.wait_for_workers()


def told(site: Installation, *arguments: str) -> dict[str, float]:
    """Return what `benchmarks.mails` says."""
    found: dict[str, float] = json.loads(python(site, BY, *arguments))
    return found


def readers(site: Installation, most: int) -> None:
    """Let there be `most` readers at least."""
    ((there,),) = site.query("SELECT count(*) FROM newsletters_reader WHERE email LIKE '%%' || %s", DOMAIN)
    if there < most:
        seed(site, "readers", most)
    settle(site)


def is_carried(site: Installation) -> bool:
    """Say whether nothing of an edition is left to do."""
    return site.query(CARRIED) == [(0,)]


def measure_letters(site: Installation) -> list[Row]:
    """A letter that is filled in for many readers, on one processor."""
    found = told(site, "letters")
    what = f"letter of {found['size'] / 1000:.0f} kB filled in for each reader, one processor"
    return [(what, BY, f"{found['per_second']:,.0f}/s (aim: 100,000/s)")]


def measure_sending(site: Installation) -> list[Row]:
    """An edition by two workers into a mail server that needs little."""
    readers(site, READERS)
    with sink.running() as taking, workers(site, 2, port=taking.port):
        told(site, "owe", str(READERS))
        wait(lambda: is_carried(site), TIMEOUT)
    result = newsletter.result(taking.taken, READERS)
    return [(f"newsletter to {READERS:,} readers, two workers", "benchmarks.sink", f"{result} (aim: 1,500/s)")]


def measure_claims(site: Installation) -> list[Row]:
    """The next chunk of a large ledger, as one worker claims it."""
    site.stack.stop(*WORKERS)  # it would carry the same ledger
    found = told(site, "claims")
    site.stack.start_workers()
    times = f"median {found['median']:.1f} ms, p95 {found['p95']:.1f} ms, p99 {found['p99']:.1f} ms"
    return [(f"next chunk of a ledger of {found['rows']:,} copies", BY, f"{times} (aim: p99 under 20)")]


def measure_waits(site: Installation) -> list[Row]:
    """Single mails while an edition is sent, by the site's workers."""
    readers(site, READERS)
    told(site, "owe", str(READERS // 2))
    found = told(site, "waits")
    wait(lambda: is_carried(site), TIMEOUT)
    times = f"median {found['median']:.2f} s, p95 {found['p95']:.2f} s, longest {found['most']:.2f} s"
    lost = f"{found['sent']:.0f} of {found['mails']:.0f} sent"
    return [("wait of a single mail while an edition is sent", BY, f"{times}, {lost} (aim: p95 under 2 s)")]


def measure_memory(site: Installation) -> list[Row]:
    """The largest memory of a process that sends an edition to many."""
    site.stack.stop(*WORKERS)
    told(site, "many")
    found = told(site, "memory")
    site.stack.start_workers()
    largest = f"{found['after']:.0f} MB, of which {found['before']:.0f} MB before the first"
    rate = f"{found['sent']:,.0f} of {found['copies']:,.0f} sent, {found['per_second']:.0f}/s over no wire"
    return [(f"worker's memory at {mails.MANY:,} recipients", BY, f"{largest}; {rate} (aim: under 150)")]


def measure_meanwhile(site: Installation) -> list[Row]:
    """The front page alone, and while an edition is sent."""
    readers(site, READERS)
    page, headers = f"{site.url}/en/", PROXIED | {"Accept-Encoding": "gzip"}
    before = load.measure(page, headers=headers)
    told(site, "owe", str(READERS))
    meanwhile = load.measure(page, headers=headers)
    is_over = is_carried(site)
    wait(lambda: is_carried(site), TIMEOUT)
    after = load.measure(page, headers=headers)
    alone = (before.milliseconds + after.milliseconds) / 2
    ratio = f"p95 {meanwhile.milliseconds / alone:.2f} of {before.milliseconds:.1f} and {after.milliseconds:.1f} ms"
    ended = ", which ended before the measurement" if is_over else ""
    return [("home, cached, while an edition is sent", "wrk", f"{meanwhile} ({ratio} alone; aim: 1.10){ended}")]
