"""What was signed, in a file beside the database: whoever owns the database alone cannot make it forget.

One line of JSON for each checkpoint, the note as it was signed; lines are only added. Without the setting
CHARTER_LOG_KEPT nothing is kept.
"""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings
from django.db import connection, models, transaction

from coalition import queue

from . import keys, merkle, notes
from .chain import canonical_json
from .models import Checkpoint, Leaf, LogSize
from .notes import BadNote


def kept() -> list[str]:
    """Return the notes of all checkpoints that were signed here, oldest first."""
    path = Path(settings.CHARTER_LOG_KEPT)
    if not settings.CHARTER_LOG_KEPT or not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]  # one that a crash cut off was told to nobody


def keep(note: str) -> None:
    """Add `note`, on the disk when this returns."""
    if not settings.CHARTER_LOG_KEPT:
        return
    path = Path(settings.CHARTER_LOG_KEPT)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as file:
        file.write(f"{json.dumps(note)}\n".encode())
        file.flush()
        os.fsync(file.fileno())


SALT_SIZE = 32  # bytes
WIDTH = 256  # hashes of a full tile
SIGNED_LEAF = "charter-log leaf v1"  # begins what is signed of a leaf, so that it is no signature of anything else


class Rewritten(Exception):
    """The log is no longer what was signed: nothing more is signed until somebody has looked at it."""


@dataclass(frozen=True)
class Record:
    """What a leaf stands for: its kind, what it is known by, and the facts that are committed to."""

    kind: str
    about: str
    facts: dict[str, Any]


def append(record: Record) -> Leaf:
    """Add the leaf of `record` after the last one, signed by the site. Call it last of all that is locked.

    The place is given by a row that stays locked until the transaction ends: there is no gap, and whoever rolls back
    gives the place back. Raises IntegrityError for a record that is in the log, BadIdentity where no key is set.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO charter_logsize (id, size, founded) VALUES (1, 1, 0) "
            "ON CONFLICT (id) DO UPDATE SET size = charter_logsize.size + 1 RETURNING size"
        )
        size = cursor.fetchone()[0]
    salt = secrets.token_bytes(SALT_SIZE)
    entry = commitment(record, salt)
    leaf = Leaf(index=size - 1, kind=record.kind, about=record.about, salt=salt, commitment=entry)
    leaf.hash = merkle.leaf_hash(entry)
    leaf.signature = keys.signer().key.sign(_signed(leaf))
    leaf.save(force_insert=True)
    queue.wake("charter.sign_log")
    return leaf


def commitment(record: Record, salt: bytes) -> bytes:
    """Return what the log holds of `record`: the SHA-256 of `salt` and its canonical form; 32 bytes."""
    return hashlib.sha256(salt + opening(record)).digest()


def opening(record: Record) -> bytes:
    """Return the canonical form of `record`, which with the salt makes the leaf."""
    return canonical_json({"kind": str(record.kind), "about": record.about, **record.facts})


def is_signed(leaf: Leaf, public: bytes) -> bool:
    """Say whether the site signed `leaf` for its place, by the key `public` (32 bytes)."""
    try:
        _key(public).verify(bytes(leaf.signature), _signed(leaf))
    except InvalidSignature:
        return False
    return True


def size() -> int:
    return LogSize.objects.values_list("size", flat=True).filter(pk=1).first() or 0


def founded() -> int:
    """Return how many leaves were there before leaves were signed: the first checkpoint stands for them."""
    return LogSize.objects.values_list("founded", flat=True).filter(pk=1).first() or 0


def hashes(count: int) -> list[bytes]:
    """Return the hashes of the first `count` leaves, those that are there; 32 bytes each."""
    return list(map(bytes, _leaves(0, count).values_list("hash", flat=True)))


def tile(level: int, number: int, width: int) -> bytes:
    """Return the `width` hashes of tile `number` of a `level` of the tree (C2SP tlog-tiles).

    Each is the root of 256 ** level leaves, all of them below the newest checkpoint. Raises LookupError for others.
    """
    span, last = 256**level, newest()
    first, end = number * WIDTH * span, (number * WIDTH + width) * span
    if last is None or end > last.size:
        raise LookupError(f"There are not {end} leaves.")
    row = list(map(bytes, _leaves(first, end).values_list("hash", flat=True)))
    return b"".join(merkle.root(row[at : at + span]) for at in range(0, len(row), span))


def bundle(number: int, width: int) -> bytes:
    """Return the entries of as many leaves, each behind its length (C2SP tlog-tiles). Raises LookupError as `tile`."""
    tile(0, number, width)
    rows = _leaves(number * WIDTH, number * WIDTH + width).values_list("commitment", flat=True)
    return b"".join(len(entry).to_bytes(2) + entry for entry in map(bytes, rows))


def _leaves(first: int, end: int) -> models.QuerySet[Leaf]:
    return Leaf.objects.filter(index__gte=first, index__lt=end).order_by("index")


def newest() -> Checkpoint | None:
    return Checkpoint.objects.order_by("pk").last()


@transaction.atomic
def sign_checkpoint() -> Checkpoint | None:
    """Sign what the log is now; return the newest checkpoint, or None where the log is empty.

    One worker at a time. Nothing is signed that does not continue what was signed last: raises Rewritten. Raises
    BadIdentity where no key is set.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('charter log: checkpoints'))")
    count, signer, last = size(), keys.signer(), newest()
    if count == 0 or (last and last.size == count and _is_by(last.note, signer)):
        return last
    if why := why_stopped():
        raise Rewritten(why)
    _take_up()
    root = merkle.root(hashes(count))
    text = notes.Checkpoint(signer.name, count, root).text
    row = Checkpoint.objects.create(size=count, root=root, note=f"{text}\n{signer.sign(text)}")
    keep(row.note)
    return row


