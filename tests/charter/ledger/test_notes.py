"""The tree agrees with an independent implementation, at every size of interest."""

import hashlib

import pytest
from aics_tlog import Checkpoint as OtherCheckpoint
from aics_tlog import MerkleTree, format_vkey, parse_note, sign_checkpoint, verify_checkpoint, vkey_from_ed25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from charter.ledger import merkle, notes, verifier
from charter.ledger.notes import PROOF, BadNote, Checkpoint, Signer, Verifier, proof_text

MOST = 600
WORDS = [bytes([number % 256, number // 256]) for number in range(MOST)]
ENTRIES = [hashlib.sha256(words).digest() for words in WORDS]
OTHER = MerkleTree(ENTRIES)
LEAVES = [merkle.leaf_hash(entry) for entry in ENTRIES]
SIZES = [0, 1, 2, 3, 5, 255, 256, 257, 511, MOST]
TREE_SIGNER = Signer("coalition.example/log", Ed25519PrivateKey.from_private_bytes(bytes(32)))


def is_proven(proof: str, key: Verifier) -> bool:
    """Say whether `proof` leads to the root that `key` signed, by the program that anybody downloads."""
    try:
        _words, root = verifier.climbed(proof)
        return root == notes.opened(proof.partition("\n\n")[2], [key]).root
    except (ValueError, IndexError):
        return False


def test_the_root_of_each_size_is_that_of_another_program():
    assert dict(merkle.roots(LEAVES, [*SIZES, MOST + 1])) == {size: OTHER.root(size) for size in SIZES}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_proof_is_that_of_another_program_and_a_spoilt_one_proves_nothing(data):
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    path = merkle.inclusion_proof(LEAVES[:size], index)
    assert path == OTHER.inclusion_proof(index, size)
    text = notes.Checkpoint(TREE_SIGNER.name, size, OTHER.root(size)).text
    note = f"{text}\n{TREE_SIGNER.sign(text)}"
    assert is_proven(proof_text(index=index, path=path, checkpoint=note, extra=WORDS[index]), TREE_SIGNER.verifier)

    at = data.draw(st.integers(0, len(path) - 1))
    for middle, end in (([], at + 1), ([bytes(32)], at), ([bytes(32)], at + 1)):  # lost, added, changed
        spoilt = [*path[:at], *middle, *path[end:]]
        proof = proof_text(index=index, path=spoilt, checkpoint=note, extra=WORDS[index])
        assert not is_proven(proof, TREE_SIGNER.verifier)


ORIGIN = "coalition.example/data/charter-log"
LOG_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))  # the same in each process that collects these tests
SIGNER = Signer(ORIGIN, LOG_KEY)
LEAF, SALT = b"the record", bytes(32)
CHECKPOINT = Checkpoint(ORIGIN, 1, merkle.leaf_hash(LEAF))
NOTE = f"{CHECKPOINT.text}\n{SIGNER.sign(CHECKPOINT.text)}"
WITNESS = "\u2014 town.example AAAA\n"


def test_a_key_is_written_as_another_program_writes_it():
    assert str(SIGNER.verifier) == format_vkey(vkey_from_ed25519(ORIGIN, LOG_KEY.public_key()))
    assert Verifier.parse(str(SIGNER.verifier)) == SIGNER.verifier


def test_another_program_takes_our_checkpoint_and_we_take_its_own():
    assert verify_checkpoint(parse_note(NOTE.encode()), vkey_from_ed25519(ORIGIN, LOG_KEY.public_key()), []).ok
    theirs = sign_checkpoint(OtherCheckpoint(ORIGIN, 1, CHECKPOINT.root), LOG_KEY, ORIGIN)
    assert notes.opened(theirs.to_bytes().decode() + WITNESS, [SIGNER.verifier]) == CHECKPOINT


@pytest.mark.parametrize(
    "note",
    [
        "",
        CHECKPOINT.text,
        NOTE.replace("\n1\n", "\n2\n"),
        NOTE.replace("\n1\n", "\n01\n"),
        NOTE.replace(ORIGIN, "other.example"),
        NOTE.replace("— ", "- "),
        NOTE.replace(notes.encode(CHECKPOINT.root), "AAAA"),
        NOTE[:-9],
    ],
)
def test_what_the_log_did_not_sign_is_refused(note):
    with pytest.raises(BadNote):
        notes.opened(note, [SIGNER.verifier])


@pytest.mark.parametrize(
    "key", ["", "a+b", f"{ORIGIN}+00000000+AAAA", str(SIGNER.verifier).replace("coalition", "other")]
)
def test_what_is_no_key_is_refused(key):
    with pytest.raises(BadNote):
        Verifier.parse(key)


@pytest.mark.parametrize("proof", ["", PROOF, f"{PROOF}\nindex -1\n\n", f"{PROOF}\nextra *\nindex 0\n\n{NOTE}"])
def test_what_is_no_proof_or_leads_elsewhere_is_refused(proof):
    assert not is_proven(proof, SIGNER.verifier)
