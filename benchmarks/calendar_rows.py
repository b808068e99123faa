"""The rows of feeds and their subscribers."""

import json
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import calendars, load, subscribers
from benchmarks.measuring import Row
from benchmarks.sites import hello_server, http_etag, python
from tests.installation import Installation
from tests.production import PROXIED

BY = "benchmarks.calendars"
FEED = "/en/calendar/all.ics"
GZIP = PROXIED | {"Accept-Encoding": "gzip"}


def of_feeds(site: Installation) -> list[Row]:
    """Return what feeds of few and of many events cost: made, from memory, and by django-ical."""
    told = {}
    for size in ("few", "many"):
        python(site, BY, size)
        told[size] = json.loads(python(site, BY, "build"))
        if size == "few":
            plain = json.loads(python(site, BY, "plain"))
    few, many = told["few"], told["many"]
    grown = many["built"] / few["built"] / (many["events"] / few["events"])
    rows = [_made(few), _made(many), ("the same, by the event", BY, f"{grown:.2f} of the time among few (linear: 1)")]
    return [*rows, *_answered(site, many), _by_django_ical(plain)]


def of_a_change(site: Installation) -> list[Row]:
    """Return how soon a change among many events is in every feed that holds it."""
    python(site, BY, "many")
    moved = json.loads(python(site, BY, "change"))
    where = f"{moved['feeds']} feeds, in each of {moved['processes']} processes"
    return [(f"one change among {calendars.MANY:,} events: {where}", BY, f"right after {moved['took']:,.0f} ms")]


def _made(told: dict[str, Any]) -> Row:
    times = f"{told['built']:,.0f} ms, packed in {told['packing']:,.0f} ms"
    sizes = f"{told['packed'] / 1024:,.0f} of {told['bytes'] / 1024:,.0f} kB"
    return f"feed of {told['events']:,} events, made", BY, f"{times}, {sizes}"


def _answered(site: Installation, told: dict[str, Any]) -> list[Row]:
    """Return the rates from memory, as part of the fastest thing this server could do, with a body of this size too."""
    what = f"feed of {told['events']:,} events"
    with tempfile.TemporaryDirectory() as folder, hello_server(Path(folder)) as url:
        bare, as_long, feed = load.measure(url), load.measure(f"{url}{told['packed']}"), site.url + FEED
        unchanged = GZIP | {"If-None-Match": http_etag(feed, GZIP)}
        whole = load.measure(feed, headers=GZIP)
        same = load.measure(feed, expected=304, headers=unchanged)
    parts = f"{whole.per_second / bare.per_second:.2f} of bare, {whole.per_second / as_long.per_second:.2f} of bare"
    return [
        (f"{what}, 200", "wrk", f"{whole} ({parts} with as many bytes)"),
        (f"{what}, 304", "wrk", f"{same} ({same.per_second / bare.per_second:.2f} of bare)"),
    ]


def _by_django_ical(told: dict[str, float]) -> Row:
    what = f"{told['events']:,.0f} events by django-ical as it comes, and ours from memory"
    whole, unchanged = told["plain"] / told["whole"], told["plain"] / told["unchanged"]
    times = f"{told['plain']:,.0f} ms each time; ours {told['whole']:.2f} ms, and 304 in {told['unchanged']:.3f} ms"
    return what, BY, f"{times}: {whole:,.0f} times (aim: 50) and {unchanged:,.0f} times (aim: 1,000)"


def of_subscribers(site: Installation) -> list[Row]:
    """Return what an hour of subscribers costs the server."""
    python(site, BY, "few")
    hour, group = subscribers.Hour(site.stack.port), site.stack.children["web"].pid
    began = None
    for part in hour.parts():
        if began is None:
            began = subscribers.processor_seconds(group)
        else:
            python(site, BY, "touch")
        hour.ask(part)
    took = subscribers.processor_seconds(group) - (began or 0)
    told = hour.told
    wrong = told.requests - told.answers.get(200, 0) - told.answers.get(304, 0)
    what = f"an hour of {subscribers.SUBSCRIBERS:,} subscribers, {subscribers.CHANGES} changes"
    found = f"{told.requests:,} requests, {told.unchanged:.0%} of them 304, {took:.1f} s of a processor"
    return [(what, "benchmarks.subscribers", f"{found}, {told.sent / 2**20:,.0f} MB, {wrong} wrong")]