def _take_up() -> None:
    """Keep the checkpoint that was signed last in the database too: the one that signed it may have died before."""
    for note in kept()[-1:]:
        claimed = notes.claimed(note)
        is_ours = claimed.origin == keys.origin() and claimed.size <= size()
        if is_ours and not Checkpoint.objects.filter(size=claimed.size).exists():
            Checkpoint.objects.create(size=claimed.size, root=claimed.root, note=note)


def why_stopped() -> str:
    """Return why nothing may be signed, or nothing: the log must continue what was signed last, wherever it is.

    What was signed under another name binds no longer: an operator gave the log another one, which everybody sees.
    """
    count, last = size(), newest()
    known = [("the database", [last.note] if last else []), ("the file beside it", kept()[-1:])]
    for where, notes_there in known:
        for note in notes_there:
            try:
                before = notes.claimed(note)
            except BadNote as error:
                return f"the last checkpoint in {where} cannot be read: {error}"
            if before.origin != keys.origin():
                continue
            if before.size > count:
                return f"the last checkpoint in {where} has {before.size} leaves, and {count} are left"
            if dict(merkle.roots(hashes(before.size), [before.size])).get(before.size) != before.root:
                changed = "has another root: what stood there was changed"
                return f"the last checkpoint in {where} of {before.size} leaves {changed}"
    return ""


def _is_by(note: str, signer: notes.Signer) -> bool:
    try:
        return bool(notes.opened(note, [signer.verifier]))
    except BadNote:
        return False


def public_keys() -> str:
    """Return the public keys of the log, oldest first: the key, the size and the day of its first checkpoint."""
    waiting, lines = keys.verifiers(), list[str]()
    for note, size, made_at in Checkpoint.objects.order_by("pk").values_list("note", "size", "made_at").iterator():
        signed = [key for key in waiting if any(key.claims(line) is not None for line in notes.split(note)[1])]
        lines += [f"{key} {size} {made_at.astimezone(UTC):%Y-%m-%d}\n" for key in signed]
        waiting = [key for key in waiting if key not in signed]
        if not waiting:
            break
    return "".join(lines)


def prove(leaf: Leaf, record: Record, checkpoint: Checkpoint) -> str:
    """Return the proof that `record` is in the log: by `leaf`, below `checkpoint`, with the words that open it.

    Raises ValueError where the checkpoint is older than the leaf.
    """
    path = merkle.inclusion_proof(hashes(checkpoint.size), leaf.index)
    words = bytes(leaf.salt) + opening(record)
    return notes.proof_text(index=leaf.index, path=path, checkpoint=checkpoint.note, extra=words)


@lru_cache(maxsize=8)
def _key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def _signed(leaf: Leaf) -> bytes:
    return f"{SIGNED_LEAF}\n{leaf.index}\n{bytes(leaf.hash).hex()}\n".encode()
