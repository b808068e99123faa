"""The public check by file: genuine, replaced or not ours, dropped or uploaded, and nothing of it is kept."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from charter.certificates.digest_upload import MAX_BYTES
from tests.charter.certificates.checked import make_certificate, page, published, without_orders
from tests.charter.certificates.test_verifying import pytestmark  # noqa: F401


def test_a_genuine_file_opens_its_signature(client):
    row = make_certificate(without_orders(published()))
    response = client.get(f"/ar/charter/verify/file/{row.sha256.upper()}/")

    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex, nofollow")
    assert (response.context["signature"], response.context["certificate"]) == (row.signature, row)
    assert response.context["replaced"] is False


def test_an_older_edition_is_genuine_and_replaced(client):
    signature = without_orders(published())
    old = make_certificate(signature)
    make_certificate(signature, edition=2)

    response = client.get(f"/en/charter/verify/file/{old.sha256}/")
    assert response.context["replaced"] is True
    assert "A newer certificate of the same signature replaces it" in response.text


@pytest.mark.parametrize("digest", ["0" * 64, "x", "%00", "' OR 1=1"])
def test_another_file_is_not_ours(client, digest):
    make_certificate(without_orders(published()))
    response = client.get(f"/en/charter/verify/file/{digest}/")

    assert response.status_code == 404
    assert "We did not issue this file, or it was changed since" in response.text


def test_an_owed_certificate_has_no_file_to_find(client):
    signature = published()

    assert client.get(f"/en/charter/certificate/{signature.verification_code}/fr.pdf").status_code == 404
    assert "The certificate is being made." in page(client, signature).text


def upload(client, content: bytes, name: str = "certificate.pdf", **extra):
    return client.post(
        "/en/charter/verify/file/", {"file": SimpleUploadedFile(name, content, "application/pdf"), **extra}
    )


def test_a_file_is_checked_without_javascript_and_leads_to_the_same_page(client):
    row = make_certificate(without_orders(published()), content=b"%PDF-1.7 " + b"x" * 200_000)
    response = upload(client, bytes(row.pdf))

    assert (response.status_code, response.url) == (302, f"/en/charter/verify/file/{row.sha256}/")
    assert response["Cache-Control"] == "no-store, private"


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


def test_the_upload_needs_its_token():
    client = Client(enforce_csrf_checks=True)
    assert upload(client, b"%PDF").status_code == 403

    token = client.get("/en/charter/verify/file/").cookies["csrftoken"].value
    assert upload(client, b"%PDF", csrfmiddlewaretoken=token).status_code == 302


def test_the_download_is_the_latest_edition(client):
    signature = without_orders(published())
    make_certificate(signature)
    latest = make_certificate(signature, edition=2)
    response = client.get(f"/en/charter/certificate/{signature.verification_code.lower()}/fr.pdf")

    assert response.content == bytes(latest.pdf)
    assert {name: response[name] for name in ("Content-Type", "Content-Disposition", "ETag", "X-Robots-Tag")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'attachment; filename="certificate-{signature.verification_code}-fr.pdf"',
        "ETag": f'"{latest.sha256}"',
        "X-Robots-Tag": "noindex, nofollow",
    }
    assert client.get(f"/en/charter/certificate/{signature.verification_code}/en.pdf").status_code == 404
