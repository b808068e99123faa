"""The act and the mailbox: what is asked follows the answer, and is asked, never silently taken."""

import errno
import hashlib
import os
from datetime import date
from pathlib import Path

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from charter.signing.forms import ActForm
from charter.signing.models import Signature
from coalition.privacy.storage import NO_ROOM
from tests.factories.charter import SignatureFactory, link_to, published_version
from tests.uploads.files import PLAIN_PDF, image

from .test_views import ACT, SIGNATORY, step_url

pytestmark = pytest.mark.django_db
DECIDED = {"act_status": "decided", "act_body": "Council", "act_number": "2026/09", "act_date": "2026-02-01"}
ANNOUNCED = {"act_status": "announced", "act_body": "Council", "ad_referendum_until": "2026-12-01"}
WHO_SIGNS = {"signatory_name": "A. Mayor", "signatory_role": "Mayor"}


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to("2026-03-01 12:00+00:00")


@pytest.fixture
def token():
    published_version()
    return link_to(SignatureFactory(act_number="", act_body="", act_date=None))


def post(client, token, step, answers):
    return client.post(f"/en/charter/sign/{token}/{step}/", answers)


@pytest.mark.parametrize(
    ("answers", "errors"),
    [
        ({"act_body": ""}, ["act_status", "act_body"]),
        ({"act_status": "decided", "act_body": "Council"}, ["act_number", "act_date"]),
        ({"act_status": "announced", "act_body": "Council"}, ["ad_referendum_until"]),
        (ANNOUNCED | {"ad_referendum_until": "2027-04-01"}, ["ad_referendum_until"]),
        (ANNOUNCED | {"ad_referendum_until": "2026-03-01"}, ["ad_referendum_until"]),
    ],
)
def test_only_what_belongs_to_the_answer_is_required(client, token, answers, errors):
    assert list(post(client, token, "act", answers).context["form"].errors) == errors


def test_what_does_not_belong_to_the_answer_is_no_error_and_is_not_kept(client, token):
    fields = ("act_number", "act_date", "ad_referendum_until")
    for answers, kept in (
        ({**DECIDED, **ANNOUNCED, "act_date": "nonsense"}, ("", None, date(2026, 12, 1))),
        ({**ANNOUNCED, **DECIDED, "ad_referendum_until": "nonsense"}, ("2026/09", date(2026, 2, 1), None)),
    ):
        assert post(client, token, "act", answers).url.endswith("/check/")
        assert Signature.objects.values_list(*fields).get() == kept


def test_the_text_is_shown_whole_where_it_is_agreed_to(client):
    version = published_version()
    token = link_to(SignatureFactory())
    page = BeautifulSoup(client.get(f"/fr/charter/sign/{token}/check/").content, "html.parser").find("main")
    text = version.texts.get(language="fr")

    words = [part.get_text(strip=True) for part in page.select(".signed-text__words > *")]

    articles = [row for a in text.articles for row in (f"{a.number}. {a.title}", *a.paragraphs)]
    assert words == [text.title, *text.preamble_paragraphs, *articles]
    assert f"Version {version.number}, en français." in page.get_text()
    digest = page.select_one("[name=digest]")
    assert (digest["value"], digest.find_previous("article") is not None) == (text.digest, True)


@pytest.mark.parametrize("address", ["Mayor@GMAIL.com ", "mayor@yopmail.com"])
def test_a_mailbox_that_anybody_can_open_is_asked_about_once(client, token, address):
    chosen = {"government": Signature.objects.get().government.code}
    answers = {**chosen, **WHO_SIGNS, "official_email": address}

    assert list(post(client, token, "government", answers).context["form"].errors) == ["of_the_institution"]
    answered = post(client, token, "government", {**answers, "of_the_institution": "on"})
    assert answered.url.endswith("/act/")
    assert Signature.objects.get().official_email == address.strip().lower()
    again = post(client, token, "government", {**answers, "signatory_role": "Governor"})
    assert again.url.endswith("/act/")  # answered once, it is not asked again
    other = post(client, token, "government", {**answers, "official_email": f"other-{address.strip()}"})
    assert list(other.context["form"].errors) == ["of_the_institution"]


NEW = {"government": "new", "name": "New Town", "country": "KM", "kind": "region", **SIGNATORY}
EMPTY = {
    "government": {"government": None, "signatory_name": "", "official_email": ""},
    "act": {"act_body": "", "act_number": "", "act_date": None},
}


