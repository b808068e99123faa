"""A certificate is checked without the site, by the keys inside it or by those that somebody kept."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from charter.certificates import proofs, views
from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import keys, log, notes
from charter.ledger.models import LedgerEntry
from charter.ledger.notes import BadNote, Signer

from .checked import published

pytestmark = pytest.mark.django_db


def made(tmp_path):
    signature = published()
    log.sign_checkpoint()
    row = Certificate.objects.owed().filter(language="en").get()
    certificates.issue(pk=row.pk)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(bytes(Certificate.objects.get(pk=row.pk).pdf))
    return signature, path


def test_a_certificate_proves_itself_by_what_is_inside_it(tmp_path):
    signature, path = made(tmp_path)
    entry = LedgerEntry.objects.get(signature=signature, event="publish")
    assert proofs.check(path.read_bytes()).opened == {
        "kind": "entry", "about": str(entry.sequence), "fingerprint": entry.hash,
    }  # fmt: skip
    proof = proofs.enclosed(path.read_bytes())["ledger.tlog-proof"].decode()
    other = Signer(keys.origin(), Ed25519PrivateKey.from_private_bytes(bytes([9] * 32)))
    with pytest.raises(BadNote, match="no log that is known signed it"):
        notes.proven(proof, [other.verifier])
    with pytest.raises(BadNote):
        proofs.check(b"%PDF-1.7 nothing")


def test_the_keys_of_a_former_certificate_are_read_beside_its_witnesses():
    former = f"log {keys.verifier()}\nwitness town town.example+00+AAAA\ngroup towns any town\nquorum towns\n"
    assert keys.in_policy(former) == [keys.verifier()]


pytestmark = pytest.mark.django_db


def look(client, row: Certificate, language: str = "en") -> str:
    answer = client.get(f"/{language}/charter/verify/file/{row.sha256}/")
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_a_proof_that_holds_is_told(client, tmp_path):
    signature, _path = made(tmp_path)
    row = Certificate.objects.issued().get(signature=signature)

    text = look(client, row)

    proof = views.proof_in(row)
    assert f"was entry {row.entry.sequence} of the ledger when the public log" in text
    assert f"had {proof.size} records. We checked it just now" in text
    assert "not that the signature is still in force" in text


def test_a_proof_of_another_entry_or_one_that_does_not_hold_is_said_aloud(client, tmp_path, monkeypatch):
    signature, _path = made(tmp_path)
    row = Certificate.objects.issued().get(signature=signature)
    genuine = proofs.check(bytes(row.pdf))
    other = proofs.Checked(genuine.checkpoint, {**genuine.opened, "about": "999"})
    monkeypatch.setattr(proofs, "check", lambda pdf: other)
    assert "The proof inside this file does not hold." in look(client, row)

    def refuse(pdf: bytes) -> None:
        raise BadNote("the path leads elsewhere")

    monkeypatch.setattr(proofs, "check", refuse)
    text = look(client, row)
    assert "The proof inside this file does not hold." in text
    assert "We checked it just now" not in text
