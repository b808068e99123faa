"""Search over 500 hours of speech: `python -m benchmarks.transcripts` (on the database of the environment).

Makes HOURS webinars of an hour, each with LINES lines of some eleven words whose frequencies fall as those of speech do
(Zipf), and asks one question after the other: common words, rare ones, and two together. Prints the figures as JSON.
"""

import json
import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import django

HOURS = 500
LINES = 800
WORDS = 11
VOCABULARY = 20_000
QUESTIONS = 60
SYLLABLES = (
    "an",
    "be",
    "con",
    "de",
    "er",
    "fi",
    "gra",
    "ho",
    "in",
    "ju",
    "ka",
    "lo",
    "mi",
    "no",
    "or",
    "pe",
    "qui",
    "ra",
)


def vocabulary(chance: random.Random) -> list[str]:
    """Return invented words, each once."""
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(found)


def seed() -> list[str]:
    """Make the webinars; return the words, the most frequent first."""
    from events.models import Event
    from events.pages.models import EventPage
    from webinars.models import Webinar, WebinarsIndexPage
    from webinars.replays.captions import services as captions
    from webinars.replays.captions import vtt
    from webinars.replays.models import Replay

    chance = random.Random(12)
    words = vocabulary(chance)
    weights = [1 / (place + 10) for place in range(VOCABULARY)]
    index = WebinarsIndexPage.objects.get(locale__language_code="en")
    begins = datetime(2020, 1, 6, 14, 0)
    for number in range(HOURS):
        start = begins + timedelta(days=number)
        made = Webinar.objects.create(
            name=f"Said {number}", wall_start=start, wall_end=start + timedelta(hours=1), zone="Europe/Paris"
        )
        event = Event.objects.get(pk=made.pk)
        index.add_child(instance=EventPage(title=event.name, slug=f"said-{number}", event=event, locale=index.locale))
        Replay.objects.create(event=event, published=True)
        spoken = chance.choices(words, weights, k=LINES * WORDS)
        lines = (
            vtt.Line(place * 4500, place * 4500 + 4400, " ".join(spoken[place * WORDS : (place + 1) * WORDS]))
            for place in range(LINES)
        )
        captions.put(event=event, language="en", lines=lines)
    return words


def questions(words: list[str]) -> Iterator[str]:
    """Yield what is asked: frequent words, rare ones, and pairs."""
    chance = random.Random(13)
    for number in range(QUESTIONS):
        frequent, rare = words[number % 20], chance.choice(words)
        yield (frequent, rare, f"{frequent} {chance.choice(words[:500])}")[number % 3]


def ask(text: str) -> int:
    """Ask as the page of the search does of this area: the question, how many there are, and the first five lines."""
    from home.search.areas import areas
    from home.search.question import ask as read

    area = next(area for area in areas(read(text, "en")) if area.key == "said")
    for row in area.rows[:5]:
        area.as_hit(row)
    return int(area.rows.count())


def main() -> None:
    """Make the rows, warm up, measure; print how many passages there are and the percentile in milliseconds."""
    django.setup()
    from django.db import connection

    from webinars.replays.models import Cue, Passage

    started = time.perf_counter()
    words = seed()
    seeded = time.perf_counter() - started
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE webinars_passage, webinars_cue, webinars_transcript, webinars_replay")
    times, found = [], 0
    for number, question in enumerate([words[0], *questions(words)]):
        started = time.perf_counter()
        found += ask(question)
        if number:
            times.append((time.perf_counter() - started) * 1000)
    times.sort()
    print(
        json.dumps(
            {
                "passages": Passage.objects.count(), "lines": Cue.objects.count(), "found": found, "seeded": seeded,
                "median": times[len(times) // 2], "p95": times[int(0.95 * len(times))],
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
