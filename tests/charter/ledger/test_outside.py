"""What anybody checks from outside: by the published program, by another one, by a witness of their own."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pgtrigger
import pikepdf
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
from django.utils import timezone
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.certificates.pdf_signature import sign
from charter.ledger import keys, log, notes
from charter.ledger.models import Checkpoint, Leaf, LedgerEntry
from charter.ledger.notes import Signer
from charter.signing.models import Signature
from coalition.certificates.signing_key import development_identity
from tests.charter.audit.test_keys import FIRST, SECOND, pem
from tests.factories.charter import accept, submitted

from .test_log import grow

WITNESS = Ed25519PrivateKey.from_private_bytes(bytes([7] * 32))


@pytest.fixture
def kept(db, client, tmp_path) -> Callable[[Signature], dict[str, Path]]:
    """Return what keeps the files of a signature on the day of its publication, and the program to check them."""

    def keep(signature: Signature) -> dict[str, Path]:
        log.sign_checkpoint()
        Certificate.objects.owed().exclude(language="en").delete()
        certificates.issue_due()
        log.sign_checkpoint()
        code, row = signature.verification_code, Certificate.objects.latest_of(signature).get()
        addresses = {
            "checkpoint": "/data/charter-log/checkpoint",
            "certificate.pdf": f"/en/charter/certificate/{code}/en.pdf",
            "certificate.tlog-proof": f"/data/charter-log/certificate/{row.sha256}",
            "proof": f"/en/charter/verify/{code}/ledger.tlog-proof",
            "keys": "/data/charter-log/keys",
            "verify.py": "/data/charter-log/verify.py",
        }
        folder = tmp_path / f"{code}-{row.edition}"
        folder.mkdir()
        for name, address in addresses.items():
            (folder / name).write_bytes(client.get(address).content)
        return {name: folder / name for name in addresses}

    return keep


@pytest.fixture
def files(kept) -> dict[str, Path]:
    with transaction.atomic():
        signature = accept(submitted())
    return kept(signature)


def verdict(program: Path, *arguments: Path | str, key: str | Path = "") -> tuple[int, str]:
    """Return what the program says, alone in an interpreter that finds no packages."""
    command = [sys.executable, "-I", "-S", program, key or str(keys.verifier()), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_published_program_checks_a_certificate_and_what_was_kept_against_a_running_site(live_server, files):
    program, key, address = files.pop("verify.py"), files.pop("keys"), f"{live_server.url}/data/charter-log"
    certificate_proof = files.pop("certificate.tlog-proof")
    early = log.newest().size
    with transaction.atomic():
        accept(submitted())
    newest = log.sign_checkpoint()
    code, said = verdict(program, *files.values(), address, key=key)
    entry, row = LedgerEntry.objects.get(sequence=4), Certificate.objects.issued().get()
    words = f'{{"about":"4","fingerprint":"{entry.hash}","kind":"entry"}}'
    record = log.opening(certificates.record(row)).decode()
    lines = [
        f"{address}: signed, {newest.size} leaves",
        f"{files['checkpoint']}: signed, {early} leaves",
        f"{files['certificate.pdf']}: signed, {record}",
        f"{files['proof']}: signed, {words}",
    ]
    assert (code, said.splitlines()) == (0, lines)
    offline = (files["certificate.pdf"], certificate_proof)
    assert verdict(program, *offline) == (0, "".join(f"{name}: signed, {record}\n" for name in offline))
    missing = "not checked, add the proof of this file or the address of the log"
    assert verdict(program, offline[0]) == (1, f"{offline[0]}: {missing}\n")
    with pgtrigger.ignore():
        Leaf.objects.filter(index=3).update(hash=bytes(32))
    code, said = verdict(program, files["proof"], address)
    assert (code, said.splitlines()[0]) == (1, f"{address}: changed, its leaves are not those that it signed")


CHANGES = {
    "checkpoint": (b"\n", b"1\n", "changed, the log did not sign this checkpoint"),
    "proof": (b"index ", b"index 1", "changed, the proof leads to another root"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_the_published_program_refuses_what_does_not_hold(files, name):
    before, after, said = CHANGES[name]
    kept = files[name].read_bytes()
    files[name].write_bytes(kept.replace(before, after, 2 if name == "checkpoint" else 1))
    assert verdict(files["verify.py"], files[name]) == (1, f"{files[name]}: {said}\n")
    files[name].write_bytes(kept[: len(kept) // 3])
    assert verdict(files["verify.py"], files[name]) == (1, f"{files[name]}: changed, it cannot be read\n")
    files[name].write_bytes(kept)
    assert verdict(files["verify.py"], files[name])[0] == 0
    other = Signer(keys.origin(), WITNESS).verifier
    said = "not signed by a key in use: download the file of the log's keys"
    assert verdict(files["verify.py"], files[name], key=str(other)) == (1, f"{files[name]}: {said}\n")


def save(pdf: pikepdf.Pdf) -> bytes:
    content = BytesIO()
    pdf.save(content)
    return content.getvalue()


def change_words(certificate: bytes, _other: bytes) -> bytes:
    pdf = pikepdf.open(BytesIO(certificate))
    pdf.pages[0].contents_add(b"BT /f0 12 Tf 100 700 Td (Another Town) Tj ET")
    return save(pdf)


def change_picture(certificate: bytes, _other: bytes) -> bytes:
    pdf = pikepdf.open(BytesIO(certificate))
    pdf.pages[0].contents_add(b"q 1 0 0 rg 60 60 120 120 re f Q")  # over the square with the address
    return save(pdf)


def append_revision(certificate: bytes, _other: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(certificate))
    title = generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("Another Town")})
    writer.set_info(writer.add_object(title))
    content = BytesIO()
    writer.write(content)
    assert content.getvalue().startswith(certificate)
    return content.getvalue()


def embed_other_proof(certificate: bytes, other: bytes) -> bytes:
    pdf, source = pikepdf.open(BytesIO(certificate)), pikepdf.open(BytesIO(other))
    proof = source.attachments["ledger.tlog-proof"].get_file().read_bytes()
    pdf.attachments["ledger.tlog-proof"] = pikepdf.AttachedFileSpec(pdf, proof, filename="ledger.tlog-proof")
    return save(pdf)


def sign_with_other_key(certificate: bytes, _other: bytes) -> bytes:
    pdf = pikepdf.open(BytesIO(certificate))
    del pdf.Root["/AcroForm"], pdf.Root["/Perms"], pdf.pages[0]["/Annots"]
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        other = development_identity(Path(folder) / "other.pem")
        patch.setattr("coalition.certificates.file_signatures.identity", lambda: other)
        return sign(save(pdf), name="Coalition", reason="Certificate").pdf


FORGERIES: dict[str, Callable[[bytes, bytes], bytes]] = {
    "words": change_words,
    "picture": change_picture,
    "appended revision": append_revision,
    "proof of another signature": embed_other_proof,
    "signature by another key": sign_with_other_key,
    "cut": lambda certificate, _other: certificate[: len(certificate) * 3 // 4],
    "cut to the header": lambda certificate, _other: certificate[:20],
    "one bit": lambda certificate, _other: certificate[:-40] + bytes([certificate[-40] ^ 1]) + certificate[-39:],
    "line at the end": lambda certificate, _other: certificate + b"\n",
    "bytes before it": lambda certificate, _other: b"%\n" + certificate,
}


def test_a_forged_certificate_is_changed_and_a_replaced_edition_stays_valid(client, live_server, files, kept):
    """The program and the page of the site look at the bytes, and not at the proof inside, which anybody can copy."""
    program, address = files["verify.py"], f"{live_server.url}/data/charter-log"
    with transaction.atomic():
        other = kept(accept(submitted()))["certificate.pdf"].read_bytes()
    certificate = files["certificate.pdf"].read_bytes()
    told = {}
    for name, forge in FORGERIES.items():
        files["certificate.pdf"].write_bytes(forged := forge(certificate, other))
        page = client.get(f"/en/charter/verify/file/{hashlib.sha256(forged).hexdigest()}/")
        red = 'class="notice notice--danger"' in page.text and "it was changed since" in page.text
        with_proof = verdict(program, files["certificate.pdf"], files["certificate.tlog-proof"])
        online = verdict(program, files["certificate.pdf"], address)
        told[name] = (page.status_code, red, with_proof[0], with_proof[1].splitlines()[0], online[0], online[1])
    path = files["certificate.pdf"]
    log_line = f"{address}: signed, {log.newest().size} leaves\n"
    missing = f"{path}: not checked, add the proof of this file or the address of the log"
    changed = f"{log_line}{path}: changed, the log has no certificate with these bytes\n"
    assert told == dict.fromkeys(FORGERIES, (404, True, 1, missing, 1, changed))

    signature = Signature.objects.get(verification_code=path.parent.name.rpartition("-")[0])
    certificates.reissue(signature=signature)
    newer = kept(signature)
    path.write_bytes(certificate)
    for file in (path, newer["certificate.pdf"]):
        assert verdict(program, file, address)[0] == 0
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert client.get(f"/en/charter/verify/file/{digest}/").status_code == 200


def test_the_published_program_checks_old_and_new_files_after_a_change_of_key(live_server, settings, kept):
    address = f"{live_server.url}/data/charter-log"
    settings.CHARTER_LOG_KEY = pem(FIRST)
    former, first_key = keys.signer(), str(keys.verifier())
    with transaction.atomic():
        old = kept(accept(submitted()))
    settings.CHARTER_LOG_FORMER_KEYS, settings.CHARTER_LOG_KEY = first_key, pem(SECOND)
    with transaction.atomic():
        new = kept(accept(submitted()))
    begun = [line.split() for line in new["keys"].read_text().splitlines()]
    day, sizes = f"{timezone.now():%Y-%m-%d}", sorted(Checkpoint.objects.values_list("size", flat=True))
    assert begun[0] == [first_key, str(sizes[0]), day]
    assert begun[1][0] == str(keys.verifier())
    names = ("certificate.pdf", "certificate.tlog-proof", "checkpoint", "proof")
    files = [found[name] for found in (old, new) for name in names]
    code, said = verdict(new["verify.py"], *files, address, key=new["keys"])
    assert (code, said.count(": signed, ")) == (0, 9)

    said = verdict(new["verify.py"], new["checkpoint"], key=first_key)
    message = "not signed by a key in use: download the file of the log's keys"
    assert said == (1, f"{new['checkpoint']}: {message}\n")
    size = log.newest().size + 1
    text = notes.Checkpoint(keys.origin(), size, bytes(32)).text
    new["checkpoint"].write_text(f"{text}\n{former.sign(text)}")  # whoever stole the former key signs a later one
    assert verdict(new["verify.py"], new["checkpoint"], key=new["keys"]) == said


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
