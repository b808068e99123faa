"""Calls and proposals in the CMS, and what is kept of a person."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from coalition.calls import personal_data, services
from coalition.calls.models import Call, Proposal, ProposalFile
from coalition.privacy import services as privacy
from coalition.uploads.files import InspectedFile, inspect_file
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.calls import CallFactory, ProposalFactory, call_page
from tests.factories.charter import staff
from tests.factories.resources import resources_page
from tests.mail.examples import render
from tests.state_pictures import picture
from tests.uploads.files import PLAIN_PDF

from .mails import NAMES, SUBJECTS, owe, proposed

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
    days = {"opens_at": "2027-01-01 09:00", "closes_at": "2027-03-01 18:00", "answer_by": "2027-05-01"}
    criteria = inline_formset([{"names_en": "Need", "names_fr": "Besoin", "weight": "3", "id": ""}])
    form = nested_form_data(
        {"key": "initiatives-2027", "budget_note_en": "Up to 10,000 euros", **days, "criteria": criteria}
    )
    early = client.post(reverse("wagtailsnippets_calls_call:add"), form | {"answer_by": "2027-02-01"})
    made = client.post(reverse("wagtailsnippets_calls_call:add"), form)

    assert "Promise an answer after the call has closed." in early.content.decode()
    assert made.status_code == 302
    call = Call.objects.get()
    assert [(row.names, row.weight) for row in call.criteria.all()] == [({"en": "Need", "fr": "Besoin"}, 3)]
    assert call.opens_at.isoformat() == "2027-01-01T08:00:00+00:00"  # typed on the site's clock, of Paris


@pytest.mark.parametrize("language", ["en", "ar"])
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
    with_file(proposal)
    other = ProposalFactory()

    [row] = privacy.export(address="Ada@women.example")["proposals"]
    told = (proposal.shown_reference, "A house for women", ["plan.pdf"])
    assert (row["reference"], row["title"], row["files"]) == told
    assert privacy.erase(address="ada@women.example")["proposals"] == 1
    assert list(Proposal.objects.filter(pk__in=[proposal.pk, other.pk])) == [other]


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


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_however_many_there_are(client, django_assert_num_queries, rows):
    page = call_page(resources_page(), call=CallFactory(key="open-call"))
    CallFactory.create_batch(rows)
    for address, queries in (("/en/resources/", 16), (page.url, 12)):
        client.get(address)
        with django_assert_num_queries(queries):
            text = client.get(address).text
        assert page.title in text
    assert ("Need" in text, "Means" in text) == (True, True)
