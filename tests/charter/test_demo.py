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


def load_signature(government, signed_at, **more):
    return demo.load_signature(
        government=government, language="es", signatory_name="Inés Robledo", signatory_role="Alcaldesa",
        official_email="presidencia@puerto.example", act_body="Cabildo", act_number="7/2025",
        act_date=date(2025, 3, 1), signed_at=signed_at, reviewers=(reviewer(1), reviewer(2)), **more,
    )  # fmt: skip


def test_loading_twice_changes_nothing_and_the_history_of_each_signature_is_in_order():
    version = {"number": 1, "title": WORDS, "preamble": WORDS, "articles": [{"title": WORDS, "text": WORDS}]}
    version["reviewers"] = (reviewer(1), reviewer(2))
    demo.load_version(**version)
    towns, now = LocalGovernmentFactory.create_batch(3), timezone.now()
    month_ago = now - timedelta(days=30)
    load_signature(towns[0], month_ago)
    load_signature(towns[1], None)
    dated = load_signature(towns[2], now, act_in_evidence=True)
    before = list(Signature.objects.order_by("pk").values())

    demo.load_version(**version)
    load_signature(towns[0], now)

    assert list(Signature.objects.order_by("pk").values()) == before
    assert [row["state"] for row in before] == ["signed", "submitted", "signed"]
    assert (before[0]["signed_at"], CharterVersion.objects.get().published_at < month_ago) == (month_ago, True)
    assert not Message.objects.exists()
    with dated.act_file.open("rb") as file:
        act = inspect_file(file.read())
    assert (act.media_type, act.pages, act.sha256) == ("application/pdf", 1, dated.act_file_sha256)
    assert dated.commitments.get(deliverable="diagnosis").due_on == date(2026, 3, 1)
    for signature in Signature.objects.all():
        moves = (signature.mailbox_verified_at, signature.submitted_at, signature.checked_at, signature.decided_at)
        own = [moment for moment in moves if moment]
        assert [signature.created_at, *own] == sorted([signature.created_at, *own])
        assert list(signature.ledger.order_by("sequence").values_list("at", flat=True)) == own
    moments = list(LedgerEntry.objects.order_by("sequence").values_list("at", flat=True))
    assert (moments, verify().faults) == (sorted(moments), [])
