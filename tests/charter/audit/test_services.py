"""Whoever changes the ledger behind the triggers is found, and it is said where."""

import csv
import hashlib
import json
import re
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pgtrigger
import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from charter import tasks
from charter.audit.log_audit import check_log
from charter.audit.row_audit import check_files
from charter.audit.services import audit, verify
from charter.certificates.models import Certificate
from charter.followup.deliverables import Deliverable
from charter.followup.models import Commitment, Evidence
from charter.followup.services import accept_evidence, record_evidence, refuse_evidence, reschedule
from charter.ledger import chain, log
from charter.ledger.models import Checkpoint, LedgerEntry, LedgerHead, LoggedFact
from charter.ledger.services import log_fact
from charter.review import change_requests, services
from charter.review.models import TownHallRequest
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.signing.services import log_act, move
from charter.states import Party
from charter.texts.models import CharterText
from coalition.members.models import LocalGovernment
from coalition.privacy import services as privacy
from tests.charter.review.test_government_merges import merge, submitted_group
from tests.factories.charter import SignatureFactory, accept, change_one_character, reviewer, submitted
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger():
    """Three published signatures, twelve entries."""
    for _signature in range(3):
        accept(submitted())
    Certificate.objects.all().delete()  # owed, each for an entry
    assert verify().faults == []


@pytest.fixture
def unguarded(ledger):
    """The same, with the triggers off: an intruder who owns the database."""
    with pgtrigger.ignore("charter.LedgerEntry:ledger_is_append_only", "charter.LedgerEntry:ledger_is_chained"):
        yield


def rehash(first: int) -> None:
    """Make the chain fit again from entry `first` on, and the head with it."""
    previous = LedgerEntry.objects.filter(sequence=first - 1).values_list("hash", flat=True).first() or chain.GENESIS
    for entry in LedgerEntry.objects.filter(sequence__gte=first).order_by("sequence"):
        entry.previous = previous
        entry.hash = previous = chain.entry_hash(entry.payload())
        entry.save()
    LedgerHead.objects.update(sequence=LedgerEntry.objects.count(), hash=previous)


def found() -> list[tuple[int | None, str]]:
    return [(fault.sequence, fault.kind) for fault in verify().faults]


def test_an_edit_with_the_whole_tail_made_again_does_not_match_the_log(unguarded):
    LedgerEntry.objects.filter(sequence=5).update(data={})
    rehash(5)
    assert found() == []
    assert [fault.message for fault in check_log()] == [
        f"entry {sequence} is not what the log holds of it" for sequence in range(5, 13)
    ]


def insert_after_the_first_signature() -> None:
    """Insert an entry that fits the story: the first signature, published by entry 4, is ratified once more by 5."""
    for entry in LedgerEntry.objects.filter(sequence__gte=5).order_by("-sequence"):
        LedgerEntry.objects.filter(pk=entry.pk).update(sequence=entry.sequence + 1)
    last = LedgerEntry.objects.get(sequence=4)
    forged = LedgerEntry(**{f.attname: getattr(last, f.attname) for f in LedgerEntry._meta.concrete_fields})
    forged.pk, forged.sequence, forged.previous = None, 5, last.hash
    forged.event, forged.source = "ratify", last.target
    forged.hash = chain.entry_hash(forged.payload())
    forged.save()


def test_an_insertion_is_found_with_the_tail_moved_up_or_made_again(unguarded):
    insert_after_the_first_signature()
    assert found()[:2] == [(6, "broken"), (6, "edited")]
    rehash(5)
    assert found() == []
    assert "entry 13 is not in the log: it was added behind it" in [fault.message for fault in check_log()]


