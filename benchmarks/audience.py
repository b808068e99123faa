"""How long it takes to count an audience of READERS: `python -m benchmarks.audience` makes them and prints times."""

import json
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

import django

READERS = 1_000_000
SUPPRESSED = 10_000  # one of a hundred
RUNS = 11
# Four languages, a third with a digest, one of five with one or two of 12 themes, over three years.
SEED = """
INSERT INTO newsletters_reader (
    email, email_digest, nonce, token_digest, language, discreet, state, confirmed_at, themes, frequency
)
SELECT number || '@generated.example', md5(number::text), md5('n' || number), md5('t' || number),
       (ARRAY['en', 'fr', 'es', 'ar'])[1 + number %% 4], false, 'confirmed',
       now() - (number %% 1095) * interval '1 day',
       CASE WHEN number %% 5 > 0 THEN '{}'::varchar[]
            WHEN number %% 2 = 0 THEN ARRAY['theme-' || number %% 12]
            ELSE ARRAY['theme-' || number %% 11, 'theme-' || 1 + number %% 11] END,
       CASE WHEN number %% 3 = 0 THEN 'monthly' ELSE 'each' END
FROM generate_series(%s::int, %s::int) AS number
"""
SUPPRESS = """
INSERT INTO mail_suppression (address_digest, reason, status, created_at)
SELECT md5((number * 97)::text), 'bounced', '5.1.1', now() FROM generate_series(1, %s) AS number
"""


def seed() -> None:
    """Make the readers, and the suppressed addresses among them, by a statement each."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(SEED, [1, READERS])
        cursor.execute(SUPPRESS, [SUPPRESSED])
        cursor.execute("VACUUM ANALYZE newsletters_reader, newsletters_audiencecell, mail_suppression")


def measure() -> dict[str, float]:
    """Return the median time of each count, in milliseconds."""
    from newsletters.readers.segments.models import Segment
    from newsletters.readers.segments.services import counts

    since = date.fromordinal(date.today().toordinal() - 200)
    asked: dict[str, Callable[[], Any]] = {
        "all readers": lambda: counts(segment=None, frequency="each", themes=[]),
        "two themes": lambda: counts(segment=None, frequency="each", themes=["theme-1", "theme-2"]),
        "a segment of two languages since a day": lambda: counts(
            segment=Segment(languages=["fr", "ar"], joined_since=since), frequency="each", themes=[]
        ),
    }
    return {name: _median(one) for name, one in asked.items()}


def _median(count: Callable[[], Any]) -> float:
    times = []
    for _run in range(RUNS):
        began = time.perf_counter()
        count()
        times.append(1000 * (time.perf_counter() - began))
    return median(times)


if __name__ == "__main__":
    django.setup()
    seed()
    print(json.dumps(measure()))
