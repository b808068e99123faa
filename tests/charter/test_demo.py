"""The loader of the demonstration: once, without a mail, through the same states."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from charter import demo
from charter.audit.services import verify
from charter.ledger.models import LedgerEntry
from charter.signing.models import Signature
from charter.texts.models import CharterVersion
from coalition.mail.models import Message
from coalition.uploads.files import inspect_file
from tests.factories.charter import reviewer
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
WORDS = {code: f"Words {code}" for code, _name in settings.LANGUAGES}


def load_version() -> CharterVersion:
    return demo.load_version(
        number=1,
        title=WORDS,
        preamble=WORDS,
        articles=[{"title": WORDS, "text": WORDS}],
        reviewers=(reviewer(1), reviewer(2)),
    )


def load_signature(government, signed_at, **more):
    return demo.load_signature(
        government=government,
        language="es",
        signatory_name="Inés Robledo",
        signatory_role="Alcaldesa",
        official_email="presidencia@puerto.example",
        act_body="Cabildo",
        act_number="7/2025",
        act_date=date(2025, 3, 1),
        signed_at=signed_at,
        reviewers=(reviewer(1), reviewer(2)),
        **more,
    )


def test_loading_twice_changes_nothing():
    load_version()
    government, other = LocalGovernmentFactory(), LocalGovernmentFactory()
    signed_at = timezone.now() - timedelta(days=30)
    signature = load_signature(government, signed_at)
    load_signature(other, None)
    before = list(Signature.objects.order_by("pk").values())

    load_version()
    load_signature(government, timezone.now())

    assert list(Signature.objects.order_by("pk").values()) == before
    assert [row["state"] for row in before] == ["signed", "submitted"]
    assert signature.signed_at == signed_at
    assert list(signature.ledger.order_by("sequence").values_list("event", flat=True)) == [
        "verify_mailbox",
        "submit",
        "check_authority",
        "publish",
    ]
    assert CharterVersion.objects.get().published_at < signed_at
    assert not Message.objects.exists()


def test_the_history_of_each_signature_is_in_order():
    load_version()
    now = timezone.now()
    for days in (300, 12, None):
        load_signature(LocalGovernmentFactory(), now - timedelta(days=days) if days else None)

    for signature in Signature.objects.all():
        moves = (signature.mailbox_verified_at, signature.submitted_at, signature.checked_at, signature.decided_at)
        own = [moment for moment in moves if moment]
        assert [signature.created_at, *own] == sorted([signature.created_at, *own])
        assert own[-1] < now
        assert signature.signed_at in (None, own[-1])
        assert list(signature.ledger.order_by("sequence").values_list("at", flat=True)) == own
    moments = list(LedgerEntry.objects.order_by("sequence").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert verify().faults == []


def test_an_act_in_evidence_is_a_page_that_says_demonstration_and_dates_the_commitments():
    load_version()
    rows = [load_signature(LocalGovernmentFactory(), timezone.now()), load_signature(LocalGovernmentFactory(), None)]
    dated = load_signature(LocalGovernmentFactory(), timezone.now(), act_in_evidence=True)
    assert [(row.has_act, row.is_ad_referendum) for row in (*rows, dated)] == [
        (False, True), (False, False), (True, False),
    ]  # fmt: skip
    with dated.act_file.open("rb") as file:
        act = inspect_file(file.read())
    assert (act.media_type, act.pages, act.sha256) == ("application/pdf", 1, dated.act_file_sha256)
    due = {
        row.pk: list(row.commitments.filter(deliverable="diagnosis").values_list("due_on", flat=True))
        for row in (*rows, dated)
    }
    assert list(due.values()) == [[None], [], [date(2026, 3, 1)]]
