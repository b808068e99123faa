"""Withdrawal by the town hall: neither at once nor on an unchecked act number. A reviewer reads its file first."""

from datetime import UTC, date, datetime

import pgtrigger
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction

from charter.audit.verification import verify
from charter.ledger.models import LedgerEntry, StatusChange
from charter.review import waiting as review_waiting
from charter.review.changes.models import TownHallRequest
from charter.review.changes.services import asked as services_asked
from charter.review.changes.services.links import new_link
from charter.review.status import services as status
from charter.signing.models import Signature
from charter.signing.services.moves import move
from charter.states import Party
from charter.tasks import apply_requests
from coalition.mail.models import Message
from coalition.privacy import services as privacy
from coalition.users import roles
from coalition.users.waiting import Waiting
from tests.charter.review.changes.test_town_hall import (  # noqa: F401
    CHANGE,
    NOW,
    ask,
    confirm,
    kept,
    let_it_happen,
    page,
    pytestmark,
    today,
)
from tests.factories.charter import SignatureFactory, accept, reviewer, shown, staff, submitted
from tests.uploads.files import PLAIN_PDF

REASON = "We wait for our budget."


def review(signature: Signature) -> str:
    return f"/cms/charter/signatures/inspect/{signature.pk}/"


def asked(client, action: str = "withdraw", **fields) -> tuple[Signature, str]:
    """Return a signature whose town hall asked for `action` and typed the code, and the token of its link."""
    signature = SignatureFactory(state=fields.pop("state", "signed"), **fields)
    token = new_link(signature)
    ask(client, token, action, CHANGE)
    assert confirm(client, token) == page(token, f"{action}/done/")
    return signature, token


@pytest.mark.parametrize("action", ["hold", "withdraw"])
def test_withdrawal_by_the_town_hall_waits_for_a_reviewer_with_its_act(client, private_files, action):
    signature, token = asked(client, action)

    signature.refresh_from_db()
    assert (signature.state, StatusChange.objects.count(), LedgerEntry.objects.count()) == ("signed", 0, 0)
    assert REASON not in client.get(f"/en/charter/verify/{signature.verification_code}/").text
    assert PLAIN_PDF in kept(private_files)
    assert "can stop it until the end of 8 June 2026" in client.get(page(token, f"{action}/done/")).text
    own = client.get(page(token))
    assert "Your request is waiting for our reviewers" in own.text
    assert own.context["actions"] == []
    assert client.post(page(token, f"{action}/"), CHANGE).url == page(token)

    client.force_login(staff(roles.CHARTER_REVIEWERS, "reader"))
    sheet = client.get(review(signature))
    assert [words in sheet.text for words in (REASON, "2026/7", "Conseil")] == [True] * 3
    file = client.get(f"/cms/charter/signatures/act/asked/{sheet.context['asked'].pk}/")
    assert b"".join(file.streaming_content) == PLAIN_PDF
    unread = client.post(review(signature), {**shown(signature), "decision": "accept_change"})
    assert unread.context["forms"]["asked"].errors == {"read": ["Read the file of the act, then tick the box."]}

    client.post(review(signature), {**shown(signature), "decision": "accept_change", "read": "on"})
    signature.refresh_from_db()
    assert (signature.state, StatusChange.objects.count()) == ("signed", 0)
    assert "has read the act. The change is made on 9 June 2026" in client.get(review(signature)).text
    with time_machine.travel(datetime(2026, 6, 8, 22, tzinfo=UTC), tick=False):  # midnight in Paris
        apply_requests()
    signature.refresh_from_db()
    change = StatusChange.objects.get()
    entry = change.entry
    assert signature.state == {"hold": "on_hold", "withdraw": "withdrawn"}[action]
    assert (change.reason, change.cause, change.effective_on) == ("", "means", date(2026, 6, 9))
    assert (entry.party, entry.actor, entry.data["change_act_file_sha256"]) == (
        "town-hall",
        None,
        change.act_file_sha256,
    )
    assert entry.data["change_checked_by"].startswith("staff:")
    kept_file = client.get(f"/cms/charter/signatures/act/change/{change.pk}/")
    assert b"".join(kept_file.streaming_content) == PLAIN_PDF
    assert TownHallRequest.objects.get().outcome == "done"
    mails = Message.objects.filter(template="charter/mail/status_changed").order_by("pk")
    assert [mail.to for mail in mails] == [signature.official_email, signature.contact_email]
    public = client.get(f"/en/charter/verify/{signature.verification_code}/").text
    assert ("Too little staff or budget at present" in public, REASON in public) == (True, False)
    team = client.get(review(signature)).text
    assert REASON in team  # why, for the team alone


def test_a_withdrawal_without_the_file_of_its_act_is_not_asked_for(client):
    signature = SignatureFactory(state="signed")
    token = new_link(signature)
    for files in ({}, {"act_file": SimpleUploadedFile("act.pdf", b"<html>")}):
        wrong = client.post(page(token, "withdraw/"), CHANGE | files)
        assert list(wrong.context["form"].errors) == ["act_file"]
    assert not TownHallRequest.objects.exists()


