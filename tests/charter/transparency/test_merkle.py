"""The tree agrees with an independent implementation, at every size of interest."""

import hashlib

import pytest
from aics_tlog import MerkleTree
from aics_tlog import verify_inclusion as other_inclusion
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.transparency import merkle
from charter.transparency.merkle import BadProof

MOST = 600
ENTRIES = [hashlib.sha256(bytes([number % 256, number // 256])).digest() for number in range(MOST)]
OTHER = MerkleTree(ENTRIES)
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
SIZES = [0, 1, 2, 3, 5, 255, 256, 257, 511, MOST]


def test_the_root_of_each_size_is_that_of_another_program():
    assert dict(merkle.roots(LEAVES, [*SIZES, MOST + 1])) == {size: OTHER.root(size) for size in SIZES}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_both_programs_take_each_others_proofs_and_a_spoilt_one_proves_nothing(data):
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_proof(LEAVES[:size], index)
    assert path == OTHER.inclusion_proof(index, size)
    assert other_inclusion(LEAVES[index], index, size, path, OTHER.root(size))
    merkle.check_inclusion(LEAVES[index], index, size, path, OTHER.root(size))

    at = data.draw(st.integers(0, len(path) - 1))
    lost, added, changed = ([*path[:at], *middle, *path[end:]] for middle, end in (
        ([], at + 1), ([bytes(32)], at), ([bytes(32)], at + 1),
    ))  # fmt: skip
    for spoilt in (lost, added, changed):
        with pytest.raises(BadProof):
            merkle.check_inclusion(LEAVES[index], index, size, spoilt, OTHER.root(size))


def test_what_is_not_there_has_no_proof():
    with pytest.raises(ValueError, match="There is no leaf 5"):
        merkle.inclusion_proof(LEAVES[:5], 5)
