"""A public free text that cannot be redacted: two people remove it now, and the chain stays valid and verifiable."""

import hashlib
import json
from datetime import date
from io import StringIO

import pgtrigger
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from charter.audit.services import verify
from charter.ledger.models import LedgerEntry, Redaction, StatusChange
from charter.review import services, status
from charter.signing.models import Signature
from charter.signing.services import move
from charter.states import Party
from coalition.mail.models import Message
from coalition.users import roles
from tests.factories.charter import accept, reviewer, shown, staff, submitted, two_reviewers

pytestmark = pytest.mark.django_db
WORDS = "Ms Unlucky Person of the registry was dismissed."
ACT = status.Act(act_body="Council", act_number="7", act_date=date(2026, 1, 1), reason=WORDS)


@pytest.fixture
def held() -> Signature:
    """A signature with words that should not be public."""
    signature = accept(submitted())
    return status.hold(signature=signature, act=ACT, effective_on=timezone.localdate(), by=two_reviewers())


def change() -> StatusChange:
    return StatusChange.objects.select_related("entry").get(entry__event="hold")


def removed(held: Signature) -> Redaction:
    redaction = services.propose_removal(change=change(), proposer=reviewer(1), why="It names a person.")
    return services.remove_words(redaction=redaction, remover=reviewer(2))


def public_pages(client, signature: Signature) -> dict[str, str]:
    code = signature.verification_code
    paths = [
        *(f"/{language}/charter/verify/{code}/" for language in ("en", "fr", "es", "ar")),
        f"/en/charter/verify/{code}/ledger.jsonl", "/en/charter/ledger/", "/data/charter-ledger.csv",
        "/data/signatories.csv", "/data/signatories.geojson", "/data/charter-commitments.csv",
        "/en/charter/signatories/", "/en/charter/signatories/?q=Unlucky", "/en/search/?q=Unlucky",
    ]  # fmt: skip
    return {path: b"".join(client.get(path)).decode() for path in paths}


def test_words_are_removed_by_two_people_and_the_page_says_that_and_when(client, held):
    first, second = (staff(roles.CHARTER_REVIEWERS, name) for name in ("first", "second"))
    url, public = f"/cms/charter/signatures/inspect/{held.pk}/", f"/en/charter/verify/{held.verification_code}/"
    assert WORDS in client.get(public).text
    client.force_login(first)
    why = {"change": change().pk, "why": "It names a person.", "decision": "propose_removal"}
    client.post(url, {**shown(held), **why})
    redaction = Redaction.objects.get()
    remove = {"redaction": redaction.pk, "decision": "remove_words"}
    alone = client.post(url, {**shown(held), **remove}, follow=True)
    assert "You proposed to remove these words: another person removes them." in alone.text
    assert (WORDS in client.get(public).text, change().reason) == (True, WORDS)

    client.force_login(second)
    sheet = client.get(url)
    assert "It names a person." in sheet.text
    assert " checked" in str(sheet.context["forms"]["second"]["redaction"])  # nothing else can be chosen
    client.post(url, {**shown(held), **remove})

    redaction.refresh_from_db()
    assert (redaction.proposed_by, redaction.confirmed_by) == (first, second)
    assert (change().reason, change().reason_salt) == ("", "")
    assert "The words here were removed on" in client.get(public).text
    assert WORDS not in client.get(url).text
    history = ModelLogEntry.objects.filter(data={"entry": change().entry.sequence}).order_by("pk")
    assert list(history.values_list("action", "user")) == [
        ("charter.propose_removal", first.pk),
        ("charter.remove_words", second.pk),
    ]


def test_no_trace_of_the_removed_words_is_public(client, held):
    before = public_pages(client, held)
    assert [path for path, body in before.items() if WORDS in body] == [
        f"/{language}/charter/verify/{held.verification_code}/" for language in ("en", "fr", "es", "ar")
    ]
    salt = change().reason_salt
    assert salt in before[f"/en/charter/verify/{held.verification_code}/ledger.jsonl"]

    removed(held)

    after = public_pages(client, held)
    plain = hashlib.sha256(WORDS.encode()).hexdigest()
    for trace in ("Unlucky Person", salt, plain):
        assert [path for path, body in after.items() if trace in body and f"q={trace}" not in path] == []


def test_the_chain_stays_valid_and_is_said_to_be_redacted(client, held):
    last = lines_of(client, held)[-1]  # anyone checks public words by their salt
    digest = last["entry"]["facts"]["reason_salted_sha256"]
    assert hashlib.sha256(f"{last['reason_salt']}\n{WORDS}".encode()).hexdigest() == digest
    hashes = list(LedgerEntry.objects.order_by("sequence").values_list("hash", "data"))
    removed(held)
    assert list(LedgerEntry.objects.order_by("sequence").values_list("hash", "data")) == hashes
    assert verify().faults == []
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    entry, day = change().entry, timezone.localdate()
    said = f"entry {entry.sequence}: two people removed its public words on {day}; its fingerprint holds."
    assert said in out.getvalue()
    last = lines_of(client, held)[-1]
    assert (last["words_removed_on"], last["hash"], "reason_salt" in last) == (day.isoformat(), entry.hash, False)


FALSE = {
    "words emptied": "false redaction: its public words are gone, and no two people removed them",
    "words changed": "its public words are not those that were entered",
    "only proposed": "false redaction: its public words are gone, and no two people removed them",
    "one person": "false redaction: one person alone removed its public words",
    "another fingerprint": "false redaction: it is of an entry with another fingerprint",
    "words still there": "false redaction: its public words are said to be removed, and are there",
    "row deleted": "its change of status is gone",
}


