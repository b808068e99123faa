"""A decision is about what its page showed: whoever was shown something else decides nothing."""

import re
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from threading import Thread

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import OperationalError, connections, transaction
from django.utils import timezone

from charter import states
from charter.ledger.models import LedgerEntry
from charter.review import government_merges, services, status
from charter.review import panels as review_waiting
from charter.review.status import BeforeSignature
from charter.signing import services as signing_services
from charter.signing.models import Signature
from charter.signing.services import move
from charter.states import Party
from charter.texts.models import CharterText
from coalition.mail.models import Message
from coalition.members.models import LocalGovernment
from coalition.users import roles
from coalition.users.models import User
from coalition.users.work_panel import Waiting
from tests.factories.charter import (
    SignatureFactory,
    change_one_character,
    published_version,
    reviewer,
    shown,
    staff,
    submitted,
)
from tests.factories.commitments import CommitmentFactory
from tests.factories.members import LocalGovernmentFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db
QUEUE = "/cms/charter/signatures/"
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
        services.check_authority(signature=signature, reviewer=first, call_back="Switchboard.", **checks)
    told: list[object] = []
    with transaction.atomic():
        government_merges.merge_governments(source=proposed, into=into, actor=second)
        publisher = on_a_connection_of_its_own(
            lambda: services.publish_signature(signature=signature, reviewer=second), told
        )
        wait_for_a_waiter()
    publisher.join()

    assert [type(answer) for answer in told] == [states.Changed]
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
        publish = partial(services.publish_signature, signature=published, reviewer=second)
        publishers.append(on_a_connection_of_its_own(publish, told))
        wait_for_a_waiter()
        return touch(signature)

    monkeypatch.setattr(signing_services, "touch", meanwhile)
    if not locks:
        monkeypatch.setattr(signing_services, "_locked_government", lambda row: row)
        monkeypatch.setattr(services, "_locked_governments", for_update)
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


SUBMITTED = "Submitted: the authority is to be checked"
PUBLISH = "Authority checked: you may publish"
CAME = "The council's act has arrived: it is to be confirmed"


def day(number: int) -> datetime:
    return datetime(2026, 1, number, 9, tzinfo=UTC)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_lines_count_each_stage_and_tell_its_first_one_in_one_query(django_assert_num_queries, rows):
    me, other = staff(roles.CHARTER_REVIEWERS, "me"), staff(roles.CHARTER_REVIEWERS, "other")
    for number in range(1, rows + 1):
        SignatureFactory(state="submitted", submitted_at=day(number))
        for checker in (me, other):
            SignatureFactory(state="authority_checked", checked_by=checker, checked_at=day(10 + number))
        for digest in ("", "a" * 64):
            until = date(2027, 2, number)
            SignatureFactory(state="on_hold", act_file_sha256=digest, ad_referendum_until=until)
    for state in ("draft", "signed", "rejected", "withdrawn"):  # nobody waits for these
        SignatureFactory(state=state)

    with django_assert_num_queries(3):  # two of them read the permissions
        lines = review_waiting.waiting_signatures(me)

    assert lines == [
        Waiting(SUBMITTED, rows, f"{QUEUE}?state=submitted", since=day(1)),
        Waiting(PUBLISH, rows, f"{QUEUE}?waits=publish", since=day(11)),
        Waiting(CAME, rows, f"{QUEUE}?waits=act", until=date(2027, 2, 1)),
    ]


@pytest.mark.parametrize(("role", "shown"), [(roles.CHARTER_REVIEWERS, True), (roles.COMMITTEE_EDITORS, False)])
def test_the_first_page_tells_reviewers_what_waits(client, role, shown):
    with time_machine.travel(day(1), tick=False):
        SignatureFactory(state="submitted")
    with time_machine.travel(day(4), tick=False):
        client.force_login(staff(role))
        page = client.get("/cms/").content.decode()
    assert [words in page for words in (SUBMITTED, "Longest wait: 3 days")] == [shown, shown]
    assert PUBLISH not in page


