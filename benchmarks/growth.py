"""What must not grow with the rows: `python -m benchmarks.growth <what>` on the database of the environment.

    events <how many>    makes so many generated events with an English page each, half of them over
    files                prints how long the first rows of each large file take, and a thousand of them
    purge <how many>     makes so many mails that are past their time, purges, and prints seconds and memory

Rows are copies of one that is valid, made by few statements; signatures are those of `benchmarks.generated`.
"""

import json
import math
import resource
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

import django

EVENTS = (100, 10_000)
MAILS = (1_000, 100_000)
RUNS = 20
PAGES = {
    "events": "/en/events/",
    "events, second page": "/en/events/?upcoming=2",
    "events, archive": "/en/events/?page=2",
    "sitemap": "/sitemap.xml",
}
FILES = ("/data/signatories.csv", "/data/signatories.geojson", "/data/charter-commitments.csv", "/data/members.csv")
HALF_ARE_OVER = """
UPDATE events_event SET start = start - interval '9 years', "end" = "end" - interval '9 years',
    wall_start = wall_start - interval '9 years', wall_end = wall_end - interval '9 years'
WHERE name LIKE 'Planned%' AND id % 2 = 0 AND start > now()
"""
MAILS_OF_LAST_YEAR = """
INSERT INTO mail_message
SELECT made.* FROM mail_message AS pattern, generate_series(1, %s) AS n, LATERAL jsonb_populate_record(
    pattern, jsonb_build_object('id', nextval('mail_message_id_seq'), 'key', 'grown-' || n)
) AS made WHERE pattern.key = 'grown'
"""


def events(count: int) -> int:
    """Make generated events until there are `count`; return how many were made."""
    from django.db import connection

    from benchmarks import calendars

    made = calendars.seed(count)
    with connection.cursor() as cursor:
        cursor.execute(HALF_ARE_OVER)
        cursor.execute("VACUUM ANALYZE wagtailcore_page, events_event, events_eventpage")
    return made


def files() -> dict[str, dict[str, float]]:
    """Return of each file the milliseconds until its first piece, and for each thousand of its rows."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    return {path: _read(lambda path=path: client.get(path, secure=True)) for path in FILES}  # type: ignore[misc]


def _read(ask: Callable[[], Any]) -> dict[str, float]:
    first = []
    for _run in range(RUNS):
        began = time.perf_counter()
        pieces = iter(ask().streaming_content)
        next(pieces)
        first.append((time.perf_counter() - began) * 1000)
        pieces.close()
    before, began = memory(), time.perf_counter()
    rows = sum(_rows(ask().streaming_content))
    took = (time.perf_counter() - began) * 1000
    return {"first": percentile(first), "thousand": took / max(rows, 1) * 1000, "memory": memory() - before}


def _rows(pieces: Iterable[bytes]) -> Iterable[int]:
    return (piece.count(b"\n") or piece.count(b'"Feature"') for piece in pieces)


def purge(count: int) -> dict[str, float]:
    """Make `count` old mails, purge as each night, and return the seconds for it and the memory that it took in MB."""
    from datetime import timedelta

    from django.db import connection
    from django.utils import timezone

    from coalition.mail.models import Message
    from coalition.privacy import services

    old = timezone.now() - timedelta(days=800)
    sent = {"state": "sent", "sent_at": old, "created_at": old, "text": "Words. " * 200, "html": "Words. " * 400}
    about = {"key": "grown", "template": "mail/layout", "language": "en", "to": "a@generated.example"}
    Message.objects.create(**about, **sent, to_digest="d" * 64)
    with connection.cursor() as cursor:
        cursor.execute(MAILS_OF_LAST_YEAR, [count])
        cursor.execute("ANALYZE mail_message")
    before, began = memory(), time.perf_counter()
    counts = services.purge()
    assert counts["mail"] > count
    return {"seconds": time.perf_counter() - began, "memory": memory() - before}


def memory() -> float:
    """Return the largest memory that this process had so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def percentile(times: list[float]) -> float:
    """Return the 95th percentile of `times`."""
    return sorted(times)[math.ceil(0.95 * len(times)) - 1]


if __name__ == "__main__":
    django.setup()
    parts: dict[str, Callable[..., Any]] = {"events": events, "files": files, "purge": purge}
    print(json.dumps(parts[sys.argv[1]](*map(int, sys.argv[2:]))))