def test_a_refusal_has_a_reason_that_is_mailed_and_nothing_stays(
    client, private_files, django_capture_on_commit_callbacks
):
    signature, _token = asked(client, language="ar")
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    with django_capture_on_commit_callbacks(execute=True):
        answers = {**shown(signature), "decision": "refuse_change", "reason": "The act is of another town."}
        client.post(review(signature), answers)

    signature.refresh_from_db()
    ended = TownHallRequest.objects.get()
    assert (signature.state, kept(private_files), ended.outcome, ended.file.name) == ("signed", [], "refused", "")
    mails = Message.objects.filter(context__what="change_refused").order_by("pk")
    assert [(mail.to, mail.language, mail.context["reason"]) for mail in mails] == [
        (address, "ar", ["The act is of another town."])
        for address in (signature.official_email, signature.contact_email)
    ]
    assert client.get("/" + mails[0].context["url"].split("/", 3)[3]).context["actions"] == [
        "hold",
        "successor",
        "withdraw",
    ]
    with pytest.raises(status.NoLongerPossible):
        services_asked.accept_change(signature=signature, reviewer=reviewer(1))


def test_the_town_hall_takes_it_back_meanwhile(client, private_files, django_capture_on_commit_callbacks):
    signature, token = asked(client)
    assert client.get(page(token, "take-back/")).status_code == 405
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    stale = shown(signature)
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(page(token, "take-back/")).url == page(token)

    ended = TownHallRequest.objects.get()
    assert (kept(private_files), ended.outcome, ended.ended_by) == ([], "stopped", "mailbox")
    client.post(review(signature), {**stale, "decision": "accept_change", "read": "on"})
    signature.refresh_from_db()
    assert signature.state == "signed"
    assert client.get(page(token)).context["actions"] == ["hold", "successor", "withdraw"]


def test_what_became_impossible_is_told_and_forgotten_once_the_signature_has_ended(client):
    signature, _token = asked(client, "hold")
    act = status.Act("Network", "1", date(2026, 1, 1), "Because.")
    status.hold(signature=signature, act=act, effective_on=date(2026, 6, 1), actor=reviewer(1))
    with pytest.raises(status.NoLongerPossible):
        services_asked.accept_change(signature=signature, reviewer=reviewer(1))
    assert TownHallRequest.objects.to_check().count() == 1

    status.withdraw(signature=signature, act=act, effective_on=date(2026, 6, 1), actor=reviewer(1))
    assert review_waiting.waiting_requests(staff(roles.CHARTER_REVIEWERS))[0].count == 0
    privacy.purge(now=NOW)
    assert TownHallRequest.objects.get().outcome == "impossible"


def test_the_first_page_tells_reviewers_what_town_halls_asked(client):
    signature, _token = asked(client)
    SignatureFactory(state="signed")
    me = staff(roles.CHARTER_REVIEWERS)
    queue = "/cms/charter/signatures/"
    label = "Requested by a town hall: check its act"
    assert review_waiting.waiting_requests(me)[0] == Waiting(label, 1, f"{queue}?waits=change", since=NOW)
    assert review_waiting.waiting_requests(staff(roles.COMMITTEE_EDITORS)) == []
    client.force_login(me)
    assert label in client.get("/cms/").text
    assert list(client.get(f"{queue}?waits=change").context["object_list"]) == [signature]


def test_the_database_takes_no_change_of_a_town_hall_without_its_act():
    signature = SignatureFactory(state="signed")
    with pytest.raises(IntegrityError, match="asked_change_has_its_act"), transaction.atomic():
        TownHallRequest.objects.create(signature=signature, action="hold", confirmed_at=NOW)
    entry = move(signature.hold, party=Party.TOWN_HALL)
    with pytest.raises(DatabaseError, match="by the file of its act"), transaction.atomic():
        StatusChange.objects.create(entry=entry, signature=signature, effective_on=NOW)
    act = status.Act("Council", "1", date(2026, 1, 1), "")
    with pytest.raises(ValueError, match="whose act was checked"):
        status.reinstate(signature=signature, act=act, effective_on=date(2026, 6, 1))


def test_a_change_that_was_checked_is_whole_in_the_ledger(client):
    signature = accept(submitted())
    token = new_link(signature)
    ask(client, token, "withdraw", CHANGE)
    confirm(client, token)
    let_it_happen(signature)
    entry = LedgerEntry.objects.latest("sequence")
    facts = {name: entry.data[name] for name in ("change_cause", "change_asked_on", "effective_on")}
    assert facts == {"change_cause": "means", "change_asked_on": "2026-06-01", "effective_on": "2026-06-09"}
    assert verify().faults == []
    with pgtrigger.ignore("charter.StatusChange:status_changes_lose_words_by_two"):
        StatusChange.objects.update(cause="unstated")
        assert [fault.message.split(": ", 1)[1] for fault in verify().faults] == [
            "its public reason is not the one that was entered"
        ]
