"""Search over 500 hours of speech: `python -m benchmarks.transcripts` (on the database of the environment).

Makes HOURS webinars of an hour, each with LINES lines of some eleven words whose frequencies fall as those of speech do
(Zipf), and asks one question after the other: common words, rare ones, and two together. Prints the figures as JSON.
"""

import json
import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import django

HOURS = 500
LINES = 800
WORDS = 11
VOCABULARY = 20_000
QUESTIONS = 60
STEP = 4_500  # milliseconds from line to line
MINUTE = 14  # lines that a passage takes until it has lasted a minute
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
    """Make the webinars; return the words, the most frequent first.

    The first is kept as the CMS keeps captions, the others by few statements; raises ValueError where the index of the
    first would not be the same in both ways.
    """
    from coalition.pages.search import each_with_forms
    from webinars.replays.captions import services as captions
    from webinars.replays.captions import vtt

    chance = random.Random(12)
    words = vocabulary(chance)
    weights = [1 / (place + 10) for place in range(VOCABULARY)]
    forms = {word: text.split()[1:] for word, text in zip(words, each_with_forms(words, "en"), strict=True)}
    spoken = [chance.choices(words, weights, k=LINES * WORDS) for _hour in range(HOURS)]
    events = make_events()
    lines = [vtt.Line(place * STEP, place * STEP + STEP - 100, text) for place, text in enumerate(lines_of(spoken[0]))]
    compare(captions.put(event=events[0], language="en", lines=lines).pk, indexed(spoken[0], forms))
    keep(events[1:], spoken[1:], forms)
    return words


def make_events() -> list[Any]:
    """Make HOURS webinars that are over, each with a page in English and a published recording; return their events."""
    from wagtail.signal_handlers import disable_reference_index_auto_update

    from events.models import Event
    from events.pages.models import EventPage
    from webinars.models import Webinar, WebinarsIndexPage
    from webinars.replays.models import Replay

    index = WebinarsIndexPage.objects.get(locale__language_code="en")
    begins, events = datetime(2020, 1, 6, 14, 0), []
    for number in range(HOURS):
        start = begins + timedelta(days=number)
        made = Webinar.objects.create(
            name=f"Said {number}", wall_start=start, wall_end=start + timedelta(hours=1), zone="Europe/Paris"
        )
        events.append(Event.objects.get(pk=made.pk))
        page = EventPage(title=made.name, slug=f"said-{number}", event=events[-1], locale=index.locale)
        with disable_reference_index_auto_update():
            index.add_child(instance=page)
    Replay.objects.bulk_create(Replay(event=event, published=True) for event in events)
    return events


def lines_of(spoken: list[str]) -> list[str]:
    """Return the words of an hour as lines."""
    return [" ".join(spoken[first : first + WORDS]) for first in range(0, len(spoken), WORDS)]


def indexed(spoken: list[str], forms: dict[str, list[str]]) -> list[str]:
    """Return what the index holds of each minute of an hour, as `coalition.pages.search` makes it."""
    minutes = [spoken[first : first + MINUTE * WORDS] for first in range(0, len(spoken), MINUTE * WORDS)]
    return [" ".join([*said, *dict.fromkeys(form for word in said for form in forms[word])]) for said in minutes]


def compare(transcript: int, minutes: list[str]) -> None:
    """Raise ValueError where the passages of `transcript` are not what `minutes` would be."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(words ORDER BY start) = (SELECT array_agg(to_tsvector('simple', text) ORDER BY place) "
            "FROM unnest(%s::text[]) WITH ORDINALITY AS made (text, place)) "
            "FROM webinars_passage WHERE transcript_id = %s",
            [minutes, transcript],
        )
        if cursor.fetchone() != (True,):
            raise ValueError("What is generated is not what the site would keep.")


def keep(events: list[Any], spoken: list[list[str]], forms: dict[str, list[str]]) -> None:
    """Keep what was `spoken` at each of `events`: its lines and its passages."""
    from django.db import connection

    from webinars.replays.models import Replay, Transcript

    of = Replay.objects.in_bulk([event.pk for event in events], field_name="event_id")
    transcripts = Transcript.objects.bulk_create(Transcript(replay=of[event.pk], language="en") for event in events)
    with connection.cursor() as cursor:
        for transcript, said in zip(transcripts, spoken, strict=True):
            minutes = indexed(said, forms)
            cursor.execute(
                "INSERT INTO webinars_passage (transcript_id, start, words) "
                "SELECT %s, (place - 1) * %s, to_tsvector('simple', text) "
                "FROM unnest(%s::text[]) WITH ORDINALITY AS made (text, place) ORDER BY place RETURNING id",
                [transcript.pk, MINUTE * STEP, minutes],
            )
            keys = [key for (key,) in cursor.fetchall()]
            with cursor.copy(
                'COPY webinars_cue (transcript_id, passage_id, start, "end", speaker, text, settings) FROM STDIN'
            ) as copy:
                for place, text in enumerate(lines_of(said)):
                    start = place * STEP
                    copy.write_row((transcript.pk, keys[place // MINUTE], start, start + STEP - 100, "", text, ""))


def questions(words: list[str]) -> Iterator[str]:
    """Yield what is asked: frequent words, rare ones, and pairs."""
    chance = random.Random(13)
    for number in range(QUESTIONS):
        frequent, rare = words[number % 20], chance.choice(words)
        yield (frequent, rare, f"{frequent} {chance.choice(words[:500])}")[number % 3]


def ask(text: str) -> int:
    """Ask as the page of the search does of this area: the question, how many there are, and the first five lines."""
    from home.search.areas import recordings
    from home.search.question import ask as read

    area = recordings(read(text, "en"))
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