def test_the_command_says_that_it_is_whole_or_where_it_is_not(unguarded):
    out = StringIO()
    call_command("verify_ledger", stdout=out)
    words = out.getvalue().splitlines()
    assert words[-1] == f"The ledger is whole: 12 entries, fingerprint {LedgerHead.objects.get().hash}."

    LedgerEntry.objects.filter(sequence=2).update(party="clock", actor=None)
    err = StringIO()
    with pytest.raises(CommandError, match="not whole: 1 faults in 12 entries"):
        call_command("verify_ledger", stderr=err)
    assert "edited: entry 2 (" in err.getvalue()


def test_an_edit_is_found_where_it_was_made_and_with_its_hash_made_again_behind_it(unguarded):
    LedgerEntry.objects.filter(sequence=5).update(event="submit")
    assert found() == [(5, "edited")]
    entry = LedgerEntry.objects.get(sequence=5)
    entry.hash = chain.entry_hash(entry.payload())
    entry.save()
    assert found() == [(6, "broken")]
    entry.delete()
    assert found() == [(6, "deleted"), (6, "broken")]


def digest_by_the_specification(entry: dict) -> str:
    words = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()


def test_anyone_checks_the_entries_of_a_signature_by_the_specification_alone(ledger, client):
    code = LedgerEntry.objects.get(sequence=6).dossier
    rows = b"".join(client.get("/data/charter-ledger.csv")).decode().splitlines()
    hashes = {int(row["sequence"]): row["hash"] for row in csv.DictReader(rows)}
    entries = b"".join(client.get(f"/en/charter/verify/{code}/ledger.jsonl")).decode().splitlines()
    assert len(entries) == 4
    for item in map(json.loads, entries):
        sequence = item["entry"]["sequence"]
        assert digest_by_the_specification(item["entry"]) == item["hash"] == hashes[sequence]
        assert item["entry"]["previous"] == hashes[sequence - 1]


def test_the_vector_of_the_readme_and_of_the_page_for_auditors(client):
    readme = Path(chain.__file__).with_name("README.md").read_text()
    found = re.search(r"Test vector: `([0-9a-f]{64})` is the fingerprint of\n\n```\n(\{.*\})\n```", readme)
    digest, entry = found.groups()
    assert f"<code>{entry}\n{digest}</code>" in client.get("/fr/charter/ledger/auditors/").text
    assert digest_by_the_specification(json.loads(entry)) == chain.entry_hash(json.loads(entry)) == digest


def only_fault(entry: LedgerEntry) -> tuple[str, str]:
    """Return the kind of the one fault there is, and what it says after the signature's name."""
    (fault,) = verify().faults
    return fault.kind, fault.message.removeprefix(f"signature {entry.dossier} ")


def test_a_signature_under_review_is_compared_and_an_open_one_is_not(ledger):
    under_review = submitted()
    open_one = SignatureFactory()
    move(open_one.verify_mailbox, party=Party.TOWN_HALL)
    Signature.objects.filter(pk__in=[under_review.pk, open_one.pk]).update(act_body="Other")
    entry = under_review.ledger.latest("sequence")
    assert only_fault(entry) == ("signature", "is not what the ledger says: act_body")


def test_what_changes_by_right_is_no_fault(ledger):
    """A merge, another code, the file of an act that is awaited, a rejected person who is forgotten."""
    first, second, third = Signature.objects.order_by("pk")
    halfway, end = LocalGovernmentFactory(), LocalGovernmentFactory()
    merge(first.government, halfway)
    merge(halfway, end)
    renamed = LocalGovernment.objects.get(pk=second.government_id)
    renamed.code = "XX-NEW"
    renamed.save()
    third.act_file_sha256 = "c" * 64
    third.save()
    log_act(third)
    rejected = submitted()
    services.reject(signature=rejected, reviewer=reviewer(1), reason="No.")
    privacy.purge(now=timezone.now() + timedelta(days=366))

    assert verify().faults == []
    rejected.refresh_from_db()
    assert (third.is_ad_referendum, rejected.salt) == (True, "")


