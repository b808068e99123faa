"""What anybody checks from outside: by the published program, by another one, by a witness of their own."""

import subprocess
import sys
from pathlib import Path

import pgtrigger
import pytest
from aics_tlog import (
    HttpTileReader,
    Note,
    audit_tiles,
    consistency_proof_from_tiles,
    cosignature_vkey,
    parse_note,
    parse_vkey,
    sign_cosignature,
    verify_checkpoint,
    verify_consistency,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import keys, log, notes
from charter.ledger.models import Leaf, LedgerEntry
from charter.ledger.notes import Signer
from tests.factories.charter import accept, submitted

from .test_log import grow

WITNESS = Ed25519PrivateKey.from_private_bytes(bytes([7] * 32))


@pytest.fixture
def files(db, client, tmp_path) -> dict[str, Path]:
    """What somebody kept of a signature on the day of its publication, and the program to check it."""
    with transaction.atomic():
        signature = accept(submitted())
    Certificate.objects.exclude(language="en").delete()
    log.sign_checkpoint()
    certificates.issue_due()
    code = signature.verification_code
    addresses = {
        "checkpoint": "/data/charter-log/checkpoint",
        "certificate.pdf": f"/en/charter/certificate/{code}/en.pdf",
        "proof": f"/en/charter/verify/{code}/ledger.tlog-proof",
        "verify.py": "/data/charter-log/verify.py",
    }
    for name, address in addresses.items():
        (tmp_path / name).write_bytes(client.get(address).content)
    return {name: tmp_path / name for name in addresses}


def verdict(program: Path, *arguments: Path | str, key: str = "") -> tuple[int, str]:
    """Return what the program says, alone in an interpreter that finds no packages."""
    command = [sys.executable, "-I", "-S", program, key or str(keys.verifier()), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_published_program_checks_a_certificate_and_what_was_kept_against_a_running_site(live_server, files):
    program, address = files.pop("verify.py"), f"{live_server.url}/data/charter-log"
    early = log.newest().size
    with transaction.atomic():
        accept(submitted())
    newest = log.sign_checkpoint()
    code, said = verdict(program, *files.values(), address)
    entry = LedgerEntry.objects.get(sequence=4)
    words = f'{{"about":"4","fingerprint":"{entry.hash}","kind":"entry"}}'
    assert (code, said.splitlines()) == (
        0,
        [
            f"{address}: signed, {newest.size} leaves",
            f"{files['checkpoint']}: signed, {early} leaves",
            f"{files['certificate.pdf']}: signed, {words}",
            f"{files['proof']}: signed, {words}",
        ],
    )
    with pgtrigger.ignore():
        Leaf.objects.filter(index=3).update(hash=bytes(32))
    assert verdict(program, *files.values(), address) == (1, "Its leaves are others.\n")


CHANGES = {
    "checkpoint": (b"\n", b"1\n", "The log did not sign this checkpoint.\n"),
    "proof": (b"index ", b"index 1", "{}: the proof leads to another root.\n"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_published_program_refuses_what_does_not_hold(files, name):
    before, after, said = CHANGES[name]
    kept = files[name].read_bytes()
    files[name].write_bytes(kept.replace(before, after, 2 if name == "checkpoint" else 1))
    assert verdict(files["verify.py"], files[name]) == (1, said.format(files[name]))
    files[name].write_bytes(kept)
    assert verdict(files["verify.py"], files[name])[0] == 0
    other = Signer(keys.origin(), WITNESS).verifier
    assert verdict(files["verify.py"], files[name], key=str(other))[0] == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("sizes", [(1, 5), (5, 300)])
def test_another_program_reads_the_tiles_and_a_witness_cosigns_what_follows(live_server, sizes):
    """Tiles and checkpoints are all that a witness needs to be asked (C2SP tlog-tiles, tlog-witness)."""
    roots = []
    for size in sizes:
        grow(size - log.size(), log.size())
        roots.append(bytes(log.sign_checkpoint().root))
    grow(1, log.size())  # which no checkpoint covers yet
    reader = HttpTileReader(f"{live_server.url}/data/charter-log", proxies={})
    audit_tiles(reader, sizes[1], roots[1])
    assert verify_consistency(*sizes, *roots, consistency_proof_from_tiles(reader, *sizes))
    _blob, line = sign_cosignature(WITNESS, "witness.example", 1, keys.origin(), sizes[1], roots[1])
    signed = parse_note(log.newest().note.encode())
    note = Note(signed.text, (*signed.signatures, line))
    witness = cosignature_vkey("witness.example", WITNESS.public_key())
    assert verify_checkpoint(note, parse_vkey(str(keys.verifier())), [witness], 1).ok
    assert notes.opened(note.serialise(), [keys.verifier()]).size == sizes[1]
    beyond = reader.read_tile(0, sizes[1] // 256, sizes[1] % 256 + 1)
    assert (beyond, reader.read_tile(1, 0, 1) is None) == (None, sizes[1] < 256)
