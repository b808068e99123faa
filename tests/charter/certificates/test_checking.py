"""A certificate is checked without the site, by the keys inside it or by those that somebody kept."""

from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger.models import LedgerEntry
from charter.transparency import keys, services
from charter.transparency.notes import Signer
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


def said(path, **options) -> str:
    out = StringIO()
    call_command("check_certificate", path, stdout=out, **options)
    return out.getvalue()


def test_a_certificate_proves_itself_by_what_is_inside_it(tmp_path):
    signature, path = made(tmp_path)
    entry = LedgerEntry.objects.get(signature=signature, event="publish")
    words = said(path)
    assert f"held entry {entry.sequence} of the ledger, fingerprint {entry.hash}" in words
    assert "compare them with the page of the ledger" in words
    assert f"{signature.text_digest}  charter.txt" in words


def test_who_kept_the_keys_of_another_log_is_not_taken_in(tmp_path):
    _signature, path = made(tmp_path)
    assert "compare them" not in said(path, keys=[str(keys.verifier())])
    other = Signer(keys.origin(), Ed25519PrivateKey.from_private_bytes(bytes([9] * 32)))
    with pytest.raises(CommandError, match="no log that is known signed it"):
        said(path, keys=[str(other.verifier)])
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(CommandError, match="The proof does not hold: "):
        said(path)


def test_the_keys_of_a_former_certificate_are_read_beside_its_witnesses():
    former = f"log {keys.verifier()}\nwitness town town.example+00+AAAA\ngroup towns any town\nquorum towns\n"
    assert keys.in_policy(former) == [keys.verifier()]
