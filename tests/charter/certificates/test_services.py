"""From the order to the mail: certificates are owed by rows, made once, replaced by a new edition, never changed."""

import hashlib
import json
from datetime import date
from io import BytesIO, StringIO

import pikepdf
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.ledger import keys, notes
from charter.ledger.models import LedgerEntry
from charter.review import status
from charter.signing.models import Signature
from coalition.certificates import signing_key
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory, accept, reviewer
from tests.factories.members import LocalGovernmentFactory

from .test_accessibility import elements
from .test_build import words

pytestmark = pytest.mark.django_db
LANGUAGES = sorted(code for code, _name in settings.LANGUAGES)
FILE = "b" * 64


def published(**fields) -> Signature:
    """Return a signature that two reviewers published, with its act in evidence."""
    return accept(SignatureFactory(state="submitted", **{"act_file_sha256": FILE, **fields}))


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
    pdf = pikepdf.open(BytesIO(bytes(issued(signature)["ar"].pdf)))
    files = {name: file.get_file().read_bytes().decode() for name, file in pdf.attachments.items()}
    assert files.keys() == {"charter.txt", "act.sha256", "ledger.tlog-proof", "ledger.tlog-policy"}
    assert hashlib.sha256(files["charter.txt"].encode()).hexdigest() == signature.text_digest
    assert files["act.sha256"] == f"{'b' * 64}  act\n"
    words = notes.proven(files["ledger.tlog-proof"], [keys.verifier()])
    assert files["ledger.tlog-policy"] == f"log {keys.verifier()}\nquorum none\n"
    entry = LedgerEntry.objects.get(signature=signature, event="publish")
    assert json.loads(words) == {"kind": "entry", "about": str(entry.sequence), "fingerprint": entry.hash}
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
    assert (row.ledger_sequence, row.ledger_hash, row.trusted_time) == (head.sequence, head.hash, False)
    assert [leak for leak in (signature.official_email, signature.contact_name) if leak in text] == []


def test_an_act_that_is_not_in_evidence_is_not_printed():
    signature = published(act_file_sha256="", act_number="Unproven 9")
    until = signature.ad_referendum_until

    text = words(bytes(issued(signature)["en"].pdf))
    assert f"Ad referendum until {until.day} {until:%B %Y}" in text
    assert "Unproven 9" not in text


def test_ratification_makes_a_new_edition_with_the_act():
    signature = published(act_file_sha256="")
    first = issued(signature)
    Signature.objects.filter(pk=signature.pk).update(act_file_sha256=FILE)
    status.ratify(
        signature=signature, act_body="Conseil", act_number="R-1", act_date=date(2026, 3, 1), actor=reviewer(1)
    )

    second = issued(signature)
    assert {row.edition for row in second.values()} == {2}
    text = words(bytes(second["en"].pdf))
    assert ("R-1" in text, "Ad referendum" in text) == (True, False)
    assert Certificate.objects.issued().filter(sha256=first["en"].sha256).exists()


def test_what_is_still_owed_is_replaced_by_a_newer_order_that_tells_whom_it_would_have_told():
    signature = published()
    certificates.reissue(signature=signature, notify=False)

    rows = Certificate.objects.filter(signature=signature)
    assert sorted(rows.values_list("language", "edition", "notify")) == [(code, 1, True) for code in LANGUAGES]


@pytest.mark.parametrize("state", ["draft", "submitted", "authority_checked", "rejected"])
def test_what_was_never_published_has_no_certificate(state):
    signature = SignatureFactory(state=state)

    with pytest.raises(LookupError):
        certificates.reissue(signature=signature)
    with pytest.raises(ValueError, match="not published"):
        certificates.facts_of(signature)


def test_nothing_is_made_for_a_signature_on_hold_until_it_is_back():
    signature = published()
    act = status.Act("Conseil", "H-1", date(2026, 2, 1), "A doubt.")
    status.hold(signature=signature, act=act, effective_on=timezone.localdate(), actor=reviewer(1))
    assert issued(signature) == {}

    status.reinstate(signature=signature, act=act, effective_on=timezone.localdate(), actor=reviewer(1))
    assert sorted(issued(signature)) == LANGUAGES


def test_publication_and_first_certificate_come_in_one_mail_to_both_mailboxes_when_all_are_ready():
    signature = published(language="es", act_date=date(2026, 1, 15))
    owed = list(Certificate.objects.owed())
    for row in owed[:-1]:
        certificates.issue(pk=row.pk)
    assert not Message.objects.exists()

    certificates.issue_due()
    certificates.issue_due()
    mails = list(Message.objects.order_by("pk"))
    assert [(mail.template, mail.to, mail.language, mail.sensitive) for mail in mails] == [
        ("charter/mail/accepted", signature.official_email, "es", False),
        ("charter/mail/accepted", signature.contact_email, "es", False),
    ]
    code, site = signature.verification_code, f"{settings.SITE_URL}/es"
    expected = {
        "url": f"{site}/charter/verify/{code}/",
        "number": signature.number,
        "until": "",  # of a signature ad referendum
        "certificate": f"{site}/charter/certificate/{code}/es.pdf",
        "first_due": {"deliverable": "Diagnóstico compartido", "day": "15 de enero de 2027"},
        "progress": f"{site}/members/{signature.government.slug}/#commitments-title",
    }
    assert [{name: mail.context[name] for name in expected} for mail in mails] == [expected, expected]


def test_a_newer_certificate_is_told_by_a_mail_of_its_own():
    signature = published()
    issued(signature)
    Message.objects.all().delete()
    certificates.reissue(signature=signature)
    issued(signature)

    mails = Message.objects.order_by("pk").values_list("template", "to")
    assert list(mails) == [
        ("charter/mail/certificate", signature.official_email),
        ("charter/mail/certificate", signature.contact_email),
    ]


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
    assert [record.levelname for record in caplog.records if record.name == "charter.certificates.services"] == [
        "ERROR"
    ] * 4

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


def figures(pdf: bytes) -> list[str]:
    """Return what the pictures of a certificate are called, in reading order."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [str(element.Alt) for element in elements(opened) if element.S == "/Figure"]


@pytest.mark.django_db
def test_it_is_that_of_the_day_and_stays(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Arms", file=get_test_image_file(size=(300, 400)))
    government = LocalGovernmentFactory(crest=image)
    signature = published(government=government)
    first = issued(signature)["en"]
    digest = first.sha256

    image.delete()
    certificates.reissue(signature=signature, notify=False)
    second = issued(signature)["en"]

    kept = Certificate.objects.get(pk=first.pk)
    assert kept.sha256 == digest
    assert (len(figures(bytes(kept.pdf))), len(figures(bytes(second.pdf)))) == (2, 1)


@pytest.mark.django_db
def test_a_certificate_does_not_wait_for_a_file_that_is_lost(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = get_image_model().objects.create(title="Arms", file=get_test_image_file(size=(300, 400)))
    image.file.storage.delete(image.file.name)

    rows = issued(published(government=LocalGovernmentFactory(crest=image)))

    assert len(figures(bytes(rows["en"].pdf))) == 1