def test_the_members_of_an_association_are_compared_through_merges():
    listed = LocalGovernmentFactory.create_batch(3)
    signature = accept(submitted_group(listed))
    entry = signature.ledger.latest("sequence")
    assert entry.data["group_members"] == " ".join(sorted(row.code for row in listed))
    merge(listed[0], listed[1])
    merge(listed[2], LocalGovernmentFactory())
    assert verify().faults == []

    with pgtrigger.ignore():
        member = GroupMember.objects.create(signature=signature, government=LocalGovernmentFactory())
    assert only_fault(entry) == ("signature", "is not what the ledger says: group_members")
    with pgtrigger.ignore():
        member.delete()
        signature.group_members.first().delete()
    assert only_fault(entry) == ("signature", "is not what the ledger says: group_members, group_members_counted")


def test_a_text_whose_digest_was_made_again_is_not_the_one_that_was_signed(ledger):
    change_one_character(language="fr")
    text = CharterText.objects.get(language="fr")
    with pgtrigger.ignore("charter.CharterText:published_text_is_frozen"):
        CharterText.objects.filter(pk=text.pk).update(digest=text.digest_now())
    codes = Signature.objects.order_by("pk").values_list("verification_code", flat=True)
    assert [(fault.kind, fault.message) for fault in verify().faults] == [
        ("text", f"signature {code} is to another text than the published one") for code in codes
    ]


@pytest.mark.parametrize("signatures", [1, 3])
def test_verification_costs_the_same_for_any_number(django_assert_num_queries, signatures):
    for _number in range(signatures):
        accept(submitted())
    with django_assert_num_queries(26):
        assert verify().entries == 4 * signatures


def said() -> list[str]:
    return [fault.message for fault in audit().faults]


@pytest.fixture
def whole():
    """Two signatories, all in the log; of one a report, from when there were any."""
    signature, _other = accept(submitted(act_file_sha256="b" * 64)), accept(submitted())
    log_fact(LoggedFact.Kind.PUBLIC, signature.government.code, {"report 1": {"of": "XX", "year": 2025}})
    tasks.sign_log()
    assert said() == []
    return SimpleNamespace(signature=signature, government=signature.government)


def test_what_is_public_of_a_local_government_follows_it_to_another_code_and_into_a_merge(whole):
    government = LocalGovernment.objects.get(pk=whole.government.pk)
    government.code = "XX-NEW"
    government.save()
    other = LocalGovernmentFactory(names={"en": "Elsewhere", "fr": "Ailleurs", "es": "Otra", "ar": "x"}, country="BE")
    merge(government, other)
    assert said() == []
    LocalGovernment.objects.filter(pk=other.pk).update(country="FR")
    assert said() == [f"the local government {other.code} has other country than were logged"]
    LocalGovernment.objects.filter(pk=other.pk).update(country="BE")
    Commitment.objects.filter(government=other).update(government=LocalGovernmentFactory())
    assert len(said()) == 5


@pytest.mark.parametrize(
    "write",
    [
        "DELETE FROM charter_signatory",
        "UPDATE charter_signatory SET ad_referendum = true",
        "INSERT INTO charter_signatory SELECT * FROM charter_signatory",
        "TRUNCATE charter_signatory",
    ],
)
def test_the_public_list_takes_no_write(whole, write):
    connection.check_constraints()  # now: what waits for it would refuse too
    with pytest.raises(DatabaseError, match="Cannot"), connection.cursor() as cursor:
        cursor.execute(write)


def test_what_is_logged_of_evidence_and_days_follows_what_is_done_by_right(whole):
    reschedule(deliverable=Deliverable.DIAGNOSIS, months=20, by=reviewer(1))
    done = Commitment.objects.filter(government=whole.government).first()
    evidence = record_evidence(
        commitment=done, source="staff", dated=date(2026, 1, 1), language="fr", description="A study."
    )
    accept_evidence(evidence=evidence, by=reviewer(1))
    assert said() == []
    refuse_evidence(evidence=evidence, by=reviewer(1), reason="It is of another town.")
    assert said() == []
    with pgtrigger.ignore():
        Evidence.objects.update(state="accepted")
    assert said() == [f"evidence {evidence.pk} is not in the log: it was added behind it"]


