"""The decision: by whom, once, told once; and the page of what is accepted."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition.calls import services
from coalition.calls.models import Proposal
from coalition.mail.models import Message
from coalition.resources.models import InitiativePage
from coalition.users.roles import COMMITTEE_EDITORS
from tests.calls.test_reading import given, person
from tests.factories.calls import ProposalFactory, call_page
from tests.factories.charter import staff
from tests.factories.mail import said
from tests.factories.resources import resources_page

pytestmark = pytest.mark.django_db
TYPED = {"decision": "accept", "answer": "Bravo à toutes.\nNous vous écrirons."}


@pytest.fixture
def judged():
    """A French proposal that two people judged, and somebody who decides."""
    call = call_page(resources_page("fr")).call
    proposal = ProposalFactory(
        state="sent", call=call, language="fr", title="Une maison", activities="On ouvre <b>une</b> maison."
    )
    readers = [person("one", "read", "decide"), person("two", "read")]
    decider = person("decider", "decide")
    services.share_out(call=call, people=services.readers(), by=decider)
    for reader in readers:
        given(proposal, reader, 4)
    return proposal, readers, decider


def address(proposal: Proposal) -> str:
    return reverse("calls_proposals:decide", args=[proposal.pk])


def test_an_open_call_ends_in_the_showcase(client, judged):
    proposal, _readers, decider = judged
    client.force_login(decider)
    shown = client.post(address(proposal), TYPED).content.decode()
    assert "Bravo à toutes." in shown
    assert (Proposal.objects.get().state, Message.objects.count()) == ("under_review", 0)
    again = client.post(address(proposal), {**TYPED, "change": "1"}).content.decode()
    assert "Bravo à toutes." in again
    client.post(address(proposal), {**TYPED, "confirm": "1"})

    row, mail = Proposal.objects.get(), Message.objects.get()
    assert (row.state, row.decided_by, row.answer) == ("accepted", decider, TYPED["answer"])
    assert (said(mail), mail.to, mail.language) == ("accepted", row.contact_email, "fr")
    assert mail.context["answer"] == ["Bravo à toutes.", "Nous vous écrirons."]
    page = InitiativePage.objects.get()
    words = str(page.body)
    assert (page.live, page.title, page.locale.language_code) == (False, "Une maison", "fr")
    assert ("&lt;b&gt;une&lt;/b&gt;" in words, "Ce qui est fait" in words) == (True, True)
    assert [private for private in (row.contact_name, row.contact_email, "8000") if private in words] == []

    page.get_latest_revision().publish()
    assert Proposal.objects.get().state == "published"
    assert ModelLogEntry.objects.filter(action=services.ACCEPTED, user=decider).count() == 1


def test_a_declined_proposal_is_told_once_and_has_no_page(client, judged):
    proposal, _readers, decider = judged
    client.force_login(decider)
    for _press in range(2):
        client.post(address(proposal), {**TYPED, "decision": "decline", "confirm": "1"})
    client.post(address(proposal), {**TYPED, "decision": "accept", "confirm": "1"})

    assert (Proposal.objects.get().state, InitiativePage.objects.exists()) == ("declined", False)
    assert [said(mail) for mail in Message.objects.all()] == ["declined"]


def test_no_reader_decides_and_nobody_with_a_conflict(client, judged):
    proposal, (one, _two), decider = judged
    services.declare_conflict(proposal=proposal, person=decider)
    for user in (one, decider):
        client.force_login(user)
        client.post(address(proposal), {**TYPED, "confirm": "1"})
        with pytest.raises(services.NotYours):
            services.decide(proposal=proposal, by=user, accept=True, answer="x")

    assert (Proposal.objects.get().state, Message.objects.exists()) == ("under_review", False)


def test_nothing_is_decided_before_the_judgement_is_complete():
    proposal = ProposalFactory(state="sent")
    person("one", "read")
    person("two", "read")
    decider = person("decider", "decide")
    services.share_out(call=proposal.call, people=services.readers(), by=decider)

    with pytest.raises(services.NotComplete):
        services.decide(proposal=proposal, by=decider, accept=True, answer="x")


def test_a_decision_needs_words_and_committee_editors_may_read_and_decide(client, judged):
    proposal, _readers, decider = judged
    client.force_login(decider)
    page = client.post(address(proposal), {"decision": "decline", "confirm": "1"})
    editor = staff(COMMITTEE_EDITORS)

    assert page.context["form"].errors["answer"] == ["Write why: the association reads it."]
    assert [editor.has_perm(f"calls.{action}_proposal") for action in ("view", "read", "decide")] == [True] * 3
