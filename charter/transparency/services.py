"""The log grows with what it is about, in the same transaction; checkpoints and cosignatures follow in the queue."""

import hashlib
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import connection, transaction

from charter.transparency import keys, memory, merkle, notes, tiles
from charter.transparency.canonical import canonical_json
from charter.transparency.models import Checkpoint, EndedLog, Leaf, LogSize, Node
from charter.transparency.notes import Verifier
from charter.transparency.proofs import Proof
from coalition.privacy import queue

SALT_SIZE = 32  # bytes
LOOKED_AT = 20  # checkpoints, the newest first
SIGNED_LEAF = "charter-log leaf v1"  # begins what is signed of a leaf, so that it is no signature of anything else


class Rewritten(Exception):
    """The log is no longer what was signed: nothing more is signed until somebody has looked at it."""


@dataclass(frozen=True)
class Record:
    """What a leaf stands for: its kind, what it is known by, and the facts that are committed to."""

    kind: Leaf.Kind
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
    _fold(size)
    queue.wake("charter.witness")
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


@transaction.atomic
def sign_checkpoint() -> Checkpoint | None:
    """Sign what the log is now; return the newest checkpoint, or None where the log is empty.

    One worker at a time. Nothing is signed that does not continue what was signed last: raises Rewritten. Raises
    BadIdentity where no key is set.
    """
    stand_alone()
    size, signer = tiles.size(), keys.signer()
    last = Checkpoint.objects.order_by("pk").last()
    if size == 0 or (last and last.size == size and _is_by(last.note, signer.verifier)):
        return last
    if why := why_stopped():
        raise Rewritten(why)
    _take_up()
    root = merkle.root(tiles.StoredTiles(size), size)
    text = notes.Checkpoint(signer.name, size, root).text
    row = Checkpoint.objects.create(size=size, root=root, note=f"{text}\n{signer.sign(text)}")
    memory.keep(row.note)
    return row


def _take_up() -> None:
    """Keep the checkpoint that was signed last in the database too: the one that signed it may have died before."""
    if note := memory.last():
        claimed = notes.Checkpoint.parse(notes.split(note)[0])
        is_ours = claimed.origin == keys.signer().name and claimed.size <= tiles.size()
        if is_ours and not Checkpoint.objects.filter(size=claimed.size).exists():
            Checkpoint.objects.create(size=claimed.size, root=claimed.root, note=note)


def stand_alone() -> None:
    """Let no other process sign a checkpoint before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('charter log: checkpoints'))")


def why_stopped() -> str:
    """Return why nothing may be signed, or nothing: the log must continue what was signed last, wherever it is.

    What was signed of a log that was ended in so many words (`endings.end`) binds no longer.
    """
    size, last = tiles.size(), Checkpoint.objects.order_by("pk").last()
    stored = tiles.StoredTiles(size)
    for where, known in (("the database", last.note if last else None), ("the file beside it", memory.last())):
        if known is None:
            continue
        try:
            before = notes.Checkpoint.parse(notes.split(known)[0])
        except notes.BadNote as error:
            return f"the last checkpoint in {where} cannot be read: {error}"
        if before.size > size:
            wrong = f"has {before.size} leaves, and {size} are left"
        elif tiles.root(stored, before.size) != before.root:
            wrong = f"of {before.size} leaves has another root: what stood there was changed"
        else:
            continue
        if not EndedLog.objects.filter(origin=before.origin).exists():
            return f"the last checkpoint in {where} {wrong}"
    return ""


def _is_by(note: str, verifier: Verifier) -> bool:
    text, lines = notes.split(note)
    try:
        return notes.signed_by(text, lines, verifier) is not None and text.startswith(f"{verifier.name}\n")
    except notes.BadNote:
        return False


def proven(leaf: Leaf) -> Checkpoint | None:
    """Return the checkpoint that proves `leaf` best: the newest that enough witnesses cosigned, else the newest.

    None where no checkpoint stands above the leaf yet.
    """
    above, policy = Checkpoint.objects.filter(size__gt=leaf.index).prefetch_related("cosignatures"), keys.policy()
    known = {str(witness.verifier): witness.verifier for witness in policy.witnesses.values()}
    newest = list(above.order_by("-pk")[:LOOKED_AT])
    cosigned = (
        row for row in newest if policy.is_met([known[one.key] for one in row.cosignatures.all() if one.key in known])
    )
    return next(cosigned, newest[0] if newest else None)


def note(checkpoint: Checkpoint) -> str:
    """Return the signed note of `checkpoint` with every cosignature that came."""
    return checkpoint.note + "".join(checkpoint.cosignatures.order_by("pk").values_list("line", flat=True))


def prove(leaf: Leaf, record: Record, checkpoint: Checkpoint) -> Proof:
    """Return the proof that `record` is in the log: by `leaf`, below `checkpoint`, with the words that open it.

    Raises ValueError where the checkpoint is older than the leaf.
    """
    path = merkle.inclusion_proof(tiles.StoredTiles(checkpoint.size), leaf.index, checkpoint.size)
    return Proof(leaf.index, tuple(path), note(checkpoint), bytes(leaf.salt) + opening(record))


@lru_cache(maxsize=8)
def _key(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def _signed(leaf: Leaf) -> bytes:
    return f"{SIGNED_LEAF}\n{leaf.index}\n{bytes(leaf.hash).hex()}\n".encode()


def _fold(size: int) -> None:
    """Write the nodes above the tiles that are whole now that there are `size` leaves."""
    level, count = 0, size
    while count % merkle.WIDTH == 0:
        number = count // merkle.WIDTH - 1
        above = merkle.fold(tiles.hashes(level, number, merkle.WIDTH))
        Node.objects.create(level=level + 1, number=number, hash=above)
        level, count = level + 1, count // merkle.WIDTH


def founded() -> int:
    """Return how many leaves were there before leaves were signed: the first checkpoint stands for them."""
    return LogSize.objects.values_list("founded", flat=True).filter(pk=1).first() or 0
