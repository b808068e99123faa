"""The tree agrees with an independent implementation, at every size of interest."""

import hashlib

import pytest
from aics_tlog import MerkleTree
from aics_tlog import verify_consistency as other_consistency
from aics_tlog import verify_inclusion as other_inclusion
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.transparency import merkle, witness
from charter.transparency.merkle import WIDTH, BadProof
from charter.transparency.witness import Head

MOST = 600
ENTRIES = [hashlib.sha256(bytes([number % 256, number // 256])).digest() for number in range(MOST)]
OTHER = MerkleTree(ENTRIES)
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
SIZES = st.integers(1, MOST)


ABOVE = [merkle.fold(LEAVES[at : at + WIDTH]) for at in range(0, MOST - WIDTH + 1, WIDTH)]


def tiles(level, number):
    return [LEAVES, ABOVE][level][number * WIDTH : (number + 1) * WIDTH]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 255, 256, 257, 511, 512, MOST])
def test_the_root_is_that_of_another_program(size):
    assert merkle.root(tiles, size) == OTHER.root(size)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_both_programs_take_each_others_proofs(data):
    size = data.draw(SIZES)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    path = merkle.inclusion_proof(tiles, index, size)
    assert path == OTHER.inclusion_proof(index, size)
    assert other_inclusion(LEAVES[index], index, size, path, OTHER.root(size))
    merkle.check_inclusion(LEAVES[index], index, size, path, OTHER.root(size))

    path = merkle.consistency_proof(tiles, old, size)
    assert path == OTHER.consistency_proof(old, size)
    assert other_consistency(old, size, OTHER.root(old), OTHER.root(size), path)
    merkle.check_consistency(old, size, OTHER.root(old), OTHER.root(size), path)
    assert witness.continues(Head(old, OTHER.root(old)), Head(size, OTHER.root(size)), path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_proof_with_one_changed_lost_or_added_hash_proves_nothing(data):
    size = data.draw(st.integers(2, MOST))
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size - 1))
    spoil = data.draw(st.sampled_from([lost, added, changed]))
    place = data.draw(st.integers(0, 20))
    with pytest.raises(BadProof):
        merkle.check_inclusion(
            LEAVES[index], index, size, spoil(merkle.inclusion_proof(tiles, index, size), place), OTHER.root(size)
        )
    path = spoil(merkle.consistency_proof(tiles, old, size), place)
    with pytest.raises(BadProof):
        merkle.check_consistency(old, size, OTHER.root(old), OTHER.root(size), path)
    assert not witness.continues(Head(old, OTHER.root(old)), Head(size, OTHER.root(size)), path)


def lost(path, place):
    return path[: place % len(path)] + path[place % len(path) + 1 :]


def added(path, place):
    at = place % (len(path) + 1)
    return [*path[:at], bytes(32), *path[at:]]


def changed(path, place):
    at = place % len(path)
    return [*path[:at], bytes(32), *path[at + 1 :]]


@pytest.mark.parametrize(("old", "size"), [(3, 5), (4, 8), (255, 256), (256, 257)])
def test_a_history_that_was_rewritten_has_no_proof(old, size):
    other = MerkleTree([b"other", *ENTRIES[1:]])
    path = other.consistency_proof(old, size)
    with pytest.raises(BadProof):
        merkle.check_consistency(old, size, OTHER.root(old), other.root(size), path)
    assert not witness.continues(Head(old, OTHER.root(old)), Head(size, other.root(size)), path)


@pytest.mark.parametrize(
    ("ask", "first", "words"),
    [(merkle.inclusion_proof, 5, "There is no leaf 5"), (merkle.consistency_proof, 6, "is no beginning")],
)
def test_what_is_not_there_has_no_proof(ask, first, words):
    with pytest.raises(ValueError, match=words):
        ask(tiles, first, 5)
