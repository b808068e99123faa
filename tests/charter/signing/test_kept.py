"""What was typed on the way to a signature is still there: after a mistake, and when one comes back to its step."""

import errno
import os
from pathlib import Path

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile

from charter.signing.models import Signature
from coalition.privacy.storage import NO_ROOM
from tests.factories.charter import SignatureFactory, link_to
from tests.uploads.files import PLAIN_PDF

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
