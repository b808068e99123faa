"""A proof that anyone can keep and check without us, as text: C2SP tlog-proof."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from charter.transparency import merkle, notes
from charter.transparency.notes import BadNote, Checkpoint, Verifier
from charter.transparency.policies import Policy

FIRST_LINE = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True)
class Proof:
    """Where a leaf stands, the hashes from it to the root, the signed checkpoint, and words that open the leaf."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""

    def __str__(self) -> str:
        lines = [FIRST_LINE]
        if self.extra:
            lines.append(f"extra {notes.encode(self.extra)}")
        lines.append(f"index {self.index}")
        return "\n".join([*lines, *map(notes.encode, self.path), "", self.checkpoint])


def parse(text: str) -> Proof:
    """Read a proof. Raises BadNote."""
    above, _blank, checkpoint = text.partition("\n\n")
    first, *lines = above.split("\n")
    if first != FIRST_LINE or not lines:
        raise BadNote("it is no such proof")
    extra = notes.decode(lines.pop(0).removeprefix("extra ")) if lines[0].startswith("extra ") else b""
    word, _space, index = lines.pop(0).partition(" ") if lines else ("", "", "")
    if word != "index" or not notes.is_number(index):
        raise BadNote("its index is no number")
    path = tuple(map(notes.decode, lines))
    if any(len(hash_) != notes.HASH_SIZE for hash_ in path):
        raise BadNote("a hash of its path has another length")
    return Proof(int(index), path, checkpoint, extra)


def check(proof: Proof, leaf: bytes, policy: Policy) -> tuple[Checkpoint, Collection[Verifier]]:
    """Return the checkpoint that `proof` leads to from the entry `leaf`, and the witnesses that cosigned it.

    Raises BadNote where no log of `policy` signed it or its witnesses are not enough, and BadProof where the path
    leads elsewhere.
    """
    text, lines = notes.split(proof.checkpoint)
    log = next((one for one in policy.logs if notes.signed_by(text, lines, one) is not None), None)
    if log is None:
        raise BadNote("no log that is known signed it")
    checkpoint = notes.opened(proof.checkpoint, log)
    verifiers = [witness.verifier for witness in policy.witnesses.values()]
    cosigned = [one for one in verifiers if notes.signed_by(text, lines, one) is not None]
    if not policy.is_met(cosigned):
        raise BadNote("too few witnesses cosigned it")
    merkle.check_inclusion(merkle.leaf_hash(leaf), proof.index, checkpoint.size, proof.path, checkpoint.root)
    return checkpoint, cosigned
