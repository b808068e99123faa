"""The tree agrees with an independent implementation, at every size of interest."""

import hashlib

import pytest
from aics_tlog import MerkleTree
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.transparency import merkle, notes
from charter.transparency.notes import BadNote, Signer, proof_text

MOST = 600
WORDS = [bytes([number % 256, number // 256]) for number in range(MOST)]
ENTRIES = [hashlib.sha256(words).digest() for words in WORDS]
OTHER = MerkleTree(ENTRIES)
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
SIZES = [0, 1, 2, 3, 5, 255, 256, 257, 511, MOST]
SIGNER = Signer("coalition.example/log", Ed25519PrivateKey.from_private_bytes(bytes(32)))


def test_the_root_of_each_size_is_that_of_another_program():
    assert dict(merkle.roots(LEAVES, [*SIZES, MOST + 1])) == {size: OTHER.root(size) for size in SIZES}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_proof_is_that_of_another_program_and_a_spoilt_one_proves_nothing(data):
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_proof(LEAVES[:size], index)
    assert path == OTHER.inclusion_proof(index, size)
    text = notes.Checkpoint(SIGNER.name, size, OTHER.root(size)).text
    note = f"{text}\n{SIGNER.sign(text)}"
    assert (
        notes.proven(proof_text(index=index, path=path, checkpoint=note, extra=WORDS[index]), [SIGNER.verifier])
        == WORDS[index][32:]
    )

    at = data.draw(st.integers(0, len(path) - 1))
    for middle, end in (([], at + 1), ([bytes(32)], at), ([bytes(32)], at + 1)):  # lost, added, changed
        spoilt = [*path[:at], *middle, *path[end:]]
        with pytest.raises(BadNote):
            notes.proven(proof_text(index=index, path=spoilt, checkpoint=note, extra=WORDS[index]), [SIGNER.verifier])
