"""Reading a calendar of others: `python -m benchmarks.outside` (on the database of the environment).

Reads a calendar of EVENTS single events with the words of real ones, and stores it: everything new, then nothing new,
then a tenth moved. Reads one of SERIES weekly ones too, with exceptions. Prints events and times per second as JSON.
"""

import json
import time
from datetime import UTC, datetime, timedelta

import django

EVENTS, SERIES, RUNS = 1_000, 100, 5
NOW = datetime(2027, 1, 10, 10, tzinfo=UTC)
TEXT = "A meeting of cities\\, with interpretation into three languages. " * 8


def event(number: int, start: datetime, *more: str) -> str:
    """Return the lines of one event."""
    lines = [
        "BEGIN:VEVENT", f"UID:{number}@cities.example", f"DTSTAMP:{NOW:%Y%m%dT%H%M%SZ}",
        f"DTSTART;TZID=Europe/Paris:{start:%Y%m%dT%H%M%S}", "DURATION:PT2H", f"SUMMARY:Meeting {number}",
        f"DESCRIPTION:{TEXT}", "LOCATION:Town hall", f"URL:https://cities.example/{number}", *more, "END:VEVENT",
    ]  # fmt: skip
    return "\r\n".join(lines)


def calendar(events: list[str]) -> bytes:
    """Return a calendar of `events`."""
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *events, "END:VCALENDAR", ""]).encode()


def single(moved: timedelta = timedelta()) -> bytes:
    """Return a calendar of EVENTS events, a tenth of them `moved`."""
    starts = [NOW + timedelta(days=number % 365, hours=number % 8) for number in range(EVENTS)]
    return calendar([event(n, start + (moved if n % 10 == 0 else timedelta())) for n, start in enumerate(starts)])


def series() -> bytes:
    """Return a calendar of SERIES weekly events that began two years ago, each with three exceptions."""
    start = NOW - timedelta(days=728)
    out = [f"EXDATE;TZID=Europe/Paris:{start + timedelta(weeks=110 + week):%Y%m%dT%H%M%S}" for week in range(3)]
    return calendar([event(number, start, "RRULE:FREQ=WEEKLY", *out) for number in range(SERIES)])


def measure() -> dict[str, float]:
    """Return what is read and stored per second: the best of RUNS."""
    from events.outside import services
    from events.outside.models import OutsideCalendar, OutsideEvent
    from events.outside.reading.calendar import read

    best: dict[str, float] = {}

    def timed(name: str, count: int, began: float) -> None:
        best[name] = max(best.get(name, 0), count / (time.perf_counter() - began))

    row = OutsideCalendar.objects.create(
        name="Cities", address="https://cities.example/all.ics", home="https://cities.example/"
    )
    versions = {"new": single(), "known": single(), "moved": single(timedelta(hours=1))}
    recurring = series()
    for _run in range(RUNS):
        OutsideEvent.objects.all().delete()
        for name, content in versions.items():
            began = time.perf_counter()
            found = read(content, zone="Europe/Paris", now=NOW)
            timed("read", len(found.occurrences), began)
            began = time.perf_counter()
            services.store(row, found.occurrences, NOW)
            timed(name, EVENTS, began)
        began = time.perf_counter()
        timed("series", len(read(recurring, zone="Europe/Paris", now=NOW).occurrences), began)
    row.delete()
    return best


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure()))
