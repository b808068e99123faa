"""The queue, the review and the versions, by role."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from charter.ledger.models import LedgerEntry
from charter.signing.models import Signature
from charter.texts.models import CharterText
from coalition.mail.models import Message
from coalition.users import roles
from coalition.users.models import User
from tests.charter.review.test_decisions import QUEUE, pytestmark  # noqa: F401
from tests.factories.charter import (
    SignatureFactory,
    change_one_character,
    shown,
    staff,
)
from tests.factories.mail import said
from tests.factories.members import LocalGovernmentFactory

CHECK = {
    "decision": "check_authority",
    "mandate": "on",
    "act": "on",
    "domain": "on",
    "call_back": "Switchboard, number of the official gazette.",
}


@pytest.fixture
def me(client):
    user = staff(roles.CHARTER_REVIEWERS)
    client.force_login(user)
    return user


def review_url(signature: Signature) -> str:
    return f"{QUEUE}inspect/{signature.pk}/"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_queue_lists_what_waits_first_at_a_constant_cost(client, me, django_assert_max_num_queries, rows):
    signed = SignatureFactory(state="signed")
    waiting = SignatureFactory.create_batch(rows, state="submitted")
    SignatureFactory(state="draft")
    client.get(QUEUE)

    with django_assert_max_num_queries(14):
        response = client.get(QUEUE)

    assert [row.pk for row in response.context["object_list"]] == [*(row.pk for row in waiting), signed.pk]


def test_the_review_shows_the_evidence_side_by_side(client, me):
    government = LocalGovernmentFactory(official_domains=["town.example"])
    signature = SignatureFactory(state="submitted", government=government, official_email="maire@mail.town.example")
    response = client.get(review_url(signature))

    assert response.context["digest_matches"] is True
    assert response.context["verdict"].is_match is True
    body = response.content.decode()
    assert [value in body for value in (signature.text_digest[:16], signature.act_number, "Authority checked")] == [
        True
    ] * 3


def test_one_changed_character_of_the_text_is_no_match(client, me):
    signature = SignatureFactory(state="submitted")
    change_one_character(language="fr")
    response = client.get(review_url(signature))

    text = CharterText.objects.get(language="fr")
    assert text.digest == signature.text_digest != text.digest_now()
    assert (response.context["digest_matches"], response.context["digest_now"]) == (False, text.digest_now())
    assert "No match: this is not the published text." in response.text


def test_one_person_checks_the_authority_and_another_publishes(client, me):
    signature = SignatureFactory(state="submitted", act_file_sha256="a" * 64)
    url = review_url(signature)

    response = client.post(url, {"decision": "check_authority", "mandate": "on", "act": "on"})
    assert response.context["forms"]["check"].errors == {
        "domain": ["This field is required."],
        "call_back": ["This field is required."],
    }
    assert client.post(url, {**shown(signature), **CHECK}).url == QUEUE
    assert list(client.get(url).context["forms"]) == ["reason"]
    client.post(url, {**shown(signature), "decision": "publish"})
    signature.refresh_from_db()
    assert (signature.state, signature.checked_by, signature.checklist["call_back"]) == (
        "authority_checked",
        me,
        "Switchboard, number of the official gazette.",
    )

    other = staff(roles.CHARTER_REVIEWERS, "other")
    client.force_login(other)
    assert client.post(url, {**shown(signature), "decision": "publish"}).url == QUEUE
    signature.refresh_from_db()
    assert (signature.state, signature.decided_by, signature.number) == ("signed", other, 1)
    assert list(LedgerEntry.objects.values_list("actor", flat=True)) == [me.pk, other.pk]
    assert list(client.get(url).context["forms"]) == ["status"]


def test_a_rejection_needs_a_reason(client, me):
    signature = SignatureFactory(state="submitted")
    response = client.post(review_url(signature), {"decision": "reject", "reason": "  "})
    assert response.context["forms"]["reason"].errors == {"reason": ["Write the reason: the signatory reads it."]}

    client.post(review_url(signature), {**shown(signature), "decision": "reject", "reason": "No act."})
    signature.refresh_from_db()
    assert (signature.state, signature.reason) == ("rejected", "No act.")
    assert [said(mail) for mail in Message.objects.all()] == ["rejected"] * 2


def test_without_the_file_of_the_act_publication_needs_a_day(client, me):
    signature = SignatureFactory(state="authority_checked")
    today = timezone.localdate()
    for day in (today, today + timedelta(days=367)):
        response = client.post(review_url(signature), {"decision": "publish", "ad_referendum_until": day.isoformat()})
        assert response.context["forms"]["publish"].errors == {
            "ad_referendum_until": ["Enter a future date, within a year."]
        }

    day = today + timedelta(days=366)
    client.post(
        review_url(signature),
        {**shown(signature), "decision": "publish", "ad_referendum_until": day.isoformat()},
    )
    signature.refresh_from_db()
    assert (signature.state, signature.is_ad_referendum) == ("signed", True)


def test_the_act_is_a_download_for_reviewers_only(client, me):
    signature = SignatureFactory(state="submitted")
    signature.act_file.save("x.pdf", ContentFile(b"%PDF-1.7"))
    url = f"{QUEUE}act/{signature.pk}/"

    response = client.get(url)
    assert b"".join(response.streaming_content) == b"%PDF-1.7"
    assert response["Content-Disposition"] == f'attachment; filename="act-{signature.pk}.pdf"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "no-store, private" in response["Cache-Control"]
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"

    for role in (roles.COMMITTEE_EDITORS, roles.EVENT_HOSTS, roles.NEWSLETTER_EDITORS):
        client.force_login(staff(role))
        assert client.get(url).status_code in (302, 403)
    client.logout()
    assert client.get(url).url.startswith("/accounts/login/")


def test_a_reviewer_gets_the_act_of_a_signature_whose_review_page_there_is(client, me):
    shown = {}
    for state in ("draft", "mailbox_verified", "submitted", "rejected", "signed"):
        signature = SignatureFactory(state=state)
        signature.act_file.save("x.pdf", ContentFile(b"%PDF-1.7"))
        act = b"".join(client.get(f"{QUEUE}act/{signature.pk}/"))
        shown[state] = (client.get(review_url(signature)).status_code == 200, act == b"%PDF-1.7")

    assert shown == {
        "draft": (False, False),
        "mailbox_verified": (True, True),
        "submitted": (True, True),
        "rejected": (True, True),
        "signed": (True, True),
    }


def test_nobody_adds_edits_or_deletes_a_signature_by_hand(client):
    signature = SignatureFactory(state="signed")
    client.force_login(User.objects.create_superuser("root", password="not-a-secret-42"))
    for address in (f"{QUEUE}new/", f"{QUEUE}edit/{signature.pk}/", f"{QUEUE}delete/{signature.pk}/"):
        assert client.get(address).status_code in (302, 403, 404)
        client.post(address, {"reason": "x"})
    assert list(Signature.objects.values_list("state", "reason")) == [("signed", "")]
