"""The charter's log at a million leaves: `python -m benchmarks.tree` (on the database of the environment).

Fills the log with generated leaves, whole as the services leave it, then appends as they do, each in a transaction;
proves leaves at random, shows the tree to continue a smaller one, and signs a checkpoint. Prints the figures as JSON.
"""

import hashlib
import json
import random
import statistics
import time
from collections.abc import Callable

import django

LEAVES, APPENDS, PROOFS, BATCH = 1_000_000, 500, 200, 10_000


def fill() -> None:
    """Write LEAVES leaves and the nodes above them, in bulk."""
    from charter.transparency import merkle
    from charter.transparency.models import Leaf, LogSize, Node

    first = LogSize.objects.values_list("size", flat=True).filter(pk=1).first() or 0
    row = list(map(bytes, Leaf.objects.order_by("index").values_list("hash", flat=True)))
    for start in range(first, LEAVES, BATCH):
        entries = [hashlib.sha256(number.to_bytes(8)).digest() for number in range(start, min(start + BATCH, LEAVES))]
        leaves = [
            Leaf(index=start + place, kind="entry", about=f"generated {start + place}", salt=b"", commitment=entry,
                 hash=merkle.leaf_hash(entry))
            for place, entry in enumerate(entries)
        ]  # fmt: skip
        Leaf.objects.bulk_create(leaves)
        row += [bytes(leaf.hash) for leaf in leaves]
    level = 1
    while len(row) >= merkle.WIDTH:
        row = [merkle.fold(row[at : at + merkle.WIDTH]) for at in range(0, len(row) - merkle.WIDTH + 1, merkle.WIDTH)]
        nodes = (Node(level=level, number=number, hash=hash_) for number, hash_ in enumerate(row))
        Node.objects.bulk_create(nodes, ignore_conflicts=True, batch_size=BATCH)
        level += 1
    LogSize.objects.update_or_create(pk=1, defaults={"size": LEAVES, "founded": LEAVES})


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

    def prove(_number: int) -> None:
        merkle.inclusion_proof(tiles.StoredTiles(LEAVES), chance.randrange(LEAVES), LEAVES)

    def continued(_number: int) -> None:
        merkle.consistency_proof(tiles.StoredTiles(LEAVES), chance.randrange(1, LEAVES), LEAVES)

    appended = milliseconds(append, APPENDS)
    checkpoint = milliseconds(lambda _number: services.sign_checkpoint(), 1)
    proven, shown = milliseconds(prove, PROOFS), milliseconds(continued, PROOFS)
    return {
        "appends": 1000 / statistics.mean(appended),
        "checkpoint": checkpoint[0],
        "proof": statistics.median(proven),
        "proof_p95": statistics.quantiles(proven, n=20)[-1],
        "consistency": statistics.median(shown),
        "consistency_p95": statistics.quantiles(shown, n=20)[-1],
    }


if __name__ == "__main__":
    django.setup()
    fill()
    print(json.dumps(measure()))
