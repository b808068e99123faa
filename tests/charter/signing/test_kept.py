"""What was typed on the way to a signature is still there: after a mistake, and when one comes back to its step."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from charter.signing.models import Signature
from tests.factories.charter import SignatureFactory, link_to
from tests.uploads.files import PLAIN_PDF

from .test_views import ACT, SIGNATORY, step_url

pytestmark = pytest.mark.django_db


def values(response, names: str) -> dict[str, str]:
    """Return what the fields `names` of a page hold, as a visitor sees them."""
    page = BeautifulSoup(response.content, "html.parser")
    found = {}
    for name in names.split():
        fields = page.find_all(attrs={"name": name})
        if fields[0].name == "select":
            fields = fields[0].find_all("option", selected=True)
        elif fields[0].get("type") == "radio":
            fields = [field for field in fields if field.has_attr("checked")]
        found[name] = fields[0].get("value", "") if fields else ""
    return found


def faults(response) -> list[str]:
    return list(response.context["form"].errors)


def test_a_proposal_keeps_what_was_typed_after_a_mistake_and_on_the_way_back(client):
    token = link_to(SignatureFactory(government=None))
    step = step_url(token, "government")
    proposal = {"name": "New Town", "country": "KM", "kind": "region"}

    wrong = client.post(step, {"action": "propose", **proposal, "name": " ", "country": "KM"})
    assert (faults(wrong), values(wrong, "country kind")) == (["name"], {"country": "KM", "kind": "region"})
    assert 'class="disclosure" open' in wrong.content.decode()
    client.post(step, {"action": "propose", **proposal})

    assert values(client.get(step), "name country kind") == proposal


def test_who_signs_keeps_what_was_typed_after_a_mistake_and_on_the_way_back(client):
    token = link_to(SignatureFactory(signatory_name="", official_email="", mandate_ends_on=None))
    step, typed = step_url(token, "signatory"), {**SIGNATORY, "mandate_ends_on": "2999-12-31"}

    mistaken = {**typed, "official_email": "diwan at town"}
    wrong = client.post(step, mistaken)
    assert (faults(wrong), values(wrong, " ".join(typed))) == (["official_email"], mistaken)
    client.post(step, typed)

    assert values(client.get(step), " ".join(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        (ACT, {"act_number": ""}),
        (
            {"act_status": "announced", "act_body": "Conseil", "ad_referendum_until": "2027-03-01"},
            {"ad_referendum_until": "2001-01-01"},
        ),
    ],
    ids=["decided", "announced"],
)
def test_the_act_keeps_what_was_typed_after_a_mistake_and_on_the_way_back(client, typed, mistake):
    token = link_to(SignatureFactory(act_body="", act_number="", act_date=None))
    step = step_url(token, "act")

    with time_machine.travel("2026-11-20 10:00Z", tick=False):
        wrong = client.post(step, typed | mistake)
        assert (faults(wrong), values(wrong, " ".join(typed))) == (list(mistake), typed | mistake)
        client.post(step, typed)

        assert values(client.get(step), " ".join(typed)) == typed


def test_a_file_that_came_is_named_when_one_comes_back_and_kept_without_another(client):
    token = link_to(SignatureFactory())
    step = step_url(token, "act")
    client.post(step, {**ACT, "act_file": SimpleUploadedFile("act.pdf", PLAIN_PDF)})

    assert "We have your file: act.pdf" in client.get(step).content.decode()
    client.post(step, ACT)
    assert Signature.objects.get().act_file_name == "act.pdf"