@pytest.fixture
def kept(settings, tmp_path):
    settings.CHARTER_LOG_KEPT = str(tmp_path / "checkpoints")


def test_a_checkpoint_whose_signer_died_before_the_database_kept_it_is_taken_up(kept, whole):
    accept(submitted())
    with transaction.atomic():
        log.sign_checkpoint()
        transaction.set_rollback(True)
    accept(submitted())
    log.sign_checkpoint()
    assert said() == []
    assert list(Checkpoint.objects.order_by("pk").values_list("note", flat=True)) == log.kept()


PDF = b"%PDF-1.7 an act"


DIGEST = hashlib.sha256(PDF).hexdigest()


def founded() -> Signature:
    signature = accept(submitted())
    assert said() == []
    return signature


def known() -> list[dict]:
    changes = LoggedFact.objects.filter(kind="government").exclude(facts__by="publication")
    return list(changes.order_by("pk").values_list("facts", flat=True))


@pytest.fixture
def awaited() -> Signature:
    """A signature ad referendum whose act came by its link and is not confirmed yet."""
    signature = founded()
    assert signature.is_ad_referendum
    request = TownHallRequest(signature=signature, action="act", file_name="act.pdf", file_sent_sha256=DIGEST)
    request.file.save("act.pdf", ContentFile(PDF), save=True)
    change_requests._keep_act(signature, request)
    return Signature.objects.get(pk=signature.pk)


def test_the_act_that_is_awaited_is_in_the_log_when_it_comes_and_its_file_is_checked(awaited):
    assert LoggedFact.objects.get(kind="act").facts == {"act_file_sha256": DIGEST}
    assert audit(files=True).faults == []
    with awaited.act_file.storage.open(awaited.act_file.name, "wb") as file:
        file.write(b"%PDF-1.7 other")
    (fault,) = check_files()
    assert "is another file than the one that was sent" in fault.message
    other = hashlib.sha256(b"%PDF-1.7 other").hexdigest()
    with pgtrigger.ignore():
        Signature.objects.filter(pk=awaited.pk).update(act_file_sha256=other, act_file_sent_sha256=other)
    assert list(check_files()) == []  # row and file agree
    assert said() == [f"signature {awaited.verification_code} awaits its act, and has another file of it than the log"]
    awaited.act_file.storage.delete(awaited.act_file.name)
    (fault,) = check_files()
    assert fault.message == f"the act of signature {awaited.verification_code} is gone: {awaited.act_file.name}"


def test_an_act_that_was_dropped_is_told_too_and_one_that_goes_without_a_word_is_found(awaited):
    change_requests.ask_act_again(signature=awaited, reason="It does not read.")
    assert LoggedFact.objects.filter(kind="act").last().facts == {"act_file_sha256": ""}
    assert said() == []
    with pgtrigger.ignore():
        LoggedFact.objects.filter(kind="act").last().delete()
    assert len(said()) == 2  # the leaf without its fact, and the act that is away


def test_another_code_is_logged():
    signature = founded()
    government = LocalGovernment.objects.get(pk=signature.government_id)
    before, government.code = government.code, "XX-NEW"
    government.save()
    assert known() == [{"code_before": before, "code_after": "XX-NEW", "by": "edit"}]
    assert said() == []


def test_other_names_of_who_has_signed_are_logged():
    signature = founded()
    government = LocalGovernment.objects.get(pk=signature.government_id)
    names, government.names = government.names, {**government.names, "en": "Newtown"}
    government.save()
    stranger = LocalGovernment.objects.get(pk=LocalGovernmentFactory().pk)
    stranger.names = {"en": "Elsewhere"}
    stranger.save()
    (change,) = known()
    assert (change["names_before"], change["names_after"], change["by"]) == (names, government.names, "edit")
    assert said() == []
