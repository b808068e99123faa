"""Is the log what the rows say, and are its tree, its leaves and its checkpoints whole?

Whoever rewrites rows with the triggers off must rewrite the leaf that holds their digest, and so every node and
checkpoint above it: these are signed by a key that the database does not have, and cosigned outside.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import batched, chain

from charter.audit.faults import CHUNK, Fault
from charter.audit.signers import Signers
from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import facts, timestamps
from charter.ledger import services as ledger
from charter.ledger.models import CheckpointTime, LedgerEntry, LoggedFact, PublishedHead
from charter.texts import services as texts
from charter.texts.models import CharterText
from charter.transparency import endings, keys, memory, merkle, notes, tiles
from charter.transparency.models import Checkpoint, Cosignature, EndedLog, Leaf, Node
from charter.transparency.notes import BadNote, Verifier
from charter.transparency.services import Record, commitment, founded
from coalition import chunks

NAMES = {
    Leaf.Kind.ENTRY: "entry {}",
    Leaf.Kind.CERTIFICATE: "the certificate with the digest {}",
    Leaf.Kind.TEXT: "the text {}",
    Leaf.Kind.HEAD: "the daily fingerprint of {}",
    Leaf.Kind.ENDED: "the end of a log with the digest {}",
    Leaf.Kind.ACT: "the fact {} of an act",
    Leaf.Kind.GOVERNMENT: "the fact {} of a local government",
    Leaf.Kind.PUBLIC: "the fact {} of what is public",
    Leaf.Kind.FOUNDED: "the fact {} that all is in the log",
}


def check_log(*, saved: Iterable[str] = (), known: Sequence[Verifier] | None = None) -> Iterator[Fault]:
    """Yield a fault for each record that is not as the log has it, and for each part of the log that does not hold.

    `saved` are signed checkpoints that were kept elsewhere: the log must continue each of them, as it must those of
    the file beside the database (`charter.transparency.memory`). `known` are public keys of the log, the oldest first,
    else those of the settings; signatures are not looked at without any (`unseen.not_looked_at` says so).
    """
    kept, saved = list(memory.kept()), list(saved)
    stored = (row.note for row in chunks.read(Checkpoint.objects.only("note"), size=CHUNK))
    signers = Signers(keys.verifiers() if known is None else known, chain(stored, kept, saved))
    yield from _check_records()
    yield from _check_gone()
    yield from _check_leaves(kept, signers)
    yield from _check_nodes()
    yield from _check_checkpoints(kept, saved, signers)
    yield from _check_cosignatures()
    yield from _check_times()


def records() -> Iterator[Record]:
    """Yield every record that the log must hold, as the rows have it now."""
    for entry in chunks.read(LedgerEntry.objects.only("sequence", "hash"), by="sequence", size=CHUNK):
        yield ledger.entry_record(entry)
    for row in chunks.read(PublishedHead.objects.all(), by="day", size=CHUNK):
        yield ledger.head_record(row)
    published = CharterText.objects.filter(version__state="published").select_related("version")
    for text in published.order_by("version__number", "language"):
        yield texts.record(text)
    issued = Certificate.objects.issued().select_related("signature", "entry").defer("pdf")
    yield from map(certificates.record, chunks.read(issued, size=CHUNK))
    yield from map(facts.record, chunks.read(LoggedFact.objects.all(), size=CHUNK))
    yield from map(endings.record, EndedLog.objects.order_by("pk"))


def _entries_there(abouts: Collection[str]) -> set[str]:
    sequences = [int(about) for about in abouts if about.isdecimal()]
    return set(map(str, LedgerEntry.objects.filter(sequence__in=sequences).values_list("sequence", flat=True)))


def _certificates_there(abouts: Collection[str]) -> set[str]:
    return set(Certificate.objects.issued().filter(sha256__in=abouts).values_list("sha256", flat=True))


def _texts_there(_abouts: Collection[str]) -> set[str]:
    published = CharterText.objects.filter(version__state="published").values_list("version__number", "language")
    return {f"{number}/{language}" for number, language in published}


def _heads_there(_abouts: Collection[str]) -> set[str]:
    return {day.isoformat() for day in PublishedHead.objects.values_list("day", flat=True)}


def _ends_there(_abouts: Collection[str]) -> set[str]:
    return {endings.record(row).about for row in EndedLog.objects.all()}


def _facts_there(kind: str, abouts: Collection[str]) -> set[str]:
    rows = LoggedFact.objects.filter(kind=kind, pk__in=[int(about) for about in abouts if about.isdecimal()])
    return set(map(str, rows.values_list("pk", flat=True)))


# Of the records of a kind that the log knows by these names, those that there are.
THERE: dict[str, Callable[[Collection[str]], set[str]]] = {
    Leaf.Kind.ENTRY: _entries_there,
    Leaf.Kind.CERTIFICATE: _certificates_there,
    Leaf.Kind.TEXT: _texts_there,
    Leaf.Kind.HEAD: _heads_there,
    Leaf.Kind.ENDED: _ends_there,
    **{Leaf.Kind(kind): partial(_facts_there, kind) for kind in LoggedFact.Kind},
}


def _check_records() -> Iterator[Fault]:
    for batch in batched(records(), CHUNK):
        leaves = leaves_of(batch)
        for record in batch:
            leaf = leaves.get((record.kind, record.about))
            if leaf is None:
                yield _fault(f"{_name(record.kind, record.about)} is not in the log: it was added behind it")
            elif commitment(record, leaf[0]) != leaf[1]:
                yield _fault(f"{_name(record.kind, record.about)} is not what the log holds of it")


def leaves_of(batch: Sequence[Record]) -> dict[tuple[str, str], tuple[bytes, bytes]]:
    """Return salt and commitment of the leaf of each record of `batch` that has one."""
    found = {}
    for kind in {record.kind for record in batch}:
        abouts = [record.about for record in batch if record.kind == kind]
        rows = Leaf.objects.filter(kind=kind, about__in=abouts).values_list("about", "salt", "commitment")
        found.update({(str(kind), about): (bytes(salt), bytes(entry)) for about, salt, entry in rows})
    return found


def _check_gone() -> Iterator[Fault]:
    leaves = chunks.read(Leaf.objects.only("kind", "about"), size=CHUNK)
    for batch in batched(leaves, CHUNK):
        kinds = {leaf.kind for leaf in batch}
        there = {kind: THERE[kind]([leaf.about for leaf in batch if leaf.kind == kind]) for kind in kinds}
        for leaf in batch:
            if leaf.about not in there[leaf.kind]:
                yield _fault(f"{_name(leaf.kind, leaf.about)} is in the log, and is gone")


def _check_leaves(kept: list[str], signers: Signers) -> Iterator[Fault]:
    index, older = -1, _older_than_the_log(kept)
    for index, leaf in enumerate(chunks.read(Leaf.objects.all(), size=CHUNK)):
        name = _name(leaf.kind, leaf.about)
        if leaf.index != index:
            yield _fault(f"leaf {index} of the log is gone")
            return
        if merkle.leaf_hash(bytes(leaf.commitment)) != bytes(leaf.hash):
            yield _fault(f"{name}: leaf {index} of the log does not have its hash")
        if index >= older and signers.keys and not signers.sign(leaf):
            yield _fault(f"{name}: leaf {index} of the log is not signed by the site")
    if index + 1 != tiles.size():
        yield _fault(f"the log ends after {index + 1} leaves, and says that it has {tiles.size()}")
    if beside := Leaf.objects.count() - index - 1:
        yield _fault(f"{beside} leaves of the log have the place of another one")


def _older_than_the_log(kept: list[str]) -> int:
    """Return how many leaves may lack a signature: no more than the first checkpoint that was ever signed stood above.

    `kept` are the checkpoints of the file beside the database, which the database cannot move.
    """
    first = Checkpoint.objects.order_by("size").values_list("size", flat=True).first()
    remembered = [notes.Checkpoint.parse(notes.split(note)[0]).size for note in kept[:1]]
    return min([founded(), *remembered, *([] if first is None else [first])])


def _check_nodes() -> Iterator[Fault]:
    size = tiles.size()
    for node in chunks.read(Node.objects.all(), size=CHUNK):
        whole = tiles.StoredTiles(size).width(node.level - 1, node.number) == merkle.WIDTH
        below = tiles.hashes(node.level - 1, node.number, merkle.WIDTH)
        if not whole or len(below) != merkle.WIDTH or merkle.fold(below) != bytes(node.hash):
            yield _fault(f"node {node.number} of level {node.level} of the log does not stand above its leaves")


def _check_checkpoints(kept: Iterable[str], saved: Iterable[str], signers: Signers) -> Iterator[Fault]:
    """The tree at each size that was ever signed still has the root that was signed, and who signed it still did.

    What was kept here of a log that ended in so many words may differ: the end is public, and told by `ended`.
    """
    stored, now = tiles.StoredTiles(tiles.size()), tiles.size()
    over = set(EndedLog.objects.values_list("origin", flat=True))
    sizes = set(Checkpoint.objects.values_list("size", flat=True))
    rows = chunks.read(Checkpoint.objects.all(), size=CHUNK)
    ours = ((f"checkpoint {row.size}", row.note, (row.size, bytes(row.root)), False) for row in rows)
    remembered = (("a checkpoint that was saved", note, None, True) for note in kept)
    others = (("a checkpoint that was saved", note, None, False) for note in saved)
    for name, note, columns, may_be_over in chain(ours, remembered, others):
        try:
            claimed = notes.Checkpoint.parse(notes.split(note)[0])
            signers.check(note, claimed)
        except BadNote as error:
            yield _fault(f"{name} of the log does not hold: {error}")
            continue
        if columns not in {None, (claimed.size, claimed.root)}:
            yield _fault(f"{name} of the log is not what was signed")
        elif may_be_over and claimed.origin in over:
            continue
        elif claimed.size <= now and claimed.size not in sizes:
            yield _fault(f"the checkpoint of {claimed.size} leaves was signed, and is gone")
        elif claimed.size > now:
            yield _fault(f"{name} of the log has {claimed.size} leaves, and {now} are left")
        elif tiles.root(stored, claimed.size) != claimed.root:
            yield _fault(f"{name} of the log has another root: what stood there was changed")


def _check_cosignatures() -> Iterator[Fault]:
    for row in chunks.read(Cosignature.objects.select_related("checkpoint"), size=CHUNK):
        try:
            verifier = Verifier.parse(row.key)
            at = notes.signed_by(notes.split(row.checkpoint.note)[0], [row.line], verifier)
        except BadNote as error:
            yield _fault(f"the cosignature of {row.witness} does not hold: {error}")
            continue
        if at is None or verifier.name != row.witness or at != int(row.at.timestamp()):
            yield _fault(f"the cosignature of {row.witness} is not what the witness signed")


def _check_times() -> Iterator[Fault]:
    """A token is over the note of its checkpoint; without the authority's certificate nothing is said."""
    rows = CheckpointTime.objects.select_related("checkpoint").order_by("pk") if timestamps.is_configured() else ()
    for row in rows:
        try:
            timestamps.check(bytes(row.token), timestamps.sha256(row.checkpoint.note.encode()))
        except timestamps.NoTrustedTime as error:
            yield _fault(f"the trusted time of checkpoint {row.checkpoint.size} does not hold: {error}")


def _name(kind: str, about: str) -> str:
    return NAMES[Leaf.Kind(kind)].format(about)


def _fault(message: str) -> Fault:
    return Fault(None, "log", message)
