"""A certificate is checked without the site, by the keys inside it or by those that somebody kept."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from charter.certificates import checking
from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger.models import LedgerEntry
from charter.transparency import keys, notes, services
from charter.transparency.notes import BadNote, Signer
from tests.charter.certificates.checked import published

pytestmark = pytest.mark.django_db


def made(tmp_path):
    signature = published()
    services.sign_checkpoint()
    row = Certificate.objects.owed().filter(language="en").get()
    certificates.issue(pk=row.pk)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(bytes(Certificate.objects.get(pk=row.pk).pdf))
    return signature, path


def test_a_certificate_proves_itself_by_what_is_inside_it(tmp_path):
    signature, path = made(tmp_path)
    entry = LedgerEntry.objects.get(signature=signature, event="publish")
    assert checking.check(path.read_bytes()).opened == {
        "kind": "entry", "about": str(entry.sequence), "fingerprint": entry.hash,
    }  # fmt: skip
    proof = checking.enclosed(path.read_bytes())["ledger.tlog-proof"].decode()
    other = Signer(keys.origin(), Ed25519PrivateKey.from_private_bytes(bytes([9] * 32)))
    with pytest.raises(BadNote, match="no log that is known signed it"):
        notes.proven(proof, [other.verifier])
    with pytest.raises(BadNote):
        checking.check(b"%PDF-1.7 nothing")


def test_the_keys_of_a_former_certificate_are_read_beside_its_witnesses():
    former = f"log {keys.verifier()}\nwitness town town.example+00+AAAA\ngroup towns any town\nquorum towns\n"
    assert keys.in_policy(former) == [keys.verifier()]
