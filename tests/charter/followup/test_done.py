"""What a town hall says is done: sent from its desk, public at once as sent, decided on in the CMS."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from charter.followup import services
from charter.followup.models import Commitment, Evidence
from charter.personal_data import purge
from charter.signing.models import DeskLink
from coalition.mail.models import Message
from coalition.members.models import Contact
from coalition.users import roles
from tests.factories.charter import SignatureFactory, reviewer, staff
from tests.factories.commitments import CommitmentFactory, EvidenceFactory
from tests.factories.figures import EntryFactory
from tests.factories.members import members_page
from tests.uploads.files import PLAIN_PDF

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2027-01-10 10:00Z", tick=False)]
LINK = "https://town.example/secret-until-it-is-read"
DONE = {"dated": "2026-10-01", "url": LINK}
CMS = "/cms/charter/commitments/inspect/{}/"


def desk(commitment) -> str:
    return f"/en/charter/desk/{DeskLink.issue(signature=commitment.signature)}/"


def send(client, commitment, **answers) -> Evidence:
    page = f"{desk(commitment)}done/diagnosis/"
    response = client.post(page, DONE | answers)
    assert response.url == page.replace("done/diagnosis/", "#deliverable-diagnosis"), response.context["form"].errors
    return Evidence.objects.awaiting().get(commitment=commitment)


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.pdf", PLAIN_PDF)


def public(client, commitment) -> str:
    pages = (commitment.government.get_absolute_url(), "/en/charter/progress/", "/en/resources/")
    return "".join(client.get(page).content.decode() for page in pages)


def kept(folder) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]


def test_the_reminder_leads_to_the_button_and_what_is_sent_is_public_as_sent_alone(client):
    members_page()
    commitment = CommitmentFactory(signature__language="en")
    services.remind_due(today=timezone.localdate())
    url, _sign, place = Message.objects.first().context["url"].partition("#")
    shown = client.get(url).content.decode()
    assert (place, f'id="{place}"' in shown, f'href="{url[url.index("/en/") :]}done/diagnosis/"' in shown) == (
        "deliverable-diagnosis", True, True,
    )  # fmt: skip

    send(client, commitment)

    assert f"Sent on 10 January 2027, being checked: <bdi>{LINK}</bdi>" in client.get(url).content.decode()
    assert ("Sent, being checked" in public(client, commitment), LINK in public(client, commitment)) == (True, False)
    with time_machine.travel("2027-02-01 10:00Z", tick=False):  # its day is over while it waits for us
        assert Commitment.objects.with_status(timezone.localdate()).get().status == "sent"
        assert services.remind_due(today=timezone.localdate()) == 0
    services.accept_evidence(evidence=Evidence.objects.get(), by=reviewer(1))
    assert (Commitment.objects.with_status(date(2027, 2, 1)).get().status, LINK in public(client, commitment)) == (
        "met", True,
    )  # fmt: skip
    assert client.get(f"{desk(commitment)}done/diagnosis/").status_code == 302  # nothing more is asked


def test_what_is_not_accepted_stands_on_the_desk_with_its_reason_and_is_sent_again(client):
    commitment = CommitmentFactory(signature__language="en")
    services.refuse_evidence(evidence=send(client, commitment), by=reviewer(1), reason="The page is empty.")
    url = Message.objects.get(to=commitment.signature.official_email).context["url"].partition("#")[0]
    shown = client.get(url).content.decode()
    assert ("not accepted" in shown, "The page is empty." in shown, "done/diagnosis/" in shown) == (True, True, True)
    assert send(client, commitment).url == LINK


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"dated": ""}, ["dated"]),
        ({"dated": "2027-01-11"}, ["dated"]),
        ({"dated": "0226-11-01"}, ["dated"]),
        ({"url": ""}, ["url"]),
        ({"url": "javascript:alert(1)"}, ["url"]),
        ({"url": "", "file": SimpleUploadedFile("plan.pdf", b"MZ")}, ["file"]),
    ],
)
def test_a_day_and_one_thing_that_shows_it_are_needed(client, answers, wrong):
    response = client.post(f"{desk(CommitmentFactory())}done/diagnosis/", DONE | answers)
    assert (list(response.context["form"].errors), Evidence.objects.exists()) == (wrong, False)


def test_a_file_is_for_editors_as_pictures_and_goes_when_another_is_sent(
    client, private_files, django_capture_on_commit_callbacks
):
    members_page()
    commitment = CommitmentFactory()
    with django_capture_on_commit_callbacks(execute=True):
        send(client, commitment, url="", file=SimpleUploadedFile("old.pdf", PLAIN_PDF + b"\n"))
    with django_capture_on_commit_callbacks(execute=True):
        evidence = send(client, commitment, url="", file=pdf())
    assert (kept(private_files), evidence.file_name) == ([PLAIN_PDF], "plan.pdf")
    services.accept_evidence(evidence=evidence, by=reviewer(1))
    page = public(client, commitment)
    assert ("plan.pdf" in page, evidence.file.name in page) == (False, False)
    client.force_login(staff(roles.COMMITTEE_EDITORS))
    pages = f"/cms/charter/signatures/evidence/{evidence.pk}/pages/"
    assert pages in client.get(CMS.format(commitment.pk)).content.decode()
    assert "data:image/jpeg;base64," in client.get(pages).content.decode()


def test_all_that_an_editor_has_before_them_is_accepted_at_once_and_nothing_else(client):
    guide = CommitmentFactory(deliverable="guide")
    diagnosis = CommitmentFactory(signature=guide.signature)
    replaced, plain, elsewhere = send(client, diagnosis), EvidenceFactory(commitment=guide), EvidenceFactory()
    editor = staff(roles.COMMITTEE_EDITORS)
    client.force_login(editor)
    page = client.get(CMS.format(guide.pk))
    assert {item.pk for item in page.context["waiting"]} == {replaced.pk, plain.pk}
    newer = send(client, diagnosis, url="https://town.example/another")

    client.post(CMS.format(guide.pk), {"decision": "all", "evidence": [replaced.pk, plain.pk, elsewhere.pk, "x"]})

    states = {row.pk: row.state for row in Evidence.objects.all()}
    assert states == {plain.pk: "accepted", elsewhere.pk: "awaiting", newer.pk: "awaiting"}
    plain.refresh_from_db()
    assert plain.decided_by == editor


def test_a_file_and_words_that_were_refused_are_forgotten_after_a_year(
    client, private_files, django_capture_on_commit_callbacks
):
    evidence = send(client, CommitmentFactory(), url="", file=pdf(), description="Her name.")
    services.refuse_evidence(evidence=evidence, by=reviewer(1), reason="Another town.")
    purge(timezone.now() + timedelta(days=364))
    assert kept(private_files) == [PLAIN_PDF]
    with django_capture_on_commit_callbacks(execute=True):
        purge(timezone.now() + timedelta(days=366))
    evidence.refresh_from_db()
    assert (kept(private_files), evidence.description, evidence.file_name, evidence.reason) == (
        [], "", "", "Another town.",
    )  # fmt: skip


def test_the_desk_of_an_ended_signature_opens_nothing_of_the_one_that_came_after(client):
    commitment = CommitmentFactory()
    newer = commitment.signature
    older = SignatureFactory(state="superseded", government=newer.government)
    EntryFactory(government=newer.government)
    Contact.objects.create(government=newer.government, name="Nour", role="Mayor", email="in@office.example")

    pages = [f"/en/charter/desk/{DeskLink.issue(signature=signature)}/" for signature in (older, newer)]

    opened = [client.get(page) for page in pages]
    assert [("in@office.example" in page.text, "Your numbers of 2025" in page.text) for page in opened] == [
        (False, False), (True, True),
    ]  # fmt: skip
    for rest in ("numbers/2025/", "done/diagnosis/"):
        assert [client.get(f"{page}{rest}").status_code for page in pages] == [404, 200]
