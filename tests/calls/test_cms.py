"""Calls and proposals in the CMS, and what is kept of a person."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from coalition.calls import personal_data
from coalition.calls.models import Call, Proposal, ProposalFile
from coalition.calls.proposing import services
from coalition.privacy import services as privacy
from coalition.uploads.files import InspectedFile, inspect_file
from coalition.users.roles import COMMITTEE_EDITORS, ROLES
from tests.calls.mails import NAMES, SUBJECTS, owe, proposed
from tests.factories.calls import CallFactory, ProposalFactory, call_page
from tests.factories.charter import staff
from tests.factories.events import EventFactory, event_page
from tests.factories.resources import resources_page
from tests.mail.examples import render
from tests.state_pictures import picture
from tests.uploads.files import PLAIN_PDF

pytestmark = pytest.mark.django_db


def with_file(proposal: Proposal) -> ProposalFile:
    clean = InspectedFile(inspect_file(PLAIN_PDF), "plan.pdf")
    draft = ProposalFactory(call=proposal.call)
    services.save(proposal=draft, typed={}, file=clean)
    ProposalFile.objects.update(proposal=proposal)
    return ProposalFile.objects.get()


def test_the_readme_shows_the_states_of_today():
    readme = Path(personal_data.__file__).with_name("README.md").read_text()

    assert picture(Proposal) in readme


@pytest.mark.parametrize("role", ROLES)
def test_committee_editors_alone_see_proposals_and_their_files(client, role):
    kept = with_file(ProposalFactory(state="sent", title="A house"))
    client.force_login(staff(role))
    addresses = [
        reverse("calls_proposals:index"),
        reverse("calls_proposals:inspect", args=[kept.proposal_id]),
        reverse("calls_proposals:file", args=[kept.pk]),
        reverse("calls_proposals:index") + "?export=csv",
    ]
    answers = [client.get(address) for address in addresses]
    for answer in answers:
        answer.close()

    assert [answer.status_code == 200 for answer in answers] == [role == COMMITTEE_EDITORS] * 4


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_a_draft_and_a_withdrawn_proposal_are_read_by_nobody(client, state):
    kept = with_file(ProposalFactory(state=state, title="A hidden house", sent_at=timezone.now()))
    client.force_login(staff(COMMITTEE_EDITORS))

    assert "A hidden house" not in client.get(reverse("calls_proposals:index")).content.decode()
    for address in ("inspect", kept.proposal_id), ("file", kept.pk):
        found = client.get(reverse(f"calls_proposals:{address[0]}", args=[address[1]]), follow=True)
        assert found.status_code == 404


def test_an_editor_makes_a_call_with_its_criteria(client):
    client.force_login(staff(COMMITTEE_EDITORS))
    form = {
        "key": "initiatives-2027", "opens_at": "2027-01-01 09:00", "closes_at": "2027-03-01 18:00",
        "answer_by": "2027-05-01", "gap": "1",
        "budget_note_en": "Up to 10,000 euros", "budget_note_ar": "حتى 10 000 يورو",
        "criteria-TOTAL_FORMS": "1", "criteria-INITIAL_FORMS": "0", "criteria-MIN_NUM_FORMS": "0",
        "criteria-MAX_NUM_FORMS": "1000", "criteria-0-names_en": "Need", "criteria-0-names_fr": "Besoin",
        "criteria-0-weight": "3", "criteria-0-ORDER": "1", "criteria-0-id": "",
        "documents-TOTAL_FORMS": "0", "documents-INITIAL_FORMS": "0", "documents-MIN_NUM_FORMS": "0",
        "documents-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    early = client.post(reverse("wagtailsnippets_calls_call:add"), form | {"answer_by": "2027-02-01"})
    made = client.post(reverse("wagtailsnippets_calls_call:add"), form)

    assert "Promise an answer after the call has closed." in early.content.decode()
    assert made.status_code == 302
    call = Call.objects.get()
    assert [(row.names, row.weight) for row in call.criteria.all()] == [({"en": "Need", "fr": "Besoin"}, 3)]
    assert call.opens_at.isoformat() == "2027-01-01T08:00:00+00:00"  # typed on the site's clock, of Paris


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_call_costs_the_same_for_any_number(client, rows, django_assert_num_queries):
    index = resources_page()
    page = call_page(index)
    CallFactory.create_batch(rows)
    for _each in range(rows):
        event_page(EventFactory(kind="training", start=timezone.now() + timedelta(days=3),
                                end=timezone.now() + timedelta(days=4), name="Training"))  # fmt: skip
    event_page(EventFactory(kind="training", closed=True, start=timezone.now() + timedelta(days=3),
                            end=timezone.now() + timedelta(days=4), name="Closed training"))  # fmt: skip
    client.get(f"/en/resources/{page.slug}/")
    with django_assert_num_queries(QUERIES):
        shown = client.get(f"/en/resources/{page.slug}/")
    text = shown.content.decode()

    assert text.count("event-row__title") == rows
    assert "Closed training" not in text
    assert ("Need" in text, "Means" in text) == (True, True)
    assert page.title in client.get("/en/resources/").content.decode()


QUERIES = 14


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
@pytest.mark.parametrize("name", NAMES)
def test_each_mail_has_its_subject_reader_and_link(name, language):
    proposal = proposed(language)
    mail = owe(name, proposal)
    body = render(mail)

    assert (mail.to, mail.language, mail.sensitive) == (proposal.contact_email, language, True)
    assert body.subject == SUBJECTS[name, language]
    assert f"/{language}/initiatives/proposal/" in body.html


def test_a_person_is_shown_what_is_kept_and_forgotten_whole():
    proposal = ProposalFactory(state="sent", contact_email="ada@women.example")
    kept = with_file(proposal)
    other = ProposalFactory()
    path = kept.file.path

    [row] = privacy.export(address="Ada@women.example")["proposals"]
    assert (row["reference"], row["title"], row["files"]) == (
        proposal.shown_reference,
        "A house for women",
        ["plan.pdf"],
    )
    assert privacy.erase(address="ada@women.example")["proposals"] == 1
    assert (Proposal.objects.filter(pk=other.pk).exists(), Proposal.objects.filter(pk=proposal.pk).exists()) == (
        True,
        False,
    )
    assert path.endswith(".pdf")


def test_what_passed_its_time_is_deleted_and_the_rest_stays():
    now = timezone.now()
    ProposalFactory(updated_at=now - timedelta(days=91))
    ProposalFactory(state="withdrawn", withdrawn_at=now - timedelta(days=31))
    ProposalFactory(state="sent", sent_at=now - timedelta(days=731))
    stay = {
        ProposalFactory(updated_at=now - timedelta(days=89)).pk,
        ProposalFactory(state="withdrawn", withdrawn_at=now - timedelta(days=29)).pk,
        ProposalFactory(state="sent", sent_at=now - timedelta(days=729)).pk,
    }

    assert personal_data.purge(now) == 3
    assert set(Proposal.objects.values_list("pk", flat=True)) == stay
