"""The loader of the demonstration: once, without a mail, through the same states."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from charter import demo
from charter.models import CharterVersion, Signature
from coalition.mail.models import Message
from tests.factories.charter import reviewer
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
WORDS = {code: f"Words {code}" for code, _name in settings.LANGUAGES}


def load_version() -> CharterVersion:
    return demo.load_version(number=1, title=WORDS, preamble=WORDS, articles=[{"title": WORDS, "text": WORDS}])


def load_signature(government, signed_at):
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
