"""Is the log what the rows say, and are its tree, its leaves and its checkpoints whole?

Whoever rewrites rows with the triggers off must rewrite the leaf that holds their digest, and so every node and
checkpoint above it: these are signed by a key that the database does not have, and cosigned outside.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from charter.audit.rows import CHUNK, Fault
from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import services as ledger
from charter.ledger.models import LedgerEntry, PublishedHead
from charter.pem import BadIdentity
from charter.texts import services as texts
from charter.texts.models import CharterText
from charter.transparency import keys, memory, merkle, notes, tiles
from charter.transparency.models import Checkpoint, Cosignature, Leaf, Node
from charter.transparency.notes import BadNote, Verifier
from charter.transparency.services import Record, commitment, founded, is_signed

NAMES = {
    Leaf.Kind.ENTRY: "entry {}",
    Leaf.Kind.CERTIFICATE: "the certificate with the digest {}",
    Leaf.Kind.TEXT: "the text {}",
    Leaf.Kind.HEAD: "the daily fingerprint of {}",
}


def check_log(*, saved: Iterable[str] = ()) -> Iterator[Fault]:
    """Yield a fault for each record that is not as the log has it, and for each part of the log that does not hold.

    `saved` are signed checkpoints that were kept elsewhere: the log must continue each of them, as it must those of
    the file beside the database (`charter.transparency.memory`).
    """
    kept = list(memory.kept())
    yield from _check_records()
    yield from _check_leaves(kept)
    yield from _check_nodes()
    yield from _check_checkpoints([*kept, *saved])
    yield from _check_cosignatures()


def records() -> Iterator[Record]:
    """Yield every record that the log must hold, as the rows have it now."""
    for entry in LedgerEntry.objects.order_by("sequence").iterator(chunk_size=CHUNK):
        yield ledger.entry_record(entry)
    for row in PublishedHead.objects.order_by("day").iterator(chunk_size=CHUNK):
        yield ledger.head_record(row)
    published = CharterText.objects.filter(version__state="published").select_related("version")
    for text in published.order_by("version__number", "language"):
        yield texts.record(text)
    issued = Certificate.objects.issued().select_related("signature", "entry").defer("pdf").order_by("pk")
    for certificate in issued.iterator(chunk_size=CHUNK):
        yield certificates.record(certificate)


def _check_records() -> Iterator[Fault]:
    leaves = {
        (kind, about): (bytes(salt), bytes(entry))
        for kind, about, salt, entry in Leaf.objects.values_list("kind", "about", "salt", "commitment").iterator(CHUNK)
    }
    for record in records():
        leaf = leaves.pop((record.kind, record.about), None)
        if leaf is None:
            yield _fault(f"{_name(record.kind, record.about)} is not in the log: it was added behind it")
        elif commitment(record, leaf[0]) != leaf[1]:
            yield _fault(f"{_name(record.kind, record.about)} is not what the log holds of it")
    for kind, about in leaves:
        yield _fault(f"{_name(kind, about)} is in the log, and is gone")


def _check_leaves(kept: list[str]) -> Iterator[Fault]:
    key, index = _verifier(), -1
    older = _older_than_the_log(kept)
    for index, leaf in enumerate(Leaf.objects.order_by("index").iterator(chunk_size=CHUNK)):
        name = _name(leaf.kind, leaf.about)
        if leaf.index != index:
            yield _fault(f"leaf {index} of the log is gone")
            return
        if merkle.leaf_hash(bytes(leaf.commitment)) != bytes(leaf.hash):
            yield _fault(f"{name}: leaf {index} of the log does not have its hash")
        if index >= older and key is not None and not is_signed(leaf, key.public):
            yield _fault(f"{name}: leaf {index} of the log is not signed by the site")
    if index + 1 != tiles.size():
        yield _fault(f"the log ends after {index + 1} leaves, and says that it has {tiles.size()}")


def _older_than_the_log(kept: list[str]) -> int:
    """Return how many leaves may lack a signature: no more than the first checkpoint that was ever signed stood above.

    `kept` are the checkpoints of the file beside the database, which the database cannot move.
    """
    first = Checkpoint.objects.order_by("size").values_list("size", flat=True).first()
    remembered = [notes.Checkpoint.parse(notes.split(note)[0]).size for note in kept[:1]]
    return min([founded(), *remembered, *([] if first is None else [first])])


def _check_nodes() -> Iterator[Fault]:
    stored = tiles.StoredTiles(tiles.size())
    for node in Node.objects.order_by("level", "number").iterator(chunk_size=CHUNK):
        below = stored(node.level - 1, node.number)
        if len(below) != merkle.WIDTH or merkle.fold(below) != bytes(node.hash):
            yield _fault(f"node {node.number} of level {node.level} of the log does not stand above its leaves")


def _check_checkpoints(saved: Iterable[str]) -> Iterator[Fault]:
    """The tree at each size that was ever signed still has the root that was signed, and who signed it still did."""
    stored, key, now = tiles.StoredTiles(tiles.size()), _verifier(), tiles.size()
    rows = Checkpoint.objects.order_by("pk").iterator(CHUNK)
    ours = ((f"checkpoint {row.size}", row.note, (row.size, bytes(row.root))) for row in rows)
    others = (("a checkpoint that was saved", note, None) for note in saved)
    for name, note, columns in chain(ours, others):
        try:
            claimed = notes.Checkpoint.parse(notes.split(note)[0])
            if key is not None:
                notes.opened(note, Verifier(claimed.origin, key.kind, key.public))  # also of an earlier address
        except BadNote as error:
            yield _fault(f"{name} of the log does not hold: {error}")
            continue
        if columns not in {None, (claimed.size, claimed.root)}:
            yield _fault(f"{name} of the log is not what was signed")
        elif claimed.size > now:
            yield _fault(f"{name} of the log has {claimed.size} leaves, and {now} are left")
        elif _root(stored, claimed.size) != claimed.root:
            yield _fault(f"{name} of the log has another root: what stood there was changed")


def _check_cosignatures() -> Iterator[Fault]:
    for row in Cosignature.objects.select_related("checkpoint").order_by("pk").iterator(chunk_size=CHUNK):
        try:
            verifier = Verifier.parse(row.key)
            at = notes.signed_by(notes.split(row.checkpoint.note)[0], [row.line], verifier)
        except BadNote as error:
            yield _fault(f"the cosignature of {row.witness} does not hold: {error}")
            continue
        if at is None or verifier.name != row.witness or at != int(row.at.timestamp()):
            yield _fault(f"the cosignature of {row.witness} is not what the witness signed")


def _root(stored: tiles.StoredTiles, size: int) -> bytes:
    """Return the root of the first `size` leaves, or nothing where some of them are gone."""
    try:
        return merkle.root(stored, size)
    except (LookupError, ValueError):
        return b""


def _verifier() -> Verifier | None:
    """Return the log's public key, or None where no key is set: then signatures are not looked at."""
    try:
        return keys.verifier()
    except BadIdentity:
        return None


def _name(kind: str, about: str) -> str:
    return NAMES[Leaf.Kind(kind)].format(about)


def _fault(message: str) -> Fault:
    return Fault(None, "log", message)
