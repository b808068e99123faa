"""Is the log what the rows say, and are its leaves and checkpoints whole?

Whoever rewrites rows with the triggers off must rewrite the leaf that holds their digest, and so every checkpoint
above it: these are signed by a key that the database does not have, and kept by archives and inside certificates.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import keys, log, merkle, notes
from charter.ledger import services as facts
from charter.ledger import services as ledger
from charter.ledger.log import Record, commitment
from charter.ledger.models import Checkpoint, Leaf, LedgerEntry, LoggedFact
from charter.ledger.notes import BadNote, Verifier
from charter.texts import services as texts
from charter.texts.models import CharterText

from .row_audit import CHUNK, Fault

NAMES: dict[str, str] = {Leaf.Kind.ENTRY: "entry {}", Leaf.Kind.CERTIFICATE: "the certificate with the digest {}"}
FORMER = {"head", "ended"}  # kinds of leaf whose rows earlier versions had; their leaves stay for ever


def check_log(*, saved: Sequence[str] = (), known: Sequence[Verifier] | None = None) -> Iterator[Fault]:
    """Yield a fault for each record that is not as the log has it, and for each part of the log that does not hold.

    `saved` are signed checkpoints that were kept elsewhere: the log must continue each of them, as it must those of
    the file beside the database (`charter.ledger.log`). `known` are public keys of the log, the oldest first,
    else those of the settings; without any, signatures are not looked at.
    """
    leaves, kept = list(Leaf.objects.order_by("index")), log.kept()
    rows = list(Checkpoint.objects.order_by("pk"))
    signers = Signers(keys.verifiers() if known is None else known, [*(row.note for row in rows), *kept, *saved])
    yield from _check_records(leaves)
    yield from _check_leaves(leaves, rows, kept, signers)
    yield from _check_checkpoints(leaves, rows, [*kept, *saved], signers)


def records() -> Iterator[Record]:
    entries = LedgerEntry.objects.only("sequence", "hash").order_by("sequence")
    published = CharterText.objects.filter(version__state="published").select_related("version")
    issued = Certificate.objects.issued().select_related("signature", "entry").defer("pdf").order_by("pk")
    yield from map(ledger.entry_record, entries.iterator(chunk_size=CHUNK))
    yield from map(texts.text_record, published.order_by("version__number", "language"))
    yield from map(certificates.record, issued.iterator(chunk_size=CHUNK))
    yield from map(facts.fact_record, LoggedFact.objects.order_by("pk").iterator(chunk_size=CHUNK))


def _check_records(leaves: Sequence[Leaf]) -> Iterator[Fault]:
    told = {(leaf.kind, leaf.about): leaf for leaf in leaves}
    for record in records():
        leaf = told.pop((str(record.kind), record.about), None)
        if leaf is None:
            yield _fault(f"{_name(record.kind, record.about)} is not in the log: it was added behind it")
        elif bytes(leaf.commitment) not in _commitments(record, bytes(leaf.salt)):
            yield _fault(f"{_name(record.kind, record.about)} is not what the log holds of it")
    for kind, about in told:
        if kind not in FORMER:
            yield _fault(f"{_name(kind, about)} is in the log, and is gone")


def _commitments(record: Record, salt: bytes) -> set[bytes]:
    """Return what the log may hold of `record`: also what an earlier version said of it, which was less."""
    said = {name: value for name, value in record.facts.items() if name not in certificates.SAID_SINCE}
    return {commitment(record, salt), commitment(Record(record.kind, record.about, said), salt)}


class Signers:
    """The public keys of the log, the oldest first: each signs until the next one signed its first checkpoint.

    Without any of them signatures are not looked at.
    """

    def __init__(self, keys: Sequence[Verifier], signed: Iterable[str]) -> None:
        """Take the notes of checkpoints that were `signed`: they say when a key began."""
        self.keys = keys
        self._since: dict[int, int] = {}  # place of a key -> size of the first checkpoint that it signed
        for note in signed:
            try:
                claimed, lines = notes.claimed(note), notes.split(note)[1]
                for place, key in enumerate(keys):
                    if any(Verifier(claimed.origin, key.public).claims(line) is not None for line in lines):
                        self._since[place] = min(claimed.size, self._since.get(place, claimed.size))
            except BadNote:
                continue

    def has_signed(self, leaf: Leaf) -> bool:
        begun = [place for place, since in self._since.items() if since <= leaf.index]
        return any(log.is_signed(leaf, key.public) for key in self.keys[max(begun, default=0) :])

    def check(self, note: str) -> None:
        """Raise BadNote unless a key that was in use at the size of the checkpoint `note` signed it."""
        claimed, (text, lines) = notes.claimed(note), notes.split(note)
        for place, key in reversed(list(enumerate(self.keys))):
            if Verifier(claimed.origin, key.public).has_signed(text, lines):  # also of an earlier address
                return
            if self._since.get(place, claimed.size) < claimed.size:
                break  # the keys before this one signed nothing any more
        if self.keys:
            raise BadNote("the log did not sign it")


def _check_leaves(
    leaves: Sequence[Leaf], rows: Sequence[Checkpoint], kept: Sequence[str], signers: Signers
) -> Iterator[Fault]:
    unsigned = _older_than_the_log(rows, kept)
    for index, leaf in enumerate(leaves):
        name = _name(leaf.kind, leaf.about)
        if leaf.index != index:
            yield _fault(f"leaf {index} of the log is gone")
            return
        if merkle.leaf_hash(bytes(leaf.commitment)) != bytes(leaf.hash):
            yield _fault(f"{name}: leaf {index} of the log does not have its hash")
        if index >= unsigned and signers.keys and not signers.has_signed(leaf):
            yield _fault(f"{name}: leaf {index} of the log is not signed by the site")
    if len(leaves) != log.size():
        yield _fault(f"the log ends after {len(leaves)} leaves, and says that it has {log.size()}")


def _older_than_the_log(rows: Sequence[Checkpoint], kept: Sequence[str]) -> int:
    """Return how many leaves may lack a signature: no more than the first checkpoint that was ever signed stood above.

    `kept` are the checkpoints of the file beside the database, which the database cannot move.
    """
    remembered = [notes.claimed(note).size for note in kept[:1]]
    return min([log.founded(), *remembered, *(row.size for row in rows)])


def _check_checkpoints(
    leaves: Sequence[Leaf], rows: Sequence[Checkpoint], elsewhere: Sequence[str], signers: Signers
) -> Iterator[Fault]:
    """The tree at each size that was ever signed still has the root that was signed, and who signed it still did."""
    told = [(f"checkpoint {row.size}", row.note, (row.size, bytes(row.root))) for row in rows]
    signed = list[tuple[str, notes.Checkpoint]]()
    for name, note, columns in chain(told, (("a checkpoint that was saved", note, None) for note in elsewhere)):
        try:
            signers.check(note)
            claimed = notes.claimed(note)
        except BadNote as error:
            yield _fault(f"{name} of the log does not hold: {error}")
            continue
        if columns not in {None, (claimed.size, claimed.root)}:
            yield _fault(f"{name} of the log is not what was signed")
        else:
            signed.append((name, claimed))
    sizes, count = {row.size for row in rows}, log.size()
    roots = dict(merkle.roots((bytes(leaf.hash) for leaf in leaves), (claimed.size for _name, claimed in signed)))
    for name, claimed in signed:
        if claimed.size > count:
            yield _fault(f"{name} of the log has {claimed.size} leaves, and {count} are left")
        elif claimed.size not in sizes:
            yield _fault(f"the checkpoint of {claimed.size} leaves was signed, and is gone")
        elif roots.get(claimed.size) != claimed.root:
            yield _fault(f"{name} of the log has another root: what stood there was changed")


def _name(kind: str, about: str) -> str:
    return NAMES.get(kind, f"the {kind} {{}}").format(about)


def _fault(message: str) -> Fault:
    return Fault(None, "log", message)
