"""Feeds of FEW and of MANY events, as one process makes and answers them: `python -m benchmarks.calendars <what>`.

Generated events are written by few statements, so whoever adds some says that all feeds changed. Everything is done
in the site's database and under its settings; the answers are those of the WSGI application, page cache and all.
"""

import gzip
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import django

from tests.production import PROXIED

FEW, MANY = 500, 10_000
PROCESSES = 4
RUNS, ASKED = 3, 300
MOVED = "Planned 8000"  # a training, in French: it is in each of HOLDING
HOLDING = [
    f"/en/calendar/{name}"
    for name in ("all.ics", "training.ics", "all.ics?kind=training&kind=seminar", "all.ics?language=fr")
]
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


def plain() -> dict[str, float]:
    """Return the milliseconds of one answer of django-ical as it comes, and of ours from memory, of the same events."""
    feed, asked = plain_feed(), requests()
    theirs = statistics.median(timed(lambda: feed(asked.get("/")).content)[1] for _run in range(RUNS))
    found, headers, body = ask("/en/calendar/all.ics")
    assert found.startswith("200"), found
    unchanged = {"HTTP_IF_NONE_MATCH": headers["ETag"]}
    assert ask("/en/calendar/all.ics", **unchanged)[0].startswith("304")
    ours = timed(lambda: [ask("/en/calendar/all.ics")[2] for _time in range(ASKED)][-1])[1] / ASKED
    same = timed(lambda: [ask("/en/calendar/all.ics", **unchanged)[2] for _time in range(ASKED)][-1])[1] / ASKED
    return {"events": gzip.decompress(body).count(b"BEGIN:VEVENT"), "plain": theirs, "whole": ours, "unchanged": same}


def plain_feed() -> Any:
    """Return a feed of django-ical as its manual writes it, of the public events with an English page."""
    from django_ical.views import ICalFeed

    from coalition.pages.skeleton import path_of
    from events.pages.models import EventPage

    class PlainFeed(ICalFeed):
        title, product_id = "Coalition: all events", "-//Coalition//Events//EN"

        def items(self) -> Any:
            return EventPage.objects.in_feed().one_per_event("en").defer_streamfields()

        def item_title(self, item: Any) -> str:
            return str(item.title)

        def item_description(self, item: Any) -> str:
            return str(item.summary)

        def item_link(self, item: Any) -> str:
            return path_of(item)

        def item_guid(self, item: Any) -> str:
            return str(item.event.uid)

        def item_start_datetime(self, item: Any) -> datetime:
            start: datetime = item.event.local_start
            return start

        def item_end_datetime(self, item: Any) -> datetime:
            end: datetime = item.event.local_end
            return end

        def item_location(self, item: Any) -> str:
            return str(item.event.place_in("en"))

        def item_updateddate(self, item: Any) -> datetime:
            revised: datetime = item.event.revised_at
            return revised

    return PlainFeed()


_application: Any = None


def ask(path: str, **more: str) -> tuple[str, dict[str, str], bytes]:
    """Ask the WSGI application of this process for `path`, as a calendar behind the proxy does."""
    from django.conf import settings

    from coalition.pages import changes

    global _application
    if _application is None:
        from coalition.wsgi import application

        _application = application
        changes.changes.start()
        while not changes.changes.listening:
            time.sleep(0.01)
    name, _mark, query = path.partition("?")
    told: list[Any] = []
    proxied = {f"HTTP_{header.upper().replace('-', '_')}": value for header, value in PROXIED.items()}
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": name, "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": urlsplit(settings.SITE_URL).netloc, "REMOTE_ADDR": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "gzip",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, **proxied, **more,
    }  # fmt: skip
    body = _application(environ, lambda status, headers, *_error: told.extend((status, dict(headers))))
    return told[0], told[1], b"".join(body)


def change() -> dict[str, float]:
    """Return how long after a change is committed each of PROCESSES has answered each feed that holds it right."""
    from events.models import Event

    followers = [Follower() for _number in range(PROCESSES)]
    for follower in followers:
        follower.hears("ready")
    event = Event.objects.get(name=MOVED)
    took = []
    for run in range(RUNS):
        event.place = {"en": f"Room {run}-moved"}
        began = time.monotonic()
        event.save()
        for follower in followers:
            follower.tell(f"Room {run}-moved")
        for follower in followers:
            follower.hears("right")
        took.append((time.monotonic() - began) * 1000)
    for follower in followers:
        follower.end()
    return {"feeds": len(HOLDING), "processes": PROCESSES, "took": statistics.median(took)}


class Follower:
    """Another process, which holds every feed (`follow`)."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "benchmarks.calendars", "follow"]
        self.process: Any = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def hears(self, word: str) -> None:
        """Wait until it says `word`."""
        said = self.process.stdout.readline().strip()
        assert said == word, said

    def tell(self, words: str) -> None:
        """Let it ask until each feed has these words."""
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()

    def end(self) -> None:
        """End it."""
        self.process.stdin.close()
        self.process.wait(30)


def follow() -> None:
    """Hold every feed; for each line that comes, ask for each until it has the words of the line."""
    for path in HOLDING:
        ask(path)
    print("ready", flush=True)
    for line in sys.stdin:
        words = line.strip().encode()
        for path in HOLDING:
            while words not in gzip.decompress(ask(path)[2]):
                time.sleep(0.001)
        print("right", flush=True)


def touch() -> None:
    """Move one event, as its hosts do."""
    from events.models import Event

    event = Event.objects.get(name="Planned 400")
    event.place = {"en": f"Room {event.sequence}"}
    event.save()


COMMANDS: dict[str, Callable[[], Any]] = {
    "few": lambda: settled(FEW),
    "many": lambda: settled(MANY),
    "build": build,
    "plain": plain,
    "change": change,
    "touch": touch,
    "follow": follow,
}

if __name__ == "__main__":
    django.setup()
    result = COMMANDS[sys.argv[1]]()
    if result is not None:
        print(json.dumps(result))
