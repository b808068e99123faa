"""A decision is about what its page showed: whoever was shown something else decides nothing."""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from threading import Thread

import pytest
from django.db import OperationalError, connections, transaction
from django.utils import timezone

from charter import decisions
from charter.ledger.models import LedgerEntry
from charter.review.services import merging, reviews
from charter.review.status import services as status
from charter.review.status.services import BeforeSignature, NoLongerPossible
from charter.signing.models import Signature
from charter.signing.services import drafts as signing_services
from charter.signing.services.moves import move
from charter.states import Party
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from coalition.users import roles
from tests.factories.charter import SignatureFactory, reviewer, shown, staff, submitted
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
QUEUE = "/cms/charter/signatures/"
CHANGED = {
    "act_body": "Council",
    "act_number": "7",
    "act_date": "2026-01-01",
    "reason": "Because.",
}
ACT = status.Act(act_body="Council", act_number="7", act_date=date(2026, 1, 1), reason="Because.")


def page_of(signature: Signature) -> str:
    return f"/cms/charter/signatures/inspect/{signature.pk}/"


@pytest.mark.parametrize("mark", ["the old page", "no mark", "garbage"])
def test_a_page_that_is_out_of_date_decides_nothing(client, mark):
    """Changes were asked for, the town hall sent the signature again, somebody checked it: the first page is stale."""
    signature = submitted(act_file_sha256="a" * 64)
    old = shown(signature)
    move(signature.request_changes, party=Party.STAFF, actor=reviewer(1), reviewer=reviewer(1), reason="Which act?")
    move(signature.verify_mailbox, party=Party.TOWN_HALL)
    move(signature.submit, party=Party.TOWN_HALL)
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    posted = {"the old page": old, "no mark": {}, "garbage": {"seen": "x" * 2000}}[mark]
    entries = LedgerEntry.objects.count()

    answer = client.post(page_of(signature), {**posted, "decision": "reject", "reason": "No act."}, follow=True)

    assert "Nothing was decided: the signature changed after you opened it." in answer.content.decode()
    signature.refresh_from_db()
    assert (signature.state, LedgerEntry.objects.count(), Message.objects.count()) == ("submitted", entries, 0)
    client.post(page_of(signature), {**shown(signature), "decision": "reject", "reason": "No act."})
    assert Signature.objects.get().state == "rejected"


@pytest.mark.parametrize("change", [status.hold, status.withdraw])
def test_no_change_is_in_force_before_the_signature_itself(client, change):
    signature = SignatureFactory(state="signed")
    first_day = timezone.localdate(signature.signed_at)
    with pytest.raises(BeforeSignature):
        change(signature=signature, act=ACT, effective_on=first_day - timedelta(days=1), actor=reviewer(1))

    client.force_login(staff(roles.CHARTER_REVIEWERS))
    answers = {"act_body": "Council", "act_number": "7", "act_date": "2026-01-01", "reason": "Because."}
    day = (first_day - timedelta(days=1)).isoformat()
    wrong = client.post(
        page_of(signature), {**shown(signature), **answers, "decision": change.__name__, "effective_on": day}
    )
    assert wrong.context["forms"]["status"].errors == {
        "effective_on": ["The signature was published later. Give a day from then on."]
    }
    signature.refresh_from_db()
    assert signature.state == "signed"
    change(signature=signature, act=ACT, effective_on=first_day, actor=reviewer(1))


def test_a_signature_whose_act_did_not_come_is_not_reinstated_without_it():
    """Otherwise the next night would put it on hold again, and say *valid until* a day that is over."""
    today = timezone.localdate()
    signature = SignatureFactory(state="signed", act_file_sha256="", ad_referendum_until=today - timedelta(days=1))
    status.lapse(today=today)
    with pytest.raises(status.NeedsAct):
        status.reinstate(signature=signature, act=ACT, effective_on=today, actor=reviewer(1))

    Signature.objects.update(act_file_sha256="a" * 64)
    status.ratify(signature=signature, act_body="Council", act_number="7", act_date=today, actor=reviewer(1))
    signature.refresh_from_db()
    assert (signature.state, signature.ad_referendum_until) == ("signed", None)


def test_an_act_is_confirmed_once():
    signature = SignatureFactory(state="signed", ad_referendum_until=timezone.localdate() + timedelta(days=9))
    act = {"act_body": "Council", "act_date": date(2026, 1, 1), "actor": reviewer(1)}
    status.ratify(signature=signature, act_number="7", **act)
    with pytest.raises(NoLongerPossible):
        status.ratify(signature=signature, act_number="8", **act)
    assert list(Signature.objects.values_list("act_number")) == [("7",)]
    assert LedgerEntry.objects.count() == 1


