"""What was typed on the way to a signature is still there: after a mistake, and when one comes back to its step."""

import errno
import hashlib
import os
from pathlib import Path

import pgtrigger
import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from charter.audit.services import verify
from charter.signing.forms import ActForm
from charter.signing.models import Signature
from coalition.privacy.storage import NO_ROOM
from tests.factories.charter import SignatureFactory, accept, link_to, submitted
from tests.uploads.files import PLAIN_PDF, image

from .test_views import ACT, SIGNATORY, step_url

pytestmark = pytest.mark.django_db
EMPTY = dict.fromkeys(("signatory_name", "official_email", "act_body", "act_number"), "")


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
        ("government", {"name": "New Town", "country": "KM", "kind": "region"}, {"name": " "}),
        ("signatory", {**SIGNATORY, "mandate_ends_on": "2999-12-31"}, {"official_email": "diwan at town"}),
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
    no_government = {"government": None} if step == "government" else {}
    address = step_url(link_to(SignatureFactory(act_date=None, **EMPTY, **no_government)), step)
    action = {"action": "propose"} if step == "government" else {}

    wrong = client.post(address, {**action, **typed, **mistake})
    assert list(wrong.context["form"].errors) == list(mistake)
    kept = {name: value for name, value in {**typed, **mistake}.items() if value.strip()}
    assert values(wrong, list(kept)) == kept
    client.post(address, {**action, **typed})

    assert values(client.get(address), list(typed)) == typed


def test_a_file_that_came_is_named_when_one_comes_back_and_kept_without_another(client):
    step = step_url(link_to(SignatureFactory()), "act")
    client.post(step, {**ACT, "act_file": SimpleUploadedFile("act.pdf", PLAIN_PDF)})

    assert "We have your file: act.pdf" in client.get(step).text
    client.post(step, ACT)
    assert Signature.objects.get().act_file_name == "act.pdf"


def half(storage, name, content):
    """Store half of a file, and fail as on a full disk."""
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


ACT = {"act_body": "Council", "act_number": "7", "act_date": "2026-01-15"}


SENT = hashlib.sha256(PICTURE).hexdigest()


def sent(content: bytes, name: str) -> dict[str, object]:
    return {**ACT, "act_status": ActForm.DECIDED, "act_file": SimpleUploadedFile(name, content)}


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


@pytest.mark.parametrize("value", ["", "d" * 64])
def test_the_digest_of_what_was_sent_is_frozen_and_its_change_is_found(value):
    signature = accept(submitted(act_file_sha256="b" * 64, act_file_sent_sha256=SENT))
    row = Signature.objects.filter(pk=signature.pk)
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic():
        row.update(act_file_sent_sha256=value)
    assert verify().faults == []

    with pgtrigger.ignore("charter.Signature:published_act_is_frozen"):
        row.update(act_file_sent_sha256=value)
    assert [fault.message for fault in verify().faults] == [
        f"signature {signature.verification_code} is not what the ledger says: act_file_sent_sha256"
    ]
