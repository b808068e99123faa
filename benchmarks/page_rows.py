"""The rows of pages: kept and made anew, on a phone, and while recordings are watched."""

import json
import tempfile
from pathlib import Path

from benchmarks import load, paint, seminar, streams
from benchmarks.measuring import Row
from benchmarks.sites import hello_server, http_etag, python, seed
from tests.installation import Installation
from tests.production import PROXIED

HOME = "/en/"
EVENT = "/en/events/seminar-2024/"
CHART = "/en/figures/women-received/"
FEED = "/en/calendar/all.ics"
FEED_EVENTS = 500
GZIP = PROXIED | {"Accept-Encoding": "gzip"}


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


def measure_paint(site: Installation) -> list[Row]:
    """The front page on a phone with a slow connection."""
    return [("home on a phone, slow 4G", "chromium", paint.measure(site.url + HOME, PROXIED))]


def measure_uncached(site: Installation) -> list[Row]:
    """The same pages when every request builds them."""
    rows: list[Row] = []
    for label, path in (("home", HOME), ("event page", EVENT), ("chart page", CHART)):
        rows.append((f"{label}, uncached", "wrk", str(load.measure(site.url + path, headers=PROXIED))))
    return rows


def measure_streams(site: Installation) -> list[Row]:
    """The front page alone, and while recordings are watched."""
    path = python(site, "benchmarks.streams")
    alone = load.measure(site.url + HOME, headers=GZIP)
    with streams.watching(site.stack.port, path) as watched:
        meanwhile = load.measure(site.url + HOME, headers=GZIP)
    ratio = f"p95 {meanwhile.milliseconds / alone.milliseconds:.2f} of {alone.milliseconds:,.1f} ms alone"
    told = f"{meanwhile} ({ratio}), {watched.parts} parts, {watched.wrong} wrong"
    return [(f"home, cached, while {streams.STREAMS} recordings are watched", "wrk and benchmarks.streams", told)]
