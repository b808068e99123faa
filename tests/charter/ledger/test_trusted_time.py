"""Entries get their trusted time from the authority, or say that they have none."""

import re
from datetime import UTC, datetime, timedelta

import pgtrigger
import pytest
import time_machine
from django.db import DatabaseError, transaction

from charter.audit.verification import verify
from charter.ledger import services as ledger
from charter.ledger.models import LedgerEntry, TrustedTime
from coalition.users import roles
from tests.charter.ledger.authority import make_authority, serving
from tests.factories.charter import accept, staff, submitted

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 6, 12, 10, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def running():
    with serving(make_authority(MOMENT)) as server:
        yield server


@pytest.fixture
def authority(running, settings):
    """The authority, configured, well-behaved, and not asked yet."""
    running.misbehave = None
    running.asked.clear()
    settings.CHARTER_TSA_URL = running.url
    settings.CHARTER_TSA_CERTIFICATE = running.pem
    settings.CHARTER_TSA_ALLOW_LOOPBACK = True
    return running


def test_each_entry_gets_a_token_over_its_hash(authority):
    submitted()
    assert ledger.stamp_due() == 2
    assert ledger.stamp_due() == 0

    assert list(TrustedTime.objects.values_list("entry__sequence", "at")) == [(1, MOMENT), (2, MOMENT)]
    asked = [request["message_imprint"]["hashed_message"].native.hex() for request in authority.asked]
    assert asked == list(LedgerEntry.objects.order_by("sequence").values_list("hash", flat=True))
    assert verify().faults == []


def test_without_an_authority_nothing_claims_a_trusted_time(client):
    signature = submitted()
    assert (ledger.stamp_due(), TrustedTime.objects.count()) == (0, 0)

    client.force_login(staff(roles.CHARTER_REVIEWERS))
    body = client.get(f"/cms/charter/signatures/inspect/{signature.pk}/").content.decode()
    assert body.count("no trusted time") == 2


def test_a_refusal_leaves_the_entries_for_the_next_run(authority, caplog):
    submitted()
    authority.misbehave = lambda request: None
    assert ledger.stamp_due() == 0
    assert "No trusted time" in caplog.text

    authority.misbehave = None
    assert ledger.stamp_due() == 2


def test_a_failure_of_the_authority_is_told_in_the_public_history(authority, client):
    """The time of our own clock is never passed off as trusted."""
    signature = accept(submitted(act_file_sha256="b" * 64))
    url = f"/en/charter/verify/{signature.verification_code}/"
    authority.misbehave = lambda request: None
    assert (ledger.stamp_due(), len(authority.asked)) == (0, 1)
    assert proofs(client.get(url).text) == ["Entry 4 of the public ledger · no trusted time"]

    authority.misbehave = None
    assert ledger.stamp_due() == 4
    assert proofs(client.get(url).text) == ["Entry 4 of the public ledger · trusted time (RFC 3161)"]


def proofs(page: str) -> list[str]:
    """Return what the history says of the proof of each of its lines."""
    return re.findall(r'<p class="history__proof">(.*?)</p>', page)


def test_an_old_gap_is_left_in_plain_sight(authority):
    submitted()
    with time_machine.travel(datetime.now(UTC) + timedelta(days=3), tick=False):
        assert ledger.stamp_due() == 0


def test_a_token_of_another_entry_is_found(authority):
    submitted()
    ledger.stamp_due()
    first, second = TrustedTime.objects.order_by("entry__sequence")
    with pytest.raises(DatabaseError), transaction.atomic():
        TrustedTime.objects.update(token=b"")
    with pgtrigger.ignore("charter.TrustedTime:trusted_times_are_kept"):
        TrustedTime.objects.filter(pk=second.pk).update(token=bytes(first.token))

    assert [(fault.sequence, fault.kind) for fault in verify().faults] == [(2, "time")]
