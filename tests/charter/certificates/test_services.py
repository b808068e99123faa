"""From the order to the mail: certificates are owed by rows, made once, replaced by a new edition, never changed."""

import hashlib
import json
from datetime import date
from io import BytesIO, StringIO

import pikepdf
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import keys, log, notes, verifier
from charter.ledger.models import LedgerEntry
from charter.review import status
from charter.signing.models import Signature
from coalition.certificates import signing_key
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory, reviewer, two_reviewers
from tests.factories.members import LocalGovernmentFactory

from .checked import published
from .test_build import figures, words

pytestmark = pytest.mark.django_db
LANGUAGES = sorted(code for code, _name in settings.LANGUAGES)
FILE = "b" * 64


def issued(signature: Signature) -> dict[str, Certificate]:
    """Issue everything that is owed; return the latest certificates of `signature` by language."""
    assert certificates.issue_due() is False
    return {row.language: row for row in Certificate.objects.latest_of(signature)}


def test_the_worker_makes_each_once():
    signature = published()
    rows = issued(signature)
    before = {row.pk: row.sha256 for row in rows.values()}

    assert sorted(rows) == LANGUAGES
    assert {row.pk: row.sha256 for row in issued(signature).values()} == before
    for row in rows.values():
        assert row.sha256 == hashlib.sha256(bytes(row.pdf)).hexdigest()
        assert len(PdfFileReader(BytesIO(bytes(row.pdf))).embedded_signatures) == 1


def test_it_holds_what_was_signed_and_proves_itself_without_us():
    signature = published(act_file_sha256="b" * 64)
    content = bytes(issued(signature)["ar"].pdf)
    pdf = pikepdf.open(BytesIO(content))
    files = {name: file.get_file().read_bytes().decode() for name, file in pdf.attachments.items()}
    assert files.keys() == {"charter.txt", "act.sha256", "ledger.tlog-proof", "ledger.tlog-policy"}
    assert hashlib.sha256(files["charter.txt"].encode()).hexdigest() == signature.text_digest
    assert files["act.sha256"] == f"{'b' * 64}  act\n"
    assert files["ledger.tlog-policy"] == f"log {keys.verifier()}\nquorum none\n"
    entry = LedgerEntry.objects.get(signature=signature, event="publish")
    proven = {"kind": "entry", "about": str(entry.sequence), "fingerprint": entry.hash}
    proof = files["ledger.tlog-proof"]
    told, root = verifier.climbed(proof)
    assert json.loads(told) == proven
    assert verifier.opened(proof.partition("\n\n")[2], [(str(keys.verifier()), 0)]) == (log.newest().size, root)
    other = notes.Signer(keys.origin(), Ed25519PrivateKey.from_private_bytes(bytes([9] * 32)))
    with pytest.raises(verifier.NotProvenError, match="not signed by a key in use"):
        verifier.opened(proof.partition("\n\n")[2], [(str(other.verifier), 0)])
    with pdf.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("3", "A", "1")


def test_it_states_the_facts_of_the_signature_and_the_head_of_the_ledger():
    government = LocalGovernmentFactory(names={"fr": "Ville d’Essai", "en": "Trial Town"}, languages=["fr"])
    signature = published(government=government, act_body="Conseil d’essai", act_number="7/2026")
    head = LedgerEntry.objects.latest("sequence")

    row = issued(signature)["en"]
    text = words(bytes(row.pdf), "-raw")
    expected = ["Trial Town", "Ville d’Essai", "Conseil d’essai", "7/2026", signature.text_digest, head.hash]
    expected += [signature.verification_code, f"No. {signature.number}", "Charter 1 en"]
    assert [word for word in expected if word not in text] == []
    assert not row.trusted_time
    assert [leak for leak in (signature.official_email, signature.contact_name) if leak in text] == []


def test_what_is_still_owed_is_replaced_by_a_newer_order_that_tells_whom_it_would_have_told():
    signature = published()
    certificates.reissue(signature=signature, notify=False)

    rows = Certificate.objects.filter(signature=signature)
    assert sorted(rows.values_list("language", "edition", "notify")) == [(code, 1, True) for code in LANGUAGES]


def test_publication_and_first_certificate_come_in_one_mail_to_both_mailboxes_when_all_are_ready():
    signature = published(language="es", act_date=date(2026, 1, 15))
    owed = list(Certificate.objects.owed())
    for row in owed[:-1]:
        certificates.issue(pk=row.pk)
    assert not Message.objects.exists()

    certificates.issue_due()
    certificates.issue_due()
    both = (signature.official_email, signature.contact_email)
    mails = Message.objects.order_by("pk")
    assert list(mails.values_list("template", "to", "language", "sensitive")) == [
        ("charter/mail/accepted", to, "es", True) for to in both
    ]
    site = f"{settings.SITE_URL}/es"
    expected = {
        "url": f"{site}/charter/verify/{signature.verification_code}/",
        "number": signature.number,
        "until": "",  # of a signature ad referendum
        "certificate": f"{site}/charter/certificate/{signature.verification_code}/es.pdf",
        "first_due": {"deliverable": "Diagnóstico compartido", "day": "15 de enero de 2027"},
        "progress": f"{site}/members/{signature.government.slug}/#commitments-title",
    }
    assert [{name: mail.context[name] for name in expected} for mail in mails] == [expected, expected]

    certificates.reissue(signature=signature)  # a newer edition is told by a mail of its own
    issued(signature)
    assert list(mails.values_list("template", "to"))[2:] == [("charter/mail/certificate", to) for to in both]


