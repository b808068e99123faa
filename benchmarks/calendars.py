"""Feeds of FEW and of MANY events, as one process makes them: `python -m benchmarks.calendars <what>`.

Generated events are written by few statements, so whoever adds some says that all feeds changed. Everything is done
in the site's database and under its settings.
"""

import gzip
import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import django

FEW, MANY = 500, 10_000
RUNS = 3
KINDS = ("training", "seminar", "uclg-meeting", "partner-meeting", "femmes-du-monde")
COUNTRIES = ("FR", "KM", "MX", "EC", "GM")
ZONES = ("Europe/Paris", "Indian/Comoro", "America/Mexico_City", "Asia/Hebron")
BEGINS = datetime(2027, 1, 4, 9)
INSERT = """
INSERT INTO events_eventpage (
    page_ptr_id, neutral_title, event_id, language_id, summary, body, picture_alt, picture_decorative, picture_credit
) VALUES (%s, false, %s, %s, 'What it is about, in one line.', '[]', '', false, '')
"""


def seed(count: int) -> int:
    """Make as many more events, with an English page each, as there are to be `count` generated ones."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction
    from wagtail.models import Page

    from events.calendar.models import FeedState
    from events.models import Event
    from events.pages.models import EventPage
    from events.pages.sections import EventsIndexPage

    index = EventsIndexPage.objects.get(locale__language_code="en")
    first, steps = Event.objects.filter(name__startswith="Planned").count(), index.get_children().count() + 1_000
    kind = ContentType.objects.get_for_model(EventPage)
    with transaction.atomic(), connection.cursor() as cursor:
        events = Event.objects.bulk_create(_event(Event, number) for number in range(first, count))
        pages = Page.objects.bulk_create(_page(Page, index, row, step, kind) for step, row in enumerate(events, steps))
        rows = [(page.pk, event.pk, index.locale_id) for page, event in zip(pages, events, strict=True)]
        cursor.executemany(INSERT, rows)
        Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(pages))
        FeedState.move_on()
    return len(events)


def settled(count: int) -> int:
    """Seed, and let the database clean up as it does by itself within minutes."""
    from django.db import connection

    made = seed(count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE wagtailcore_page, events_event, events_eventpage")
    return made


def _event(model: Any, number: int) -> Any:
    begins = BEGINS + timedelta(hours=number)
    event = model(
        name=f"Planned {number}", kind=KINDS[number % 5], country=COUNTRIES[number % 5], zone=ZONES[number % 4],
        wall_start=begins, wall_end=begins + timedelta(hours=2), spoken=["fr"], place={"en": "Town hall, room 2"},
    )  # fmt: skip
    event.compute_instants()
    return event


def _page(model: Any, index: Any, event: Any, step: int, kind: Any) -> Any:
    slug = event.name.lower().replace(" ", "-")
    return model(
        title=event.name, draft_title=event.name, slug=slug, path=model._get_path(index.path, index.depth + 1, step),
        depth=index.depth + 1, url_path=f"{index.url_path}{slug}/", locale_id=index.locale_id, content_type=kind,
        live=True,
    )  # fmt: skip


def requests() -> Any:
    """Return what makes requests to the site's own host."""
    from django.conf import settings
    from django.test import RequestFactory

    return RequestFactory(headers={"host": urlsplit(settings.SITE_URL).netloc})


def build() -> dict[str, float]:
    """Return how many milliseconds building the feed of all events takes."""
    from events.calendar.feeds import Feed
    from events.calendar.views import CalendarFeed
    from events.models import Event

    def written() -> bytes:
        return CalendarFeed().written(Feed(), requests().get("/"))

    times = []
    for _run in range(RUNS if Event.objects.count() < MANY else 1):  # of many it takes long enough to be one
        body, took = timed(written)
        times.append(took)
    packed, packing = timed(lambda: gzip.compress(body, 6, mtime=0))
    told = {"events": body.count(b"BEGIN:VEVENT"), "bytes": len(body), "packed": len(packed), "packing": packing}
    return {**told, "built": statistics.median(times)}


def timed(work: Callable[[], bytes]) -> tuple[bytes, float]:
    """Return what `work` returns, and how many milliseconds of this process it took."""
    began = time.process_time()
    done = work()
    return done, (time.process_time() - began) * 1000


COMMANDS: dict[str, Callable[[], Any]] = {
    "few": lambda: settled(FEW),
    "many": lambda: settled(MANY),
    "build": build,
}

if __name__ == "__main__":
    django.setup()
    result = COMMANDS[sys.argv[1]]()
    if result is not None:
        print(json.dumps(result))
