"""The ledger: append-only, chained, without gaps, and what each entry holds."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import pgtrigger
import pytest
import time_machine
from asn1crypto import cms, tsp
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from charter import states
from charter.audit.services import verify
from charter.ledger import services as ledger
from charter.ledger import timestamps
from charter.ledger.chain import canonical_json
from charter.ledger.models import LedgerEntry, LedgerHead, TrustedTime
from charter.review import services, status
from charter.signing.models import Signature
from charter.signing.services import move, signatory_digest
from charter.states import Party
from tests.charter.ledger.authority import make_authority
from tests.factories.charter import SignatureFactory, accept, published_version, reviewer, submitted
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 1)


def forged(**fields) -> LedgerEntry:
    """Return an entry that nobody may insert, copied from the last one."""
    last = LedgerEntry.objects.latest("sequence")
    values = {
        "signature": last.signature, "dossier": last.dossier, "event": "publish", "source": "submitted",
        "target": "signed", "party": Party.CLOCK, "at": timezone.now(), "data": {},
        "sequence": last.sequence + 1, "previous": last.hash, "hash": "f" * 64,
    }  # fmt: skip
    return LedgerEntry(**{**values, **fields})


@pytest.mark.parametrize(
    "change",
    [lambda: LedgerEntry.objects.update(event="other"), lambda: LedgerEntry.objects.all().delete()],
)
def test_the_ledger_is_append_only(change):
    accept(SignatureFactory(state="submitted"))
    with pytest.raises(DatabaseError), transaction.atomic():
        change()
    assert list(LedgerEntry.objects.values_list("event", flat=True)) == ["check_authority", "publish"]


@pytest.mark.parametrize("fields", [{"previous": "0" * 64}, {"sequence": 9}, {"sequence": 1}])
def test_the_database_refuses_an_entry_that_does_not_follow_the_last_one(fields):
    accept(SignatureFactory(state="submitted"))
    with pytest.raises(DatabaseError), transaction.atomic():
        forged(**fields).save()
    assert LedgerEntry.objects.count() == 2


def test_a_transaction_that_fails_leaves_no_gap():
    signature = SignatureFactory(state="submitted")
    with transaction.atomic():
        accept(signature)
        transaction.set_rollback(True)
    signature.refresh_from_db()
    accept(signature)

    assert list(LedgerEntry.objects.values_list("sequence", flat=True)) == [1, 2]
    assert LedgerHead.objects.get().last_number == 1


def test_the_ledger_holds_no_personal_data():
    signature = accept(SignatureFactory(state="submitted"))
    entry = LedgerEntry.objects.latest("sequence")
    words = canonical_json(entry.payload()).decode()
    private = (
        signature.signatory_name, signature.signatory_role, signature.official_email, signature.contact_name,
        signature.contact_email, signature.salt, "switchboard",
    )  # fmt: skip
    assert [value for value in private if value in words] == []
    assert entry.data["signatory_sha256"] == signatory_digest(signature)


def test_an_entry_by_the_staff_names_its_account():
    signature = SignatureFactory(state="signed")
    with pytest.raises(DatabaseError), transaction.atomic():
        move(signature.hold, party=Party.STAFF)
    signature.refresh_from_db()
    with pytest.raises(DatabaseError), transaction.atomic():
        move(signature.hold, party=Party.CLOCK, actor=reviewer(1))


FROZEN = [
    "text_digest", "verification_code", "language", "number", "signed_at", "submitted_at", "mailbox_verified_at",
    "decided_at", "checked_at", "salt", "signatory_name", "signatory_role", "official_email", "act_file_sent_sha256",
    "delegation_number", "delegation_date",
]  # fmt: skip
ACT_FIELDS = ["act_body", "act_number", "act_date", "ad_referendum_until"]
OTHER = {"number": 99, "language": "ar", "act_date": date(2025, 1, 1), "ad_referendum_until": date(2030, 1, 1)}
OTHER |= {"delegation_date": date(2025, 1, 1)}


def assert_refused(signature: Signature, **change) -> None:
    with pytest.raises(DatabaseError, match=r"Cannot update|as its entry says"), transaction.atomic():
        Signature.objects.filter(pk=signature.pk).update(**change)


@pytest.mark.parametrize("state", ["signed", "withdrawn"])
def test_a_published_signature_never_changes_what_was_signed(state):
    signature = SignatureFactory(state=state)
    for field in (*FROZEN, *ACT_FIELDS, "act_file_sha256"):
        assert_refused(signature, **{field: timezone.now() if field.endswith("_at") else OTHER.get(field, "x")})
    for field, other in {
        "version": published_version(2), "government": LocalGovernmentFactory(), "checked_by": reviewer(3),
        "decided_by": reviewer(3),
    }.items():  # fmt: skip
        assert_refused(signature, **{field: other})
    with pytest.raises(DatabaseError, match=r"Cannot .*delete"), transaction.atomic():
        signature.delete()


def test_ad_referendum_only_the_file_changes_until_the_act_is_ratified():
    until = timezone.localdate() + timedelta(days=30)
    signature = SignatureFactory(state="signed", act_file_sha256="", ad_referendum_until=until)
    rows = Signature.objects.filter(pk=signature.pk)
    for field in ACT_FIELDS:
        assert_refused(signature, **{field: OTHER.get(field, "x")})
    for digest in ("b" * 64, "", "c" * 64):
        assert rows.update(act_file_sha256=digest) == 1

    status.ratify(signature=signature, act_body="Council", act_number="7", act_date=DAY, actor=reviewer(1))

    assert rows.values_list(*ACT_FIELDS, "act_file_sha256").get() == ("Council", "7", DAY, None, "c" * 64)
    with pytest.raises(status.NoLongerPossible):
        status.ratify(signature=signature, act_body="Other", act_number="8", act_date=DAY, actor=reviewer(1))
    assert_refused(signature, act_file_sha256="d" * 64)


@pytest.mark.parametrize("state", ["withdrawn", "superseded"])
def test_no_act_comes_after_the_end_of_a_signature(state):
    signature = SignatureFactory(state=state, act_file_sha256="", ad_referendum_until=DAY)
    assert_refused(signature, act_file_sha256="b" * 64)
    assert_refused(signature, ad_referendum_until=None, act_file_sha256="b" * 64)


@pytest.mark.parametrize(
    "table", ["chartertext", "ledgerentry", "signatory", "signature", "statuschange", "trustedtime"]
)
def test_no_table_of_evidence_is_truncated(table):
    with pytest.raises(DatabaseError, match=f"Cannot truncate charter_{table}"), transaction.atomic():
        connection.cursor().execute(f"TRUNCATE charter_{table} CASCADE")
    with pytest.raises(DatabaseError, match="Cannot truncate charter_"), transaction.atomic():
        connection.cursor().execute("TRUNCATE charter_charterversion CASCADE")


def test_the_same_account_twice_is_refused_by_the_database():
    signature = SignatureFactory(state="authority_checked")
    with pytest.raises(states.SamePerson):
        services.publish_signature(signature=signature, reviewer=signature.checked_by)
    with pytest.raises(DatabaseError, match="two_people_check_and_publish"), transaction.atomic():
        SignatureFactory(state="signed", decided_by=signature.checked_by)


DIGEST = hashlib.sha256(b"an entry of the ledger").digest()


MOMENT = datetime(2026, 6, 12, 10, 30, tzinfo=UTC)


@pytest.fixture
def authority(authority):
    """The authority, whose clock stands."""
    authority.stamper.fixed_dt = MOMENT
    return authority


def test_a_token_gives_the_authoritys_time(authority):
    token = timestamps.timestamp(DIGEST)

    assert token is not None
    assert timestamps.check(token, DIGEST) == MOMENT
    (request,) = authority.asked
    assert request["message_imprint"].native == {
        "hash_algorithm": {"algorithm": "sha256", "parameters": None},
        "hashed_message": DIGEST,
    }
    assert request["nonce"].native is not None


def test_a_changed_token_does_not_hold(authority):
    token = timestamps.timestamp(DIGEST)

    for place in range(40, len(token), max(1, len(token) // 25)):
        changed = token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :]
        try:
            moment = timestamps.check(changed, DIGEST)
        except timestamps.NoTrustedTime:
            continue
        assert moment == MOMENT, place  # a byte that nothing signs, such as a version number


def other_imprint(authority):
    imprint = tsp.MessageImprint({"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": b"\0" * 32})
    return lambda request: authority.stamp(request, message_imprint=imprint)


def refusal(authority):
    answer = tsp.TimeStampResp({"status": {"status": "rejection", "fail_info": {"bad_request"}}})
    return lambda request: answer.dump()


MISBEHAVIOURS = {
    "server error": lambda authority: lambda request: None,
    "refusal": refusal,
    "not a token": lambda authority: lambda request: b"<html>captive portal</html>",
    "cut": lambda authority: lambda request: authority.stamp(request)[:-30],
    "another request": lambda authority: lambda request: authority.stamp(request, nonce=cms.Integer(7)),
    "another digest": other_imprint,
    "another authority": lambda authority: lambda request: make_authority().stamp(request),
    "too large": lambda authority: lambda request: b"0" * (timestamps.MAX_BYTES + 1),
}


@pytest.mark.parametrize("name", MISBEHAVIOURS)
def test_an_answer_that_does_not_hold_is_no_trusted_time(authority, name, caplog):
    authority.misbehave = MISBEHAVIOURS[name](authority)

    assert timestamps.timestamp(DIGEST) is None
    assert len(authority.asked) == 1
    assert caplog.text.count("No trusted time: ") == 1


def test_each_entry_gets_a_token_over_its_hash_and_an_old_gap_is_left(authority):
    submitted()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3), tick=False):
        assert ledger.stamp_due() == 0
    assert ledger.stamp_due() == 2
    assert ledger.stamp_due() == 0

    assert list(TrustedTime.objects.values_list("entry__sequence", "at")) == [(1, MOMENT), (2, MOMENT)]
    asked = [request["message_imprint"]["hashed_message"].native.hex() for request in authority.asked]
    assert asked == list(LedgerEntry.objects.order_by("sequence").values_list("hash", flat=True))
    assert verify().faults == []


def test_a_failure_of_the_authority_is_told_in_the_public_history(authority, client):
    """The time of our own clock is never passed off as trusted."""
    signature = accept(submitted(act_file_sha256="b" * 64))
    url = f"/en/charter/verify/{signature.verification_code}/"
    authority.misbehave = lambda request: None
    assert (ledger.stamp_due(), len(authority.asked)) == (0, 1)
    assert "Entry 4 of the public ledger · dated by the network</p>" in client.get(url).text

    authority.misbehave = None
    assert ledger.stamp_due() == 4
    assert "Entry 4 of the public ledger · trusted time (RFC 3161)</p>" in client.get(url).text


def test_a_token_of_another_entry_is_found(authority):
    submitted()
    ledger.stamp_due()
    first, second = TrustedTime.objects.order_by("entry__sequence")
    with pytest.raises(DatabaseError), transaction.atomic():
        TrustedTime.objects.update(token=b"")
    with pgtrigger.ignore("charter.TrustedTime:trusted_times_are_kept"):
        TrustedTime.objects.filter(pk=second.pk).update(token=bytes(first.token))

    assert [(fault.sequence, fault.kind) for fault in verify().faults] == [(2, "time"), (None, "public")]


@pytest.mark.parametrize("setting", [{"CHARTER_TSA_CERTIFICATE": ""}, {"CHARTER_TSA_ALLOW_LOOPBACK": False}])
def test_nothing_is_trusted_when_no_authority_is_set_and_no_private_address_is_reached(settings, authority, setting):
    for name, value in setting.items():
        setattr(settings, name, value)

    assert timestamps.timestamp(DIGEST) is None
    assert authority.asked == []