def test_nothing_is_made_before_publication_or_on_hold():
    checked = SignatureFactory(state="authority_checked")
    with pytest.raises(LookupError):
        certificates.reissue(signature=checked)
    with pytest.raises(ValueError, match="not published"):
        certificates.facts_of(checked)
    signature = published()
    change = {"signature": signature, "effective_on": timezone.localdate(), "by": two_reviewers()}
    act = status.Act("Conseil", "H-1", date(2026, 2, 1), "A doubt.")
    status.hold(act=act, **change)
    assert issued(signature) == {}
    status.reinstate(act=act, **change)
    assert sorted(issued(signature)) == LANGUAGES


def test_one_that_fails_stays_owed_and_holds_up_no_other(monkeypatch, caplog):
    broken, good = published(signatory_name="Broken"), published()
    real = certificates.facts_of

    def facts_of(signature):
        if signature.pk == broken.pk:
            raise RuntimeError("no ink")
        return real(signature)

    monkeypatch.setattr(certificates, "facts_of", facts_of)
    assert certificates.issue_due() is False
    assert Certificate.objects.issued().filter(signature=good).count() == 4
    assert Certificate.objects.owed().filter(signature=broken).count() == 4
    errors = [record.name for record in caplog.records if record.levelname == "ERROR"]
    assert errors == ["charter.certificates.services"] * 4

    monkeypatch.undo()
    certificates.issue_due()
    assert not Certificate.objects.owed().exists()


def test_without_a_key_nothing_is_issued_unsigned(settings):
    published()
    settings.DEMO = False
    signing_key._identity.cache_clear()
    with pytest.raises(signing_key.BadIdentity):
        certificates.issue(pk=Certificate.objects.owed().first().pk)
    signing_key._identity.cache_clear()

    assert Certificate.objects.owed().count() == 4


@pytest.mark.parametrize("change", [lambda rows: rows.update(sha256="c" * 64), lambda rows: rows.delete()])
def test_an_issued_certificate_never_changes(change):
    row = issued(published())["fr"]

    rows = Certificate.objects.filter(pk=row.pk)
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
        change(rows)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("reissue_certificates", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_orders_a_new_edition_of_the_named_ones_or_of_all():
    one, other = published(), published()
    issued(one)

    assert run(one.verification_code) == "1 signatures get a new edition of their certificates.\n"
    owed = Certificate.objects.owed()
    assert set(owed.values_list("signature", "edition", "notify")) == {(one.pk, 2, False)}
    assert run("--all", "--tell") == "2 signatures get a new edition of their certificates.\n"
    assert set(owed.values_list("signature", "edition", "notify")) == {(one.pk, 2, True), (other.pk, 2, True)}


def test_ratification_makes_a_new_edition_with_the_act_that_is_in_evidence():
    signature = published(act_file_sha256="", act_number="Unproven 9")
    until = signature.ad_referendum_until
    first = issued(signature)
    text = words(bytes(first["en"].pdf))
    assert (f"Ad referendum until {until.day} {until:%B %Y}" in text, "Unproven 9" in text) == (True, False)
    Signature.objects.filter(pk=signature.pk).update(act_file_sha256=FILE)
    act = {"act_body": "Conseil", "act_number": "R-1", "act_date": date(2026, 3, 1)}
    status.ratify(signature=signature, actor=reviewer(1), **act)

    second = issued(signature)
    assert {row.edition for row in second.values()} == {2}
    text = words(bytes(second["en"].pdf))
    assert ("R-1" in text, "Ad referendum" in text) == (True, False)
    assert Certificate.objects.issued().filter(sha256=first["en"].sha256).exists()


def test_it_is_that_of_the_day_and_stays_and_does_not_wait_for_a_file_that_is_lost(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image, lost = (
        get_image_model().objects.create(title="Arms", file=get_test_image_file(size=(300, 400))) for _one in range(2)
    )
    lost.file.storage.delete(lost.file.name)
    signature, other = (published(government=LocalGovernmentFactory(crest=crest)) for crest in (image, lost))
    first = issued(signature)["en"]
    digest = first.sha256

    image.delete()
    certificates.reissue(signature=signature, notify=False)
    second = issued(signature)["en"]

    kept = Certificate.objects.get(pk=first.pk)
    assert kept.sha256 == digest
    drawn = [len(figures(bytes(row.pdf))) for row in (kept, second, issued(other)["en"])]
    assert drawn == [2, 1, 1]
