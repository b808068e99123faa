"""Notes and proofs are what another program reads and writes."""

import hashlib

import pytest
from aics_tlog import Checkpoint as OtherCheckpoint
from aics_tlog import format_vkey, parse_note, sign_checkpoint, verify_checkpoint, vkey_from_ed25519
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from charter.transparency import merkle, notes
from charter.transparency.notes import PROOF, BadNote, Checkpoint, Signer, Verifier, proof_text

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
    with pytest.raises(BadNote):
        notes.proven(proof, [SIGNER.verifier])


def test_a_proof_shows_its_words_to_who_knows_the_log():
    leaf = hashlib.sha256(SALT + LEAF).digest()
    text = Checkpoint(ORIGIN, 1, merkle.leaf_hash(leaf)).text
    proof = proof_text(index=0, path=(), checkpoint=f"{text}\n{SIGNER.sign(text)}", extra=SALT + LEAF)
    assert notes.proven(proof, [SIGNER.verifier]) == LEAF
    with pytest.raises(BadNote):
        notes.proven(proof, [])
