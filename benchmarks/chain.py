"""A ledger of many entries, each with its leaf: `python -m benchmarks.chain fill COUNT`, and `verify`.

Entries and leaves are written as the services leave them, chained, hashed and signed, by COPY. `verify` looks at all
of it as `manage.py verify_ledger` does, in this process alone; it prints seconds, peak memory and faults as JSON.
"""

import json
import resource
import secrets
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count, islice
from typing import Any

import django

SIGNATURES, BATCH = 1000, 20_000
AT = datetime(2026, 1, 1, tzinfo=UTC)
STATES = ("draft", "mailbox_verified")  # an open signature is not compared with its last entry
ENTRY = ("sequence", "signature_id", "dossier", "event", "source", "target", "party", "at", "data", "previous", "hash")
LEAF = ("index", "kind", "about", "salt", "commitment", "hash", "signature")


def fill(total: int) -> None:
    """Write entries with their leaves until there are `total`, and the nodes above; `total` is even by signature."""
    import pgtrigger
    from django.db import transaction

    from charter.ledger.models import LedgerEntry, LedgerHead
    from charter.transparency.models import Leaf, LogSize

    last = LedgerHead.objects.get_or_create(pk=1)[0]
    codes = _signatures()
    with transaction.atomic(), pgtrigger.ignore():
        rows = _rows(codes, last.sequence, last.hash)
        for start in range(last.sequence, total, BATCH):
            made = list(islice(rows, min(BATCH, total - start)))
            _copy(LedgerEntry._meta.db_table, ENTRY, [entry for entry, _leaf in made])
            _copy(Leaf._meta.db_table, LEAF, [leaf for _entry, leaf in made])
        newest = LedgerEntry.objects.latest("sequence")
        LedgerHead.objects.filter(pk=1).update(sequence=newest.sequence, hash=newest.hash)
        LogSize.objects.update_or_create(pk=1, defaults={"size": total})
        _nodes()


def verify() -> dict[str, float]:
    """Return the seconds that it took to verify all, the peak memory of this process (MB), and how many faults."""
    from charter.audit.whole import audit

    began, before = time.perf_counter(), _peak()
    report = audit()
    seconds = time.perf_counter() - began
    return {
        "entries": report.entries,
        "seconds": seconds,
        "started": before,
        "peak": _peak(),
        "faults": len(report.faults),
    }


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _signatures() -> list[tuple[int, str]]:
    from charter.signing.models import Signature

    if not Signature.objects.filter(verification_code__startswith="BENCH-").exists():
        codes = [f"BENCH-{number:04}" for number in range(SIGNATURES)]
        Signature.objects.bulk_create(Signature(language="en", verification_code=code) for code in codes)
    found = Signature.objects.filter(verification_code__startswith="BENCH-").order_by("pk")
    return list(found.values_list("pk", "verification_code"))


def _rows(
    codes: list[tuple[int, str]], sequence: int, previous: str
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield entries and their leaves from the one after `sequence` on."""
    from charter.ledger import chain
    from charter.transparency import keys, merkle
    from charter.transparency.models import Leaf
    from charter.transparency.services import SALT_SIZE, SIGNED_LEAF, Record, commitment

    key = keys.signer().key
    for number in count(sequence + 1):
        pk, code = codes[(number - 1) % SIGNATURES]
        turn = (number - 1) // SIGNATURES % 2
        source, target = STATES[turn], STATES[1 - turn]
        facts = {"number": number}
        hash_ = chain.entry_hash(
            chain.payload(sequence=number, at=AT, code=code, event="generated", source=source, target=target,
                          by="clock", facts=facts, previous=previous)
        )  # fmt: skip
        entry = (number, pk, code, "generated", source, target, "clock", AT, json.dumps(facts), previous, hash_)
        salt = secrets.token_bytes(SALT_SIZE)
        committed = commitment(Record(Leaf.Kind.ENTRY, str(number), {"fingerprint": hash_}), salt)
        above = merkle.leaf_hash(committed)
        signature = key.sign(f"{SIGNED_LEAF}\n{number - 1}\n{above.hex()}\n".encode())
        yield entry, (number - 1, "entry", str(number), salt, committed, above, signature)
        previous = hash_


def _copy(table: str, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection

    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


def _nodes() -> None:
    from charter.transparency import merkle
    from charter.transparency.models import Leaf, Node

    row = list(map(bytes, Leaf.objects.order_by("index").values_list("hash", flat=True)))
    level = 1
    while len(row) >= merkle.WIDTH:
        row = [merkle.fold(row[at : at + merkle.WIDTH]) for at in range(0, len(row) - merkle.WIDTH + 1, merkle.WIDTH)]
        nodes = (Node(level=level, number=number, hash=hash_) for number, hash_ in enumerate(row))
        Node.objects.bulk_create(nodes, ignore_conflicts=True, batch_size=BATCH)
        level += 1


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        print(json.dumps(verify()))
