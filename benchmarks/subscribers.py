"""An hour of 10,000 subscribers, in the order in which they come, as fast as the server answers.

How often programs look, and what they send, is what their users report (docs/measurements.md). Each remembers what it
was told, as a program does; the hour begins after each had the feed once.
"""

import http.client
import os
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.production import PROXIED

SUBSCRIBERS = 10_000
AT_ONCE = 4  # connections, each kept alive
CHANGES = 2  # events that change within the hour
FEEDS = ("all", "all", "all", "training", "webinar", "seminar")
LANGUAGES = ("en", "fr", "es", "ar")


@dataclass(frozen=True)
class Program:
    """A calendar program: its part of the subscribers, seconds between two looks, and what it sends."""

    part: float
    every: tuple[int, int]
    headers: dict[str, str]
    conditions: tuple[str, ...]


BOTH = ("If-None-Match", "If-Modified-Since")
PROGRAMS = (
    Program(0.55, (12 * 3600, 24 * 3600), {"User-Agent": "Google-Calendar-Importer", "Accept-Encoding": "gzip"}, BOTH),
    Program(0.20, (3600, 3600), {"User-Agent": "iOS/19.0 dataaccessd/1.0", "Accept": "*/*", "Accept-Encoding": "gzip"},
            BOTH[:1]),
    Program(0.15, (3 * 3600, 3 * 3600), {"User-Agent": "Microsoft.Exchange", "Accept-Encoding": "gzip, deflate"}, ()),
    Program(0.06, (1800, 1800), {"User-Agent": "Thunderbird/140.0", "Accept": "text/calendar",
                                 "Accept-Encoding": "gzip, deflate, br"}, BOTH),
    Program(0.04, (3600, 6 * 3600), {"User-Agent": "ICSx5/2.3"}, BOTH),
)  # fmt: skip


@dataclass
class Told:
    """What came of the hour: how many answers of which kind, and the bytes of their bodies."""

    answers: dict[int, int] = field(default_factory=dict)
    sent: int = 0

    @property
    def requests(self) -> int:
        """How many there were."""
        return sum(self.answers.values())

    @property
    def unchanged(self) -> float:
        """The share of them that was told that nothing changed."""
        return self.answers.get(304, 0) / self.requests


@dataclass(frozen=True)
class Look:
    """One subscriber looks at a feed, `at` seconds of the hour."""

    at: float
    subscriber: int
    program: Program
    path: str


def looks() -> list[Look]:
    """Return each look within the hour, in their order."""
    chance, found = random.Random(20270110), []
    for number in range(SUBSCRIBERS):
        program = chance.choices(PROGRAMS, [each.part for each in PROGRAMS])[0]
        every = chance.uniform(*program.every)
        path = f"/{LANGUAGES[number % 4]}/calendar/{chance.choice(FEEDS)}.ics"
        at = chance.uniform(0, every)
        while at < 3600:
            found.append(Look(at, number, program, path))
            at += every
    return sorted(found, key=lambda look: look.at)


class Hour:
    """The hour, in parts between which an event changes. Each subscriber remembers what it was told last."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.told = Told()
        self.first: dict[tuple[str, str], dict[str, str]] = {}  # what all were told before the hour
        self.known: dict[int, dict[str, str]] = {}
        self.lock = threading.Lock()

    def parts(self) -> Iterator[list[Look]]:
        """Yield the looks of each part; before the hour, each program has looked at each feed."""
        found = looks()
        kinds = {(look.program.headers["User-Agent"], look.path): look for look in found}
        self.ask([Look(0, -1 - number, look.program, look.path) for number, look in enumerate(kinds.values())])
        self.first = {(look.program.headers["User-Agent"], look.path): self.known[-1 - number]
                      for number, look in enumerate(kinds.values())}  # fmt: skip
        self.told = Told()
        step = 3600 / (CHANGES + 1)
        for number in range(CHANGES + 1):
            yield [look for look in found if number * step <= look.at < (number + 1) * step]

    def ask(self, asked: list[Look]) -> None:
        """Let AT_ONCE connections ask for all of it."""
        threads = [threading.Thread(target=self._ask, args=(asked[number::AT_ONCE],)) for number in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _ask(self, asked: list[Look]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        for look in asked:
            self._look(connection, look)
        connection.close()

    def _look(self, connection: http.client.HTTPConnection, look: Look) -> None:
        program = look.program
        has = self.known.get(look.subscriber) or self.first.get((program.headers["User-Agent"], look.path), {})
        conditions = {name: has[name] for name in program.conditions if name in has}
        connection.request("GET", look.path, headers=PROXIED | program.headers | conditions)
        answer = connection.getresponse()
        body = answer.read()
        told = {"If-None-Match": answer.headers["ETag"], "If-Modified-Since": answer.headers["Last-Modified"]}
        with self.lock:
            self.known[look.subscriber] = {name: value for name, value in told.items() if value}
            self.told.answers[answer.status] = self.told.answers.get(answer.status, 0) + 1
            self.told.sent += len(body)


def processor_seconds(group: int) -> float:
    """Return how long a processor worked for the processes of the process group `group` until now."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parts = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended meanwhile
        if int(parts[2]) == group:
            ticks += int(parts[11]) + int(parts[12])
    return ticks / os.sysconf("SC_CLK_TCK")
