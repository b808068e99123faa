"""Notes, cosignatures, proofs and policies are what another program reads and writes."""

import pytest
from aics_tlog import Checkpoint as OtherCheckpoint
from aics_tlog import (
    cosignature_vkey,
    format_vkey,
    parse_note,
    sign_checkpoint,
    sign_cosignature,
    verify_checkpoint,
    vkey_from_ed25519,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from charter.transparency import merkle, notes, policies, proofs
from charter.transparency.merkle import BadProof
from charter.transparency.notes import LOG, WITNESS, BadNote, Checkpoint, Signer, Verifier
from charter.transparency.policies import BadPolicy

ORIGIN = "coalition.example/data/charter-log"
# The same in each process that collects these tests.
LOG_KEY, WITNESS_KEY, OTHER_KEY = (Ed25519PrivateKey.from_private_bytes(bytes([number] * 32)) for number in range(3))
SIGNER = Signer(ORIGIN, LOG, LOG_KEY)
TOWN = Signer("town.example/charter", WITNESS, WITNESS_KEY)
VILLAGE = Signer("village.example/charter", WITNESS, OTHER_KEY)
LEAF = b"the record"
CHECKPOINT = Checkpoint(ORIGIN, 1, merkle.leaf_hash(LEAF))
NOTE = f"{CHECKPOINT.text}\n{SIGNER.sign(CHECKPOINT.text)}"


def test_keys_are_written_as_another_program_writes_them():
    assert str(SIGNER.verifier) == format_vkey(vkey_from_ed25519(ORIGIN, LOG_KEY.public_key()))
    assert str(TOWN.verifier) == format_vkey(cosignature_vkey(TOWN.name, WITNESS_KEY.public_key()))
    assert Verifier.parse(str(TOWN.verifier)) == TOWN.verifier


def test_another_program_takes_our_checkpoint_and_cosignature():
    note = parse_note((NOTE + TOWN.sign(CHECKPOINT.text, moment=1_800_000_000)).encode())
    log, witness = (
        vkey_from_ed25519(ORIGIN, LOG_KEY.public_key()),
        cosignature_vkey(TOWN.name, WITNESS_KEY.public_key()),
    )
    assert verify_checkpoint(note, log, [witness], quorum=1).ok


def test_we_take_the_checkpoint_and_cosignature_of_another_program():
    theirs = sign_checkpoint(OtherCheckpoint(ORIGIN, 1, CHECKPOINT.root), LOG_KEY, ORIGIN)
    assert notes.opened(theirs.to_bytes().decode(), SIGNER.verifier) == CHECKPOINT
    _signed, line = sign_cosignature(WITNESS_KEY, TOWN.name, 1_800_000_000, ORIGIN, 1, CHECKPOINT.root)
    written = f"— {line.name} {notes.encode(line.key_id + line.signature)}\n"
    assert notes.signed_by(CHECKPOINT.text, [written], TOWN.verifier) == 1_800_000_000


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
        notes.opened(note, SIGNER.verifier)


@pytest.mark.parametrize(
    "key", ["", "a+b", f"{ORIGIN}+00000000+AAAA", str(SIGNER.verifier).replace("coalition", "other")]
)
def test_what_is_no_key_is_refused(key):
    with pytest.raises(BadNote):
        Verifier.parse(key)


POLICY = f"""
# two of two, or the log alone would do
log {SIGNER.verifier} https://{ORIGIN}
witness town {TOWN.verifier} https://town.example
witness village {VILLAGE.verifier}
group both all town village
group one any both
quorum one
"""


def test_a_policy_says_who_is_enough():
    policy = policies.parse(POLICY)
    assert policy.witnesses["town"].url == "https://town.example"
    assert not policy.is_met([])
    assert not policy.is_met([TOWN.verifier])
    assert policy.is_met([VILLAGE.verifier, TOWN.verifier])
    assert policies.parse("quorum none").is_met([])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("quorum nobody", "line 9: nobody is not named before"),
        ("quorum one", "one line quorum"),
        ("witness town x", "line 9"),
        (f"witness third {TOWN.verifier}", "line 9: the key is no witness's, or stands here twice"),
        (f"log {TOWN.verifier}", "line 9: the key is no log's"),
        ("group two 2 one", "line 9: 2 of 1 members cannot be"),
        ("group three 1 town", "line 9: a member stands here twice"),
        ("group none 1 one", "line 9: none is a name that is taken"),
        ("group x y z", "line 9"),
        ("bless me", "line 9: it begins with none of"),
    ],
)
def test_a_policy_that_does_not_read_is_refused_by_its_line(line, words):
    with pytest.raises(BadPolicy, match=words):
        policies.parse(POLICY + line)


def proof(checkpoint=NOTE):
    return proofs.Proof(0, (), checkpoint, b"salt and words")


def test_a_proof_is_read_as_it_was_written_and_leads_to_its_checkpoint():
    cosigned = NOTE + TOWN.sign(CHECKPOINT.text, moment=5) + VILLAGE.sign(CHECKPOINT.text, moment=6)
    read = proofs.parse(str(proof(cosigned)))
    assert read == proof(cosigned)
    assert proofs.check(read, LEAF, policies.parse(POLICY)) == (CHECKPOINT, [TOWN.verifier, VILLAGE.verifier])


def test_a_proof_of_something_else_or_with_too_few_witnesses_proves_nothing():
    policy = policies.parse(POLICY)
    with pytest.raises(BadNote, match="too few"):
        proofs.check(proof(NOTE + TOWN.sign(CHECKPOINT.text, moment=5)), LEAF, policy)
    policy.quorum = policies.NOBODY
    with pytest.raises(BadProof):
        proofs.check(proof(), b"another record", policy)
    policy.logs.clear()
    with pytest.raises(BadNote, match="no log"):
        proofs.check(proof(), LEAF, policy)


@pytest.mark.parametrize(
    "text", ["", proofs.FIRST_LINE, f"{proofs.FIRST_LINE}\nindex -1\n\n", f"{proofs.FIRST_LINE}\nextra *\n\n"]
)
def test_what_is_no_proof_is_refused(text):
    with pytest.raises(BadNote):
        proofs.parse(text)
