from datetime import UTC, datetime

import pytest

from coalition.members.models import Contact
from coalition.privacy import registry, services
from tests.factories.members import ContactFactory

pytestmark = pytest.mark.django_db


def test_contacts_are_registered():
    assert "contacts" in [source.name for source in registry.sources()]


def test_a_contact_is_exported_and_erased_by_address_and_nobody_else():
    ContactFactory(
        government__code="FR-93", name="Ada", role="Mayor", email="ada@town.example", mandate_end="2027-01-01"
    )
    other = ContactFactory(email="other@town.example")
    assert services.export(address=" Ada@Town.example ")["contacts"] == [
        {
            "government": "FR-93",
            "name": "Ada",
            "role": "Mayor",
            "email": "ada@town.example",
            "phone": "",
            "language": "",
            "mandate_start": None,
            "mandate_end": "2027-01-01",
        }
    ]
    assert services.erase(address="ADA@town.example")["contacts"] == 1
    assert list(Contact.objects.all()) == [other]


def test_contacts_leave_half_a_year_after_their_mandate():
    ContactFactory(mandate_end="2025-07-13")
    kept = [ContactFactory(mandate_end="2025-07-14"), ContactFactory(mandate_end=None)]
    assert services.purge(now=datetime(2026, 1, 10, tzinfo=UTC))["contacts"] == 1
    assert set(Contact.objects.all()) == set(kept)