def values(response, names: list[str]) -> dict[str, str]:
    """Return what the fields `names` of a page hold, as a visitor sees them."""
    page = BeautifulSoup(response.content, "html.parser")
    found = {}
    for name in names:
        fields = page.find_all(attrs={"name": name})
        if fields[0].name == "select":
            fields = fields[0].find_all("option", selected=True)
        elif fields[0].get("type") == "radio":
            fields = [field for field in fields if field.has_attr("checked")]
        found[name] = fields[0].get("value", "") if fields else ""
    return found


@pytest.mark.parametrize(
    ("step", "typed", "mistake"),
    [
        ("government", NEW, {"name": " "}),
        ("government", {**NEW, "mandate_ends_on": "2999-12-31"}, {"official_email": "diwan at town"}),
        ("act", ACT, {"act_number": ""}),
        (
            "act",
            {"act_status": "announced", "act_body": "Conseil", "ad_referendum_until": "2027-03-01"},
            {"ad_referendum_until": "2001-01-01"},
        ),
    ],
    ids=["proposal", "signatory", "decided", "announced"],
)
@time_machine.travel("2026-11-20 10:00Z", tick=False)
def test_a_step_keeps_what_was_typed_after_a_mistake_and_on_the_way_back(client, step, typed, mistake):
    address = step_url(link_to(SignatureFactory(**EMPTY[step])), step)

    wrong = client.post(address, {**typed, **mistake})
    assert list(wrong.context["form"].errors) == list(mistake)
    kept = {name: value for name, value in {**typed, **mistake}.items() if value.strip()}
    assert values(wrong, list(kept)) == kept
    client.post(address, typed)

    assert values(client.get(address), list(typed)) == typed


def test_a_file_that_came_is_named_when_one_comes_back_and_kept_without_another(client):
    step = step_url(link_to(SignatureFactory()), "act")
    client.post(step, {**ACT, "act_file": SimpleUploadedFile("act.pdf", PLAIN_PDF)})

    assert "We have your file: act.pdf" in client.get(step).text
    client.post(step, ACT)
    assert Signature.objects.get().act_file_name == "act.pdf"


def half(storage, name, content):
    path = Path(storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.read()[:100])
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_an_act_that_does_not_fit_on_the_disk_changes_nothing_and_keeps_what_was_typed(
    client, private_files, monkeypatch
):
    step = step_url(link_to(SignatureFactory(act_number="")), "act")
    monkeypatch.setattr(FileSystemStorage, "_save", half)

    answer = client.post(step, {**ACT, "act_file": SimpleUploadedFile("a.pdf", PLAIN_PDF)})

    signature = Signature.objects.get()
    assert (answer.status_code, answer.context["form"].errors) == (200, {"act_file": [NO_ROOM]})
    assert f'value="{ACT["act_number"]}"' in answer.text
    left = [path for path in private_files.rglob("*") if path.is_file()]
    assert (signature.act_number, signature.act_file.name, left) == ("", "", [])


PICTURE = image("JPEG", size=(300, 200), comment=b"private")


COUNCIL = {"act_body": "Council", "act_number": "7", "act_date": "2026-01-15"}


SENT = hashlib.sha256(PICTURE).hexdigest()


def sent(content: bytes, name: str) -> dict[str, object]:
    return {**COUNCIL, "act_status": ActForm.DECIDED, "act_file": SimpleUploadedFile(name, content)}


def kept_digests(signature: Signature) -> tuple[str, str, str]:
    """Return the digest of the file as it lies on the disk, and the two that are stored."""
    signature.refresh_from_db()
    with signature.act_file.open("rb") as file:
        found = hashlib.sha256(file.read()).hexdigest()
    return found, signature.act_file_sha256, signature.act_file_sent_sha256


def test_a_picture_has_two_digests_and_a_pdf_has_one(client):
    signature = SignatureFactory()
    page = reverse("charter:sign_step", kwargs={"token": link_to(signature), "step": "act"})

    client.post(page, sent(PICTURE, "act.jpg"))
    found, kept, of_what_was_sent = kept_digests(signature)
    assert (kept, of_what_was_sent, signature.act_was_drawn_anew) == (found, SENT, found != SENT)
    assert signature.act_was_drawn_anew is True

    client.post(page, sent(PLAIN_PDF, "act.pdf"))
    assert kept_digests(signature) == (hashlib.sha256(PLAIN_PDF).hexdigest(),) * 3
    assert signature.act_was_drawn_anew is False
