"""The way to a proposal over HTTP, without JavaScript and without an account."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from coalition.calls import emails, services
from coalition.calls.models import Call, Proposal, ProposalFile, ProposalLink
from coalition.mail import areas
from coalition.mail.models import Message
from coalition.privacy import inquiries
from coalition.uploads.files import InspectedFile, inspect_file
from coalition.users.roles import COMMITTEE_EDITORS
from tests.factories.calls import WORDS, CallFactory, ProposalFactory, call_page, link_to
from tests.factories.charter import staff
from tests.factories.mail import said
from tests.factories.resources import resources_page
from tests.races import at_once, wait_for_a_waiter
from tests.uploads.files import PLAIN_PDF

pytestmark = pytest.mark.django_db
TYPED = {name: str(value) for name, value in WORDS.items()}


def url(name: str, token: str, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"calls:{name}", args=[token])


def words(response) -> str:
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


def _clean(name: str) -> InspectedFile:
    return InspectedFile(inspect_file(PLAIN_PDF), name)


def pdf(name: str = "plan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PLAIN_PDF, "application/pdf")


def test_an_association_proposes_in_arabic(client):
    call = call_page(resources_page("ar")).call
    started = client.post(url("start", call.key, "ar"), {"email": "Ada@Women.example"})
    token = started.url.split("/")[4]
    [mail] = Message.objects.all()
    assert (mail.to, mail.language, mail.discreet, mail.unasked) == ("ada@women.example", "ar", True, True)
    mailed = mail.context["urls"][0].partition("/ar/")[2]
    assert token not in mailed  # the browser's link proves nothing about the address

    assert client.post(started.url, {"action": "save", "title": "بيت"}).url == f"{started.url}?saved"
    assert client.post(started.url, {**TYPED, "title": "بيت", "action": "check"}).url == url("check", token, "ar")
    unconfirmed = client.post(url("check", token, "ar"), {"agree": "on"})
    assert unconfirmed.context["form"].non_field_errors() == [
        "أكِّدوا عنوانكم أولًا: افتحوا الرابط الوارد في رسالتنا الإلكترونية واضغطوا على الزر."
    ]
    assert Message.objects.count() == 1

    client.get(f"/ar/{mailed}")
    assert Proposal.objects.get().contact_confirmed_at is None  # a scanner opened the link
    confirmed = client.post(f"/ar/{mailed}")
    assert client.get(url("proposal", token, "ar")).status_code == 404  # mailed links alone open it now
    token = confirmed.url.split("/")[4]
    client.post(confirmed.url, {**TYPED, "title": "بيت", "file": pdf(), "action": "save"})
    assert client.post(url("check", token, "ar"), {"agree": "on"}).url == url("proposal", token, "ar")

    proposal = Proposal.objects.get()
    receipt = Message.objects.get(context__what="received")
    assert (proposal.state, proposal.title, proposal.files.get().name) == ("sent", "بيت", "plan.pdf")
    assert (receipt.to, receipt.language, receipt.context["title"]) == ("ada@women.example", "ar", "بيت")
    assert proposal.shown_reference in words(client.get(url("proposal", token, "ar")))
    assert client.get(confirmed.url).url == url("proposal", token, "ar")


def test_a_whole_proposal_names_each_gap_and_a_draft_none(client):
    token = link_to(ProposalFactory(title="", budget=None))
    gaps = client.post(url("write", token), {**TYPED, "title": "", "budget": "", "action": "check"})
    saved = client.post(url("write", token), {**TYPED, "title": "", "budget": "", "action": "save"})
    refused = client.post(url("check", token), {"agree": "on"})

    assert dict(gaps.context["form"].errors) == {
        "title": ["Give your initiative a title."], "budget": ["Enter the amount that you ask for."]
    }  # fmt: skip
    assert (saved.status_code, refused.url) == (302, url("write", token))


def test_an_amount_over_what_the_call_gives_is_neither_kept_nor_sent(client):
    proposal = ProposalFactory(call=CallFactory(most_euros=8000))
    token = link_to(proposal)
    over = client.post(url("write", token), {**TYPED, "budget": "8001", "action": "save"})
    Call.objects.update(most_euros=7999)  # lowered after it was written

    assert dict(over.context["form"].errors) == {"budget": ["At most 8,000 euros."]}
    with pytest.raises(services.Incomplete):
        services.hand_in(proposal=proposal)


def test_files_are_read_apart_kept_privately_and_five_at_most(client, tmp_path):
    proposal = ProposalFactory()
    token = link_to(proposal)
    program = SimpleUploadedFile("plan.pdf", b"MZ" + b"\0" * 200)
    refused = client.post(url("write", token), {**TYPED, "file": program, "action": "save"})
    for number in range(5):
        services.save(proposal=proposal, typed={}, file=_clean(f"plan{number}.pdf"))
    sixth = client.post(url("write", token), {**TYPED, "title": "Other", "file": pdf(), "action": "save"})
    kept = proposal.files.first()
    removed = client.post(url("write", token), {**TYPED, "remove": kept.pk})
    stranger = ProposalFactory()
    services.save(proposal=stranger, typed={}, file=_clean("theirs.pdf"))
    client.post(url("write", token), {**TYPED, "remove": stranger.files.get().pk})

    assert "file" in refused.context["form"].errors
    assert sixth.context["form"].errors["file"] == ["You have sent five files. Remove one before you add another."]
    assert (Proposal.objects.get(pk=proposal.pk).title, removed.status_code) == (WORDS["title"], 302)
    assert (proposal.files.count(), stranger.files.count()) == (4, 1)
    with pytest.raises(ValueError, match="not accessible via a URL"):
        _ = ProposalFile.objects.first().file.url


def test_files_come_once_the_address_is_confirmed_and_nothing_else_is_lost(client, monkeypatch):
    monkeypatch.setattr("coalition.uploads.fields.inspect_file", None)  # nothing reads a stranger's file
    proposal = ProposalFactory(contact_confirmed_at=None)
    token = link_to(proposal)
    empty = client.get(url("write", token))
    refused = client.post(url("write", token), {**TYPED, "title": "Other", "file": pdf(), "action": "save"})

    assert "You can add files once your address is confirmed." in words(empty)
    assert dict(refused.context["form"].errors) == {"file": ["Confirm your address first: then you can add files."]}
    assert (refused.context["form"]["title"].value(), proposal.files.count()) == ("Other", 0)


def test_the_mail_log_tells_editors_nothing_of_who_began_a_draft():
    proposal = ProposalFactory()
    emails.send_links([ProposalLink.for_contact(proposal)], proposal.contact_email, "en")
    emails.send_to_contact(proposal, "received")

    assert [said(mail) for mail in areas.readable(staff(COMMITTEE_EDITORS))] == ["received"]


def test_a_lost_link_is_asked_for_alike_by_everybody(client):
    ProposalFactory(contact_email="ada@women.example")
    pages = [client.post("/en/initiatives/link/", {"email": f"{who}@women.example"}) for who in ("ada", "eve")]
    before = Message.objects.count()
    inquiries.answer_due()

    assert [(page.status_code, page.url) for page in pages] == [(302, "/en/initiatives/link/sent/")] * 2
    shown = [client.get(path) for path in ("/fr/initiatives/link/", "/fr/initiatives/link/sent/")]
    assert [page.context["breadcrumb"][-1]["url"] for page in shown] == ["/fr/resources/"] * 2
    assert (before, [mail.to for mail in Message.objects.all()]) == (0, ["ada@women.example"])


def test_who_began_a_proposal_for_another_address_is_out_once_it_is_confirmed(client):
    proposal = ProposalFactory(contact_confirmed_at=None)
    strangers, mailed = link_to(proposal), ProposalLink.for_contact(proposal)
    assert words(client.get(url("proposal", mailed))).count(WORDS["activities"]) == 1  # she sees what was typed
    client.post(url("proposal", mailed))

    shut = [client.get(url(name, strangers)) for name in ("proposal", "write", "check", "withdraw")]
    shut.append(client.post(url("check", strangers), {"agree": "on"}))
    assert [answer.status_code for answer in shut] == [404] * 5
    assert client.get(url("write", mailed)).status_code == 200


def test_only_the_contact_deletes_what_is_not_theirs_and_only_before_they_confirm(
    client, django_capture_on_commit_callbacks
):
    proposal = ProposalFactory(contact_confirmed_at=None)
    services.save(proposal=proposal, typed={}, file=_clean("plan.pdf"))
    kept = proposal.files.get()
    strangers, mailed = link_to(proposal), ProposalLink.for_contact(proposal)
    mine = ProposalFactory()
    client.post(url("proposal", ProposalLink.for_contact(mine)), {"action": "delete"})
    client.post(url("proposal", strangers), {"action": "delete"})
    client.get(url("proposal", mailed), {"action": "delete"})
    assert Proposal.objects.count() == 2

    with django_capture_on_commit_callbacks(execute=True):
        deleted = client.post(url("proposal", mailed), {"action": "delete"})

    assert "The proposal is deleted" in words(deleted)
    assert [row.pk for row in Proposal.objects.all()] == [mine.pk]
    assert not kept.file.storage.exists(kept.file.name)
    assert client.get(url("proposal", mailed)).status_code == 404


def test_what_strangers_begin_for_an_address_keeps_its_own_in_reach():
    own = ProposalFactory(contact_email="ada@women.example")
    ProposalFactory(contact_email="ada@women.example", state="withdrawn", withdrawn_at=timezone.now())
    for _number in range(6):
        ProposalFactory(contact_email="ada@women.example", contact_confirmed_at=None)

    assert services.resume(contact_email="ada@women.example") == services.AT_MOST
    first = Message.objects.get().context["urls"][0].split("/")[-2]
    opened = {link.proposal.state for link in ProposalLink.objects.select_related("proposal")}
    assert Proposal.objects.for_token(first).get() == own
    assert opened == {"draft"}


def test_who_withdraws_is_read_by_nobody(client):
    proposal = ProposalFactory(state="sent")
    token = link_to(proposal)
    client.get(url("withdraw", token))
    assert Proposal.objects.handed_in().exists()
    client.post(url("withdraw", token))

    assert not Proposal.objects.handed_in().exists()
    assert said(Message.objects.get()) == "withdrawn"
    assert client.post(url("withdraw", token)).url == url("proposal", token)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("hours", [-2, 2])
def test_outside_its_window_a_call_takes_nothing_and_says_so(client, hours):
    page = call_page(resources_page())
    middle = timezone.now() + timedelta(hours=hours)
    Call.objects.update(opens_at=middle - timedelta(hours=1), closes_at=middle + timedelta(hours=1))
    token = link_to(ProposalFactory(call=page.call))

    said = "This call opens on" if hours > 0 else "This call closed on"
    shown = client.get("/en/resources/" + page.slug + "/").content.decode()
    assert said in shown
    assert url("start", page.call.key) not in shown
    assert said in words(client.post(url("start", page.call.key), {"email": "ada@women.example"}))
    sent = client.post(url("check", token), {"agree": "on"})
    assert sent.context["form"].non_field_errors() == ["The call has closed. Your proposal was not sent."]
    with pytest.raises(services.CallClosed):
        services.start_proposal(call=Call.objects.get(), contact_email="ada@women.example", language="en")
    assert not Message.objects.exists()


def test_pages_of_a_proposal_leave_no_trace_and_an_unconfirmed_one_is_not_sent(client):
    with pytest.raises(services.Unconfirmed):
        services.hand_in(proposal=ProposalFactory(contact_confirmed_at=None))
    answers = [client.get(url(name, link_to(ProposalFactory()))) for name in ("proposal", "write", "check")]

    assert {(page["Cache-Control"], page["X-Robots-Tag"]) for page in answers} == {
        ("no-store, private", "noindex, nofollow")
    }


@pytest.mark.attack
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("hours", "state", "mails"), [(-1, "draft", 0), (1, "sent", 1)])
def test_who_waits_while_the_deadline_moves_is_judged_by_the_one_that_holds(hours, state, mails):
    """Without the lock of the call the first one would be in: it began while the call was open."""
    proposal = ProposalFactory()
    send = partial(services.hand_in, proposal=proposal)
    with ThreadPoolExecutor(1) as thread, transaction.atomic():
        call = Call.objects.select_for_update(no_key=True).get()
        sending = thread.submit(at_once, send, refused=(services.CallClosed,))
        wait_for_a_waiter()
        assert not sending.done()
        Call.objects.filter(pk=call.pk).update(closes_at=timezone.now() + timedelta(hours=hours))

    assert (sending.result() == [services.CallClosed]) == (state == "draft")
    assert (Proposal.objects.get().state, Message.objects.count()) == (state, mails)


@pytest.mark.attack
@pytest.mark.django_db(transaction=True)
def test_a_button_that_is_pressed_twice_sends_once():
    press = partial(services.hand_in, proposal=ProposalFactory())

    answers = at_once(press, press, refused=(services.ProposalClosed,))

    assert (answers.count(services.ProposalClosed), Message.objects.count()) == (1, 1)
