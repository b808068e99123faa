"""A certificate is checked without the site, by the keys inside it or by those that somebody kept."""

from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from django.utils import timezone

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger.models import LedgerEntry
from charter.transparency import keys, notes, policies, services
from charter.transparency.models import Cosignature
from charter.transparency.notes import LOG, WITNESS, Signer
from tests.charter.certificates.checked import published

pytestmark = pytest.mark.django_db

TOWN = Signer("town.example/charter", WITNESS, Ed25519PrivateKey.from_private_bytes(bytes([7] * 32)))


def made(tmp_path, settings, *, cosigned: bool):
    settings.CHARTER_LOG_POLICY = f"witness town {TOWN.verifier} https://town.example/\nquorum town"
    signature = published()
    checkpoint = services.sign_checkpoint()
    if cosigned:
        moment = timezone.now().replace(microsecond=0)
        line = TOWN.sign(notes.split(checkpoint.note)[0], moment=int(moment.timestamp()))
        key = str(TOWN.verifier)
        Cosignature.objects.create(checkpoint=checkpoint, witness=TOWN.name, key=key, line=line, at=moment)
    row = Certificate.objects.owed().filter(language="en").get()
    certificates.issue(pk=row.pk)
    path = tmp_path / "certificate.pdf"
    path.write_bytes(bytes(Certificate.objects.get(pk=row.pk).pdf))
    return signature, path


def said(path, **options) -> str:
    out = StringIO()
    call_command("check_certificate", path, stdout=out, **options)
    return out.getvalue()


@pytest.mark.parametrize("cosigned", [True, False])
def test_a_certificate_proves_itself_by_what_is_inside_it(settings, tmp_path, cosigned):
    signature, path = made(tmp_path, settings, cosigned=cosigned)
    entry = LedgerEntry.objects.get(signature=signature, event="publish")
    words = said(path)
    assert f"held entry {entry.sequence} of the ledger, fingerprint {entry.hash}" in words
    seen = f"{TOWN.name}: as many as the policy asks for" if cosigned else "nobody: too few for the policy"
    assert f"Cosigned by {seen}." in words
    assert "compare them with the page of the ledger" in words
    assert f"{signature.text_digest}  charter.txt" in words


def test_who_kept_the_keys_of_another_log_is_not_taken_in(settings, tmp_path):
    _signature, path = made(tmp_path, settings, cosigned=True)
    kept = tmp_path / "policy"
    kept.write_text(str(keys.public_policy()))
    assert "compare them" not in said(path, policy=kept)
    other = Signer(keys.origin(), LOG, Ed25519PrivateKey.from_private_bytes(bytes([9] * 32)))
    kept.write_text(f"log {other.verifier}\nquorum none\n")
    with pytest.raises(CommandError, match="no log that is known signed it"):
        said(path, policy=kept)
    path.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(CommandError, match="The proof does not hold: "):
        said(path)


def test_the_policy_that_is_given_away_reads_again_and_says_where_nobody_is_asked(settings):
    settings.CHARTER_LOG_POLICY = (
        f"witness town {TOWN.verifier} https://town.example/\ngroup towns any town\nquorum towns"
    )
    given = policies.parse(str(keys.public_policy()))
    assert given.logs == [keys.verifier()]
    assert (given.witnesses["town"].verifier, given.witnesses["town"].url) == (TOWN.verifier, "")
    assert given.is_met([TOWN.verifier])
    assert not given.is_met([])
