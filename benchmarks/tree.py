"""The charter's log at a million leaves: `python -m benchmarks.tree` (on the database of the environment).

The log is filled before (`benchmarks.chain`); this appends as the services do, each in a transaction, proves leaves at
random, shows the tree to continue a smaller one, and signs checkpoints. Prints the figures as JSON.
"""

import json
import random
import statistics
import time
from collections.abc import Callable

import django

LEAVES, FEWER, APPENDS, PROOFS, CHECKPOINTS = 1_000_000, 100_000, 500, 200, 20


def milliseconds(work: Callable[[int], object], count: int) -> list[float]:
    """Return how long each of `count` pieces of `work` took."""
    times = []
    for number in range(count):
        began = time.perf_counter()
        work(number)
        times.append((time.perf_counter() - began) * 1000)
    return times


def measure() -> dict[str, float]:
    """Return the figures: a rate, and medians and 95th percentiles in milliseconds."""
    from django.db import connection, transaction

    from charter.transparency import merkle, services, tiles
    from charter.transparency.models import Leaf
    from charter.transparency.services import Record

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) charter_leaf, charter_node")
    chance = random.Random(1)

    def append(number: int) -> None:
        with transaction.atomic():
            services.append(Record(Leaf.Kind.ENTRY, f"appended {number}", {"fingerprint": "0" * 64}))

    def sign(number: int) -> None:
        services.sign_checkpoint()

    def prove(_number: int) -> None:
        merkle.inclusion_proof(tiles.StoredTiles(LEAVES), chance.randrange(LEAVES), LEAVES)

    def continued(_number: int) -> None:
        merkle.consistency_proof(tiles.StoredTiles(LEAVES), chance.randrange(1, LEAVES), LEAVES)

    appended = milliseconds(append, APPENDS)
    first = milliseconds(sign, 1)
    checkpoints = []
    for number in range(CHECKPOINTS):  # each after something new
        append(APPENDS + number)
        checkpoints += milliseconds(sign, 1)
    proven, shown = milliseconds(prove, PROOFS), milliseconds(continued, PROOFS)
    return {
        "appends": 1000 / statistics.mean(appended),
        "first_checkpoint": first[0],
        "checkpoint": statistics.median(checkpoints),
        "proof": statistics.median(proven),
        "proof_p95": statistics.quantiles(proven, n=20)[-1],
        "consistency": statistics.median(shown),
        "consistency_p95": statistics.quantiles(shown, n=20)[-1],
    }


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measure()))