@pytest.mark.parametrize(("role", "shown"), [(roles.COMMITTEE_EDITORS, True), (roles.EVENT_HOSTS, False)])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_first_page_tells_editors_what_waits_in_the_follow_up(client, role, shown, rows):
    with time_machine.travel(day(1), tick=False):
        for number in range(rows):
            CommitmentFactory(due_on=date(2026, 1, 5 + number))
            ReportFactory(state="submitted", submitted_at=day(3 + number))
        CommitmentFactory(due_on=date(2026, 1, 4), signature__state="on_hold")  # paused: not overdue
        ReportFactory(state="accepted")
    with time_machine.travel(day(9), tick=False):
        client.force_login(staff(role))
        page = re.sub(r"[ \n]+", " ", client.get("/cms/").content.decode())
    lines = [
        line_of("/cms/charter/commitments/?status=overdue", "Commitments overdue", rows, "3 days"),
        line_of("/cms/charter/reports/?state=submitted", "Reports to be read", rows, "6 days"),
    ]
    assert [line in page for line in lines] == [shown, shown]


def line_of(url: str, label: str, count: int, wait: str) -> str:
    """Return a line of the panel."""
    link = f'<th scope="row"><a href="{url}">{label}</a></th>'
    return f"{link} <td>{count}</td> <td>Longest wait: {wait}</td>"


@pytest.fixture
def desk(client):
    user = staff(roles.CHARTER_REVIEWERS, "me")
    client.force_login(user)
    return user


def listed(client, query: str) -> set[int]:
    response = client.get(f"{QUEUE}?{query}")
    assert response.context["filters"].errors == {}
    return {row.pk for row in response.context["object_list"]}


@time_machine.travel(datetime(2026, 3, 1, 9, tzinfo=UTC), tick=False)
def test_each_filter_keeps_what_it_says(client, desk):
    other = staff(roles.CHARTER_REVIEWERS, "other")
    old, new = published_version(1), published_version(2)
    island = LocalGovernmentFactory(country="KM")
    long_ago, lately = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 26, tzinfo=UTC)
    waits = SignatureFactory(state="submitted", version=old, submitted_at=long_ago, language="fr", government=island)
    fresh = SignatureFactory(state="submitted", version=new, submitted_at=lately, language="ar")
    mine = SignatureFactory(state="authority_checked", version=new, checked_by=desk, checked_at=lately)
    theirs = SignatureFactory(state="authority_checked", version=new, checked_by=other, checked_at=lately)
    until = date(2027, 1, 1)
    awaited = SignatureFactory(state="signed", version=new, act_file_sha256="", ad_referendum_until=until)
    came = SignatureFactory(state="signed", version=new, ad_referendum_until=until)
    for state in ("draft", "mailbox_verified"):
        SignatureFactory(state=state, version=old, government=island)

    found = {query: listed(client, query) for query in EXPECTED}

    names = {"waits": waits, "fresh": fresh, "mine": mine, "theirs": theirs, "awaited": awaited, "came": came}
    by_pk = {row.pk: name for name, row in names.items()}
    assert {query: {by_pk[pk] for pk in pks} for query, pks in found.items()} == EXPECTED


EXPECTED = {
    "": {"waits", "fresh", "mine", "theirs", "awaited", "came"},
    "state=submitted": {"waits", "fresh"},
    "state=submitted&state=authority_checked": {"waits", "fresh", "mine", "theirs"},
    "waits=publish": {"theirs"},
    "waits=act": {"came"},
}


def test_the_queue_gives_no_draft_away_whatever_is_asked(client, desk):
    SignatureFactory(state="draft", signatory_name="Somebody Hidden")
    page = client.get(f"{QUEUE}?q=Hidden&state=draft")
    assert (list(page.context["object_list"]), Signature.objects.count()) == ([], 1)


def test_without_the_file_of_the_act_the_page_says_that_it_counts_and_offers_both_ways(client, me):
    signature = SignatureFactory(state="authority_checked", language="fr", act_number="7")
    other, asked = review_url(signature), SignatureFactory(state="authority_checked", language="fr")
    shown_page = client.get(other)
    assert "the first person’s confirmation does not replace it" in shown_page.text
    until = shown_page.context["forms"]["publish"]["ad_referendum_until"].value()

    refused = client.post(other, {"decision": "publish", "ad_referendum_until": ""})
    assert [str(message) for message in refused.context["messages"]] == [
        "Your decision was not saved. Correct the fields marked below."
    ]
    client.post(other, {**shown(signature), "decision": "publish", "ad_referendum_until": until.isoformat()})
    signature.refresh_from_db()
    assert (signature.state, signature.ad_referendum_until) == ("signed", until)

    words = client.get(review_url(asked)).context["words_for_the_file"]
    client.post(review_url(asked), {**shown(asked), "decision": "request_changes", "reason": words})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("changes_requested", words)
    assert words.startswith("Veuillez nous envoyer le fichier")
