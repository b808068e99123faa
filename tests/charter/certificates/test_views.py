"""The public check by code: for every status, without a trace and without a guess."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from charter.certificates.forms import MAX_BYTES
from charter.review import status
from charter.signing.public_status import SignedText
from coalition import dates
from coalition.privacy.models import RateCounter
from tests.factories.charter import (
    SignatureFactory,
    change_one_character,
    checked_act,
    published_version,
    two_reviewers,
)

from .checked import ACT, make_certificate, page, published, without_orders

pytestmark = pytest.mark.django_db
HIDDEN = ["draft", "mailbox_verified", "submitted", "authority_checked", "rejected", "changes_requested"]


def test_the_text_that_was_signed_is_computed_anew(client):
    signature = published(language="ar")
    response = page(client, signature)

    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert (response.context["standing"].kind, [line.label for line in response.context["history"]]) == (
        "success",
        ["Published"],
    )
    assert response.context["text"] == SignedText("/ar/charter/text/1.txt", holds=True)
    assert f'<a href="{response.context["text"].address}">Read the exact text</a>' in response.text
    assert hashlib.sha256(client.get("/ar/charter/text/1.txt").content).hexdigest() in response.text

    change_one_character(language="ar")
    response = page(client, signature)
    assert response.context["text"].holds is False
    assert "The text that we publish today is not the one that was signed." in response.text
    assert "Read the exact text" not in response.text


def test_every_change_of_status_is_public_with_its_day_act_and_reason(client):
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        signature = published()
    status.hold(signature=signature, act=ACT, effective_on=today, by=checked_act())
    held = page(client, signature)
    status.reinstate(signature=signature, act=ACT, effective_on=today, by=checked_act())
    status.withdraw(signature=signature, act=ACT, effective_on=yesterday, by=two_reviewers())
    withdrawn = page(client, signature)

    assert held.context["standing"].kind == "warning"
    assert withdrawn.context["standing"].kind == "danger"
    assert [(line.label, line.day, line.party) for line in withdrawn.context["history"]] == [
        ("Published", yesterday, "by the network"),
        ("Put on hold", today, "by the institution"),
        ("Reinstated", today, "by the institution"),
        ("Removed", yesterday, "by the network"),
    ]
    assert (withdrawn.text.count("H-7"), withdrawn.text.count("looks at it.")) == (3, 4)


@pytest.mark.parametrize(
    ("by", "language", "title"),
    [
        (two_reviewers, "en", "Removed by the network on {}."),
        (checked_act, "en", "Withdrawn by the institution on {}."),
        (two_reviewers, "ar", "أزالت الشبكة هذا التوقيع في {}."),
        (checked_act, "ar", "انسحبت المؤسسة في {}."),
    ],
)
def test_the_public_page_names_who_ended_a_signature(client, by, language, title):
    with time_machine.travel(datetime(2026, 3, 2, 12, tzinfo=UTC)):
        signature = published()
        status.withdraw(signature=signature, act=ACT, effective_on=date(2026, 3, 2), by=by())
    response = client.get(f"/{language}/charter/verify/{signature.verification_code}/")
    standing = response.context["standing"]
    with translation.override(language):
        assert standing.title == title.format(dates.day(date(2026, 3, 2)))
    assert f"\u2068{ACT.reason}\u2069" in standing.body


@pytest.mark.parametrize(("file", "number"), [("c" * 64, "New 2"), ("", "")])
def test_a_supersession_has_its_day_and_the_newer_act_that_is_in_evidence(client, file, number):
    with time_machine.travel(datetime(2026, 5, 4, 12, tzinfo=UTC)):
        old = published(act_number="Old 1")
    with time_machine.travel(datetime(2026, 7, 9, 23, 30, tzinfo=UTC)):  # the tenth in Paris
        newer = published(
            government=old.government, version=published_version(2), act_number="New 2", act_file_sha256=file
        )

    response = page(client, old)
    lines = response.context["history"]
    assert [(line.label, line.day, line.party) for line in lines] == [
        ("Published", date(2026, 5, 4), "by the network"),
        ("Superseded by a newer signature", date(2026, 7, 10), "by the network"),
    ]
    assert lines[1].change.act_number == number
    assert [act in response.text for act in ("Old 1", "New 2")] == [True, bool(number)]
    assert f"/en/charter/verify/{newer.verification_code}/" in response.text


@pytest.mark.parametrize("state", HIDDEN)
def test_a_hidden_signature_answers_as_an_unknown_code_everywhere(client, state):
    code = SignatureFactory(state=state, verification_code="AAAA-BBBB-CCCC").verification_code
    verify = "/en/charter/verify/{}/"
    for address in (verify, f"{verify}ledger.jsonl", f"{verify}ledger.tlog-proof", "/en/charter/certificate/{}/fr.pdf"):
        known, unknown = (client.get(address.format(c)) for c in (code, "DDDD-EEEE-FFFF"))
        assert known.status_code == unknown.status_code == 404
        assert known.content.replace(code.encode(), b"") == unknown.content.replace(b"DDDD-EEEE-FFFF", b"")


@pytest.mark.parametrize("digest", ["0" * 64, "x", "%00", "' OR 1=1"])
def test_another_file_is_not_ours(client, digest):
    make_certificate(without_orders(published()))
    response = client.get(f"/en/charter/verify/file/{digest}/")

    assert response.status_code == 404
    assert "We did not issue this file, or it was changed since" in response.text


def upload(client, content: bytes, name: str = "certificate.pdf", **extra):
    return client.post(
        "/en/charter/verify/file/", {"file": SimpleUploadedFile(name, content, "application/pdf"), **extra}
    )


def test_a_file_is_checked_without_javascript_and_leads_to_the_same_page(client):
    row = make_certificate(without_orders(published()), content=b"%PDF-1.7 " + b"x" * 200_000)
    response = upload(client, bytes(row.pdf))

    assert (response.status_code, response.url) == (302, f"/en/charter/verify/file/{row.sha256}/")
    assert response["Cache-Control"] == "no-store, private"
    assert upload(Client(enforce_csrf_checks=True), b"%PDF").status_code == 403


def test_a_form_that_sends_no_file_is_told_so(client):
    response = client.post("/en/charter/verify/file/", "file=", content_type="application/x-www-form-urlencoded")

    assert response.status_code == 200
    assert "Choose the PDF file of the certificate." in response.text


def test_nothing_of_an_uploaded_file_is_kept(client, monkeypatch, tmp_path):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tempfile.NamedTemporaryFile", lambda *args, **kwargs: pytest.fail("written to disk"))
        upload(client, b"x" * (MAX_BYTES - 1000))

    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"x" * (MAX_BYTES + 1), "The file is larger than 5 MB: it is not one of our certificates."),
        (b"", "This file is empty. Choose the certificate again."),
    ],
)
def test_a_file_that_cannot_be_one_is_told(client, content, sentence):
    response = upload(client, content)

    assert response.status_code == 200
    assert response.context["form"].errors == {"file": [sentence]}


def test_the_download_is_the_latest_edition(client):
    signature = published()
    address = f"/en/charter/certificate/{signature.verification_code.lower()}/fr.pdf"
    assert client.get(address).status_code == 404  # it is owed
    make_certificate(without_orders(signature))
    latest = make_certificate(signature, edition=2)
    response = client.get(address)

    assert response.content == bytes(latest.pdf)
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="certificate-{signature.verification_code}-fr.pdf"',
        "ETag": f'"{latest.sha256}"',
        "X-Robots-Tag": "noindex, nofollow",
    }
    assert {name: response[name] for name in headers} == headers


def test_guessing_is_stopped_and_looks_that_find_something_are_not_counted(client, settings):
    settings.RATE_LIMITS_ENABLED = True
    row = make_certificate(without_orders(published()))
    code = row.signature.verification_code
    found = (f"verify/{code}/", f"verify/file/{row.sha256}/", f"certificate/{code}/fr.pdf", "verify/file/")
    asked = [ask(f"/en/charter/{rest}").status_code for rest in found for ask in (client.get, client.head)]
    assert (set(asked), RateCounter.objects.exists()) == ({200}, False)

    answers = [client.get(f"/en/charter/verify/AAAA-AAAA-{n:04}/").status_code for n in range(61)]
    assert answers == [404] * 60 + [429]
    assert client.get(f"/en/charter/verify/file/{'0' * 64}/").status_code == 429
    assert {client.get(f"/en/charter/{rest}").status_code for rest in found} == {200}


def test_a_genuine_file_opens_its_signature_and_an_older_edition_says_that_it_was_replaced(client):
    row = make_certificate(without_orders(published()))
    response = client.get(f"/ar/charter/verify/file/{row.sha256.upper()}/")

    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert (response.context["signature"], response.context["certificate"]) == (row.signature, row)
    assert response.context["replaced"] is False

    make_certificate(row.signature, edition=2)
    assert client.get(f"/en/charter/verify/file/{row.sha256}/").context["replaced"] is True
