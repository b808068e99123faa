"""A ledger of many entries, each with its leaf: `python -m benchmarks.chain fill COUNT`, then `verify`.

Signatures, entries and leaves are written as the services leave them, bound to a published text, chained, hashed and
signed. `verify` looks at all of it as `manage.py verify_ledger` does, in this process alone, and prints seconds, memory
and faults as JSON. The database is one of its own.
"""

import json
import secrets
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import batched
from typing import Any

import django

from benchmarks import processor

BATCH = 20_000  # rows of one COPY
AT = datetime(2026, 1, 1, tzinfo=UTC)
STORY = (  # of each signature: event, and where it leads
    ("verify_mailbox", "mailbox_verified"),
    ("submit", "submitted"),
    ("check_authority", "authority_checked"),
    ("publish", "signed"),
    *[("count_members", "signed")] * 6,
)
ENTRY = ("sequence", "signature_id", "dossier", "event", "source", "target", "party", "at", "data", "previous", "hash")
LEAF = ("index", "kind", "about", "salt", "commitment", "hash", "signature")

Row = tuple[Any, ...]


def fill(total: int) -> None:
    """Write signatures with their entries and leaves until there are `total` entries.

    What is missing to `total` is a multiple of the entries of one signature.
    """
    import pgtrigger
    from django.db import transaction

    from charter.ledger import log
    from charter.ledger.models import Leaf, LedgerEntry, LedgerHead, LogSize
    from charter.ledger.services import head
    from charter.signatories.services import rebuild
    from charter.texts.models import CharterVersion

    version = CharterVersion.objects.published().first() or published_version()
    with transaction.atomic(), pgtrigger.ignore():
        last, size = head(), log.size()
        count = (total - last.sequence) // len(STORY)
        rows = _rows(_signatures(version, last.last_number, count), last.sequence, last.hash, size)
        for made in batched(rows, BATCH):
            _copy(LedgerEntry._meta.db_table, ENTRY, [entry for entry, _leaf in made])
            _copy(Leaf._meta.db_table, LEAF, [leaf for _entry, leaf in made])
        newest = LedgerEntry.objects.latest("sequence")
        LedgerHead.objects.filter(pk=1).update(
            sequence=newest.sequence, hash=newest.hash, last_number=last.last_number + count
        )
        LogSize.objects.filter(pk=1).update(size=size + count * len(STORY))
    rebuild()


def verify() -> dict[str, Any]:
    """Return the seconds that it took to verify all, the memory that it took more (MB), and the faults."""
    from charter.audit.services import audit

    reports: list[Any] = []
    began, worked, read = time.perf_counter(), time.process_time_ns(), processor.in_backend()
    memory = processor.memory(lambda: reports.append(audit()))
    (report,) = reports
    return {
        "entries": report.entries,
        "seconds": time.perf_counter() - began,
        "worked": (time.process_time_ns() - worked) / 1e9,
        "read": (processor.in_backend() - read) / 1e9,
        "memory": memory,
        "faults": [fault.message for fault in report.faults],
    }


def published_version() -> Any:
    from django.conf import settings

    from charter.texts.models import CharterVersion
    from charter.texts.services import propose, publish, write_text
    from coalition.users.models import User

    version = CharterVersion.objects.create(number=1)
    for code, _name in settings.LANGUAGES:
        write_text(version=version, language=code, title="Charter", preamble="We commit.",
                   articles=[("Listen", "We listen."), ("Act", "We act together.")])  # fmt: skip
    first, second = (User.objects.get_or_create(username=f"reviewer-{place}")[0] for place in (1, 2))
    version = propose(version=version, proposer=first, digest=version.digest_now())
    return publish(version=version, publisher=second, digest=version.digest_now())


def _signatures(version: Any, first: int, count: int) -> Iterator[Any]:
    """Make and yield `count` published signatures to `version`, each of a local government, numbered after `first`."""
    from charter.signing.models import Signature
    from coalition.members.models import LocalGovernment

    digest = version.texts.get(language="en").digest
    for numbers in batched(range(first + 1, first + count + 1), 1000):
        places = LocalGovernment.objects.bulk_create(
            LocalGovernment(code=f"XX-L{number}", slug=f"xx-l{number}", names={"en": f"Generated {number}"},
                            country="FR", kind="municipality", fictional=True)
            for number in numbers
        )  # fmt: skip
        yield from Signature.objects.bulk_create(
            Signature(
                state="signed", verification_code=f"BENCH-{number:08}", number=number, language="en", version=version,
                text_digest=digest, government=place, signatory_name="Generated", official_email="g@example.org",
                mailbox_verified_at=AT, submitted_at=AT, checked_at=AT, decided_at=AT, signed_at=AT,
                checked_by=version.proposed_by, decided_by=version.published_by, act_body="Council",
                act_number=f"G-{number}", act_date=AT.date(), act_file_sha256="a" * 64,
            )
            for number, place in zip(numbers, places, strict=True)
        )  # fmt: skip


def _rows(signatures: Iterator[Any], sequence: int, previous: str, index: int) -> Iterator[tuple[Row, Row]]:
    """Yield the entries of `signatures` after `sequence`, each with its leaf, from the place `index` on."""
    from charter.ledger import chain, keys
    from charter.ledger.models import LedgerEntry
    from charter.signing.services import own_facts

    key = keys.signer().key
    for signature in signatures:
        facts, source = own_facts(signature), "draft"
        written, code = json.dumps(facts), signature.verification_code
        for event, target in STORY:
            sequence, at = sequence + 1, AT
            told = LedgerEntry(sequence=sequence, at=at, dossier=code, event=event, source=source, target=target,
                               party="town-hall", data=facts, previous=previous)  # fmt: skip
            hash_ = chain.entry_hash(told.payload())
            entry = (sequence, signature.pk, code, event, source, target, "town-hall", at, written, previous, hash_)
            yield entry, _leaf(key, index, sequence, hash_)
            previous, source, index = hash_, target, index + 1


def _leaf(key: Any, index: int, sequence: int, fingerprint: str) -> Row:
    from charter.ledger import merkle
    from charter.ledger.log import SALT_SIZE, SIGNED_LEAF, Record, commitment
    from charter.ledger.models import Leaf

    salt = secrets.token_bytes(SALT_SIZE)
    committed = commitment(Record(Leaf.Kind.ENTRY, str(sequence), {"fingerprint": fingerprint}), salt)
    hash_ = merkle.leaf_hash(committed)
    signature = key.sign(f"{SIGNED_LEAF}\n{index}\n{hash_.hex()}\n".encode())
    return index, "entry", str(sequence), salt, committed, hash_, signature


def _copy(table: str, columns: tuple[str, ...], rows: list[Row]) -> None:
    from django.db import connection

    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(row)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "fill":
        fill(int(sys.argv[2]))
    else:
        print(json.dumps(verify()))