@pytest.mark.parametrize("trick", FALSE)
def test_a_false_redaction_is_found(held, trick):
    with unguarded():
        forge(trick)
        assert verify().faults[0].message.split(": ", 1)[1] == FALSE[trick]
        assert verify().redacted == []
        with pytest.raises(CommandError, match="The ledger is not whole"):
            call_command("verify_ledger", stderr=StringIO(), stdout=StringIO())


def unguarded():
    """An intruder who owns the database."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE charter_redaction DROP CONSTRAINT two_people_remove_words")
    names = ("status_changes_are_kept", "status_changes_lose_words_by_two")
    return pgtrigger.ignore(
        *(f"charter.StatusChange:{name}" for name in names), "charter.Redaction:redactions_are_kept"
    )


def forge(trick: str) -> None:
    row = change()
    now, first, second = timezone.now(), reviewer(1), reviewer(2)
    made = {"change": row, "entry_hash": row.entry.hash, "why": "x", "proposed_by": first}
    if trick in ("words emptied", "only proposed", "one person", "another fingerprint"):
        StatusChange.objects.update(reason="", reason_salt="")
    if trick == "words changed":
        StatusChange.objects.update(reason="Other words.")
    elif trick == "only proposed":
        Redaction.objects.create(**made)
    elif trick == "one person":
        Redaction.objects.create(**made, confirmed_by=first, confirmed_at=now)
    elif trick == "another fingerprint":
        Redaction.objects.create(**{**made, "entry_hash": "0" * 64}, confirmed_by=second, confirmed_at=now)
    elif trick == "words still there":
        Redaction.objects.create(**made, confirmed_by=second, confirmed_at=now)
    elif trick == "row deleted":
        row.delete()


def lines_of(client, signature: Signature) -> list[dict]:
    body = client.get(f"/en/charter/verify/{signature.verification_code}/ledger.jsonl")
    return [json.loads(line) for line in b"".join(body).splitlines()]


def test_an_entry_of_before_words_were_salted_verifies_and_can_be_redacted():
    signature = accept(submitted())
    facts = {"reason_sha256": hashlib.sha256(WORDS.encode()).hexdigest()}
    entry = move(signature.hold, party=Party.STAFF, actor=reviewer(1), facts=facts)
    with pgtrigger.ignore("charter.StatusChange:network_changes_status_by_two"):
        status.record_change(entry, signature, effective_on=timezone.localdate(), reason=WORDS)
    assert verify().faults == []
    removed(signature)
    report = verify()
    assert (report.faults, [removed.change.entry for removed in report.redacted]) == ([], [entry])


PROPOSED = [
    "UPDATE charter_statuschange SET reason = ''",
    "UPDATE charter_statuschange SET reason = '', reason_salt = ''",
    "UPDATE charter_statuschange SET act_number = '8'",
    "DELETE FROM charter_statuschange",
    "TRUNCATE charter_redaction",
    "UPDATE charter_redaction SET confirmed_by_id = proposed_by_id, confirmed_at = now()",
    "UPDATE charter_redaction SET confirmed_at = now()",
    "UPDATE charter_redaction SET proposed_by_id = proposed_by_id + 1",
    "INSERT INTO charter_redaction (change_id, entry_hash, why, proposed_by_id, proposed_at, confirmed_by_id,"
    " confirmed_at) SELECT change_id, entry_hash, why, proposed_by_id, now(), proposed_by_id + 1, now()"
    " FROM charter_redaction",
]


REMOVED = [
    "UPDATE charter_statuschange SET reason = 'Other words.'",
    "UPDATE charter_statuschange SET act_number = '8'",
    "UPDATE charter_redaction SET confirmed_at = NULL, confirmed_by_id = NULL",
    "UPDATE charter_redaction SET why = ''",
    "DELETE FROM charter_redaction",
]


@pytest.mark.parametrize(
    ("are_removed", "statement"), [*((False, each) for each in PROPOSED), *((True, each) for each in REMOVED)]
)
def test_the_database_knows_one_way_only_and_what_was_removed_stays_removed(held, are_removed, statement):
    if are_removed:
        removed(held)
    else:
        services.propose_removal(change=change(), proposer=reviewer(1), why="A name.")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (change().reason, Redaction.objects.done().count()) == (("", 1) if are_removed else (WORDS, 0))


def test_a_proposal_is_dropped_and_the_words_and_the_mails_with_them_stay_until_they_are_removed(held):
    redaction = services.propose_removal(change=change(), proposer=reviewer(1), why="A name.")
    with pytest.raises(status.NoLongerPossible):
        services.propose_removal(change=change(), proposer=reviewer(2), why="Again.")
    services.drop_removal(redaction=redaction, user=reviewer(2))
    with pytest.raises(status.NoLongerPossible):
        services.remove_words(redaction=redaction, remover=reviewer(2))
    assert (change().reason, Redaction.objects.count()) == (WORDS, 0)

    mails = Message.objects.filter(template="charter/mail/status_changed").order_by("pk")
    assert [mail.to for mail in mails] == [held.official_email, held.contact_email]
    assert [mail.context["reason"] for mail in mails] == [[WORDS]] * 2
    removed(held)
    assert [(mail.context["reason"], mail.text, mail.html) for mail in mails.all()] == [([], "", "")] * 2
