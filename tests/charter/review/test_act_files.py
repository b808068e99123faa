"""Reviewers look at an act as pictures; the file itself is a download on request."""

import base64
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from charter.signing.models import Signature
from coalition.uploads import files
from coalition.uploads.inspector.verdict import Cause, Refused
from coalition.users import roles
from tests.factories.charter import SignatureFactory, staff
from tests.factories.members import LocalGovernmentFactory
from tests.uploads.files import PLAIN_PDF, pdf

pytestmark = pytest.mark.django_db

PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>"
THREE_PAGES = pdf(PAGE, PAGE, _2=b"<< /Type /Pages /Kids [3 0 R 5 0 R 6 0 R] /Count 3 >>")
IMAGE = re.compile(r'<img src="data:image/jpeg;base64,([^"]+)" alt="([^"]+)">')


@pytest.fixture
def reviewer(client):
    user = staff(roles.CHARTER_REVIEWERS)
    client.force_login(user)
    return user


def sent(content: bytes) -> Signature:
    """Return a signature that waits for its review, with `content` as its act."""
    government = LocalGovernmentFactory(names={"en": "Harbour Town", "fr": "Harbour Town"})
    signature = SignatureFactory(state="submitted", government=government, act_file_sha256="a" * 64)
    signature.act_file.save("act.pdf", ContentFile(content))
    return signature


def pages_of(signature: Signature) -> str:
    return reverse("charter_signatures:act_pages", args=[signature.pk])


@pytest.mark.parametrize(("number", "leads"), [(1, ["?page=2"]), (2, ["?page=1", "?page=3"])])
def test_one_page_at_a_time_is_a_picture_with_words(client, reviewer, private_files, number, leads):
    signature = sent(THREE_PAGES)
    before = sorted(private_files.rglob("*"))

    shown = client.get(pages_of(signature), {"page": number})

    [(picture, words)] = IMAGE.findall(shown.content.decode())
    assert base64.b64decode(picture).startswith(b"\xff\xd8\xff")
    assert words == f"Page {number} of 3 of the act of Harbour Town (France), as a picture"
    assert re.findall(r'href="(\?page=\d)"', shown.content.decode()) == leads
    assert {"no-store", "private"} <= set(shown["Cache-Control"].split(", "))
    assert "data:" in shown["Content-Security-Policy"]
    assert sorted(private_files.rglob("*")) == before


@pytest.mark.parametrize("number", ["0", "4", "x", "٢"])
def test_a_page_that_is_not_there_is_not_found(client, reviewer, number):
    assert client.get(pages_of(sent(THREE_PAGES)), {"page": number}, follow=True).status_code == 404


def test_a_file_that_is_gone_is_not_found(client, reviewer):
    signature = sent(PLAIN_PDF)
    signature.act_file.storage.delete(signature.act_file.name)

    assert client.get(pages_of(signature), follow=True).status_code == 404


@pytest.mark.parametrize(
    ("cause", "words"),
    [(Cause.TOO_COMPLEX, "This page could not be drawn."), (Cause.BUSY, "Other files are being read")],
)
def test_what_cannot_be_drawn_is_said_and_the_file_is_still_to_be_had(client, reviewer, monkeypatch, cause, words):
    signature = sent(PLAIN_PDF)

    def refuse(content, page):
        raise Refused(cause)

    monkeypatch.setattr(files.sandbox, "draw", refuse)
    body = client.get(pages_of(signature)).content.decode()

    assert words in body
    assert IMAGE.findall(body) == []
    assert reverse("charter_signatures:act", args=[signature.pk]) in body