def wait_for_a_waiter() -> None:
    """Return once some connection waits for a lock that another one holds."""
    deadline = time.monotonic() + 20
    with connections["default"].cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted")
            if cursor.fetchone():
                return
            time.sleep(0.01)
    raise AssertionError("Nobody waits.")


def on_a_connection_of_its_own(work: Callable[[], object], told: list[object]) -> Thread:
    """Start `work` in a thread, which adds to `told` what it returned or raised."""

    def run() -> None:
        try:
            told.append(work())
        except Exception as error:
            told.append(error)
        finally:
            connections.close_all()

    thread = Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_a_signature_that_becomes_anothers_while_it_is_published_is_not_published():
    with transaction.atomic():
        proposed = LocalGovernmentFactory(code="P-1", member=False, proposed=True)
        into = LocalGovernmentFactory(code="FR-1")
        signature = submitted(government=proposed, act_file_sha256="a" * 64)
        first, second = reviewer(1), reviewer(2)
        checks = {"mandate": True, "act": True, "domain": True}
        reviews.check_authority(signature=signature, reviewer=first, call_back="Switchboard.", **checks)
    told: list[object] = []
    with transaction.atomic():
        merging.merge_governments(source=proposed, into=into, actor=second)
        publisher = on_a_connection_of_its_own(
            lambda: reviews.publish_signature(signature=signature, reviewer=second), told
        )
        wait_for_a_waiter()
    publisher.join()

    assert [type(answer) for answer in told] == [decisions.Changed]
    signature.refresh_from_db()
    assert (signature.government, signature.state, signature.checked_by) == (into, "submitted", None)
    assert list(LedgerEntry.objects.order_by("sequence").values_list("event", "data__government")) == [
        ("verify_mailbox", "P-1"), ("submit", "P-1"), ("check_authority", "P-1"), ("recheck", "FR-1"),
    ]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("locks", "deadlocks"), [(True, 0), (False, 1)])  # the second is the canary
def test_naming_a_government_and_publishing_its_signature_never_wait_for_each_other(monkeypatch, locks, deadlocks):
    with transaction.atomic():
        government = LocalGovernmentFactory()
        published = SignatureFactory(state="authority_checked", government=government, act_file_sha256="a" * 64)
        other = SignatureFactory(state="mailbox_verified")
        second = reviewer(2)
    told: list[object] = []
    publishers: list[Thread] = []
    touch = signing_services.touch

    def meanwhile(signature: Signature) -> Signature:  # the head is ours, the government is named at the commit
        publish = partial(reviews.publish_signature, signature=published, reviewer=second)
        publishers.append(on_a_connection_of_its_own(publish, told))
        wait_for_a_waiter()
        return touch(signature)

    monkeypatch.setattr(drafts, "touch", meanwhile)
    if not locks:
        monkeypatch.setattr(drafts, "_locked_government", lambda row: row)
        monkeypatch.setattr(reviews, "_locked_governments", for_update)
    try:
        signing_services.choose_government(signature=other, government=government)
    except OperationalError as error:
        told.append(error)
    publishers[0].join()

    assert sum(isinstance(answer, OperationalError) for answer in told) == deadlocks


def for_update(signature: Signature, also: object = ()) -> dict[int | None, LocalGovernment]:
    """Lock as strongly as a deletion would."""
    rows = LocalGovernment.objects.filter(pk=signature.government_id)
    return {row.pk: row for row in rows.select_for_update()}


DECISION_ANSWERS = {
    "check_authority": {"mandate": "on", "act": "on", "domain": "on", "call_back": "Switchboard."},
    "publish": {},
    "reject": {"reason": "No act."},
    "hold": CHANGED,
}
STATES = {"publish": "authority_checked", "hold": "signed"}


@pytest.mark.parametrize("decision", DECISION_ANSWERS)
def test_authority_checked_and_every_other_decision_says_who_was_told(client, decision):
    signature = SignatureFactory(state=STATES.get(decision, "submitted"), act_file_sha256="a" * 64)
    client.force_login(staff(roles.CHARTER_REVIEWERS))
    answers = {**shown(signature), **DECISION_ANSWERS[decision], "decision": decision}
    answers |= {"effective_on": timezone.localdate().isoformat()}

    page = client.post(page_of(signature), answers, follow=True).text

    said = {
        "check_authority": "The signatory is not told yet: another person publishes the signature.",
        "publish": "Published. Both mailboxes get one email, with the certificate, once it is made.",
    }.get(decision, "Decided. The official mailbox and the contact are told by email.")
    assert said in page
    told = sorted(Message.objects.values_list("to", flat=True))
    both = sorted([signature.official_email, signature.contact_email])
    assert told == ([] if decision in ("check_authority", "publish") else both)
