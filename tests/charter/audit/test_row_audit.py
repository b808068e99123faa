"""Whoever changes a text or a signature behind the triggers is found, and it is said where."""

from datetime import timedelta

import pgtrigger
import pytest
from django.db import connection
from django.utils import timezone

from charter.audit.log_audit import check_log
from charter.audit.services import verify
from charter.ledger.models import LedgerEntry, LedgerHead
from charter.review import government_merges, services
from charter.signing.associations import GroupMember
from charter.signing.models import Signature
from charter.signing.services import log_act, move
from charter.states import Party
from charter.texts.models import CharterText
from coalition.members.models import LocalGovernment
from coalition.privacy import services as privacy
from tests.charter.review.test_government_merges import submitted_group
from tests.factories.charter import SignatureFactory, accept, change_one_character, reviewer, submitted
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger():
    """Three published signatures, twelve entries."""
    for _signature in range(3):
        accept(submitted())
    assert verify().faults == []


def test_a_signature_that_was_moved_without_an_entry_is_found(ledger):
    entry = LedgerEntry.objects.latest("sequence")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE charter_signature SET state = 'withdrawn' WHERE id = %s", [entry.signature_id])
    (fault,) = verify().faults
    assert (fault.kind, fault.message) == (
        "signature",
        f"signature {entry.dossier} is withdrawn, and the ledger says signed",
    )


def only_fault(entry: LedgerEntry) -> tuple[str, str]:
    """Return the kind of the one fault there is, and what it says after the signature's name."""
    (fault,) = verify().faults
    return fault.kind, fault.message.removeprefix(f"signature {entry.dossier} ")


FACTS = {
    "act_number": {"act_number": "Other"},
    "act_file_sha256": {"act_file_sha256": "c" * 64},
    "number": {"number": 9},
    "signatory_sha256": {"signatory_name": "Other"},
}


@pytest.mark.parametrize("fact", FACTS)
def test_a_fact_that_was_changed_behind_the_triggers_is_found(fact):
    entry = accept(submitted(act_file_sha256="b" * 64)).ledger.latest("sequence")
    with pgtrigger.ignore():
        Signature.objects.filter(pk=entry.signature_id).update(**FACTS[fact])
    faults = [(fault.kind, fault.message) for fault in verify().faults if fault.kind == "signature"]
    assert faults == [("signature", f"signature {entry.dossier} is not what the ledger says: {fact}")]


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
    government_merges.merge_governments(source=first.government, into=halfway, actor=reviewer(1))
    government_merges.merge_governments(source=halfway, into=end, actor=reviewer(1))
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
    government_merges.merge_governments(source=listed[0], into=listed[1], actor=reviewer(1))
    government_merges.merge_governments(source=listed[2], into=LocalGovernmentFactory(), actor=reviewer(1))
    assert verify().faults == []

    with pgtrigger.ignore():
        member = GroupMember.objects.create(signature=signature, government=LocalGovernmentFactory())
    assert only_fault(entry) == ("signature", "is not what the ledger says: group_members")
    with pgtrigger.ignore():
        member.delete()
        signature.group_members.first().delete()
    assert only_fault(entry) == ("signature", "is not what the ledger says: group_members, group_members_counted")


def test_one_changed_character_of_a_text_is_found_and_it_is_said_in_which(ledger):
    change_one_character(language="ar")
    assert [(fault.sequence, fault.kind, fault.message) for fault in verify().faults] == [
        (None, "text", "the text of version 1 in ar does not have its digest: its words were changed")
    ]


def test_a_text_whose_digest_was_made_again_is_not_the_one_that_was_signed(ledger):
    change_one_character(language="fr")
    text = CharterText.objects.get(language="fr")
    with pgtrigger.ignore("charter.CharterText:published_text_is_frozen"):
        CharterText.objects.filter(pk=text.pk).update(digest=text.digest_now())
    codes = Signature.objects.order_by("pk").values_list("verification_code", flat=True)
    assert [(fault.kind, fault.message) for fault in verify().faults] == [
        ("text", f"signature {code} is to another text than the published one") for code in codes
    ]


def test_a_text_that_is_gone_is_missed(ledger):
    with pgtrigger.ignore("charter.CharterText:published_text_is_frozen"):
        CharterText.objects.filter(language="es").delete()
    assert "the text 1/es is in the log, and is gone" in [fault.message for fault in check_log()]


@pytest.mark.parametrize("signatures", [1, 3])
def test_verification_costs_the_same_for_any_number(django_assert_num_queries, signatures):
    for _number in range(signatures):
        accept(submitted())
    with django_assert_num_queries(23):
        assert verify().entries == 4 * signatures


def test_a_number_that_nobody_was_given_is_found(ledger):
    LedgerHead.objects.update(last_number=9)
    assert [fault.message for fault in verify().faults] == [
        "3 signatures have a number, the highest is 3, 9 were given",
    ]
