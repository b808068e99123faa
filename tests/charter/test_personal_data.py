"""What is held about a person, and how it goes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from charter import personal_data
from charter.ledger.models import LedgerEntry
from charter.review import services
from charter.signing.models import Signature
from coalition.privacy import services as privacy
from tests.factories.charter import SignatureFactory, link_to, list_members, staff
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


def test_erasure_deletes_a_draft_and_keeps_only_public_facts_of_a_signature():
    draft = SignatureFactory(contact_email="camille@secret.example")
    link_to(draft)
    signed = SignatureFactory(state="signed", contact_email="camille@secret.example")
    other = SignatureFactory()

    assert privacy.erase(address="camille@secret.example")["charter"] == 2

    assert set(Signature.objects.values_list("pk", "contact_name", "signatory_name")) == {
        (signed.pk, "", "Maëlle Kerrien"),
        (other.pk, "Camille Private", "Maëlle Kerrien"),
    }


def test_a_rejected_signature_is_emptied_and_its_ledger_stays():
    signature = SignatureFactory(state="submitted")
    list_members(signature, [LocalGovernmentFactory()])
    services.reject(signature=signature, reviewer=staff("Charter reviewers"), reason="No.")
    link_to(signature)

    assert privacy.purge(now=timezone.now() + timedelta(days=366))["charter"] == 1

    signature.refresh_from_db()
    assert (signature.signatory_name, signature.official_email, signature.contact_email, signature.reason) == ("",) * 4
    assert (signature.links.count(), LedgerEntry.objects.count()) == (0, 1)
    assert signature.group_members.get().official_email == ""


def test_whoever_erases_is_told_of_the_mailbox_that_gets_mails_on():
    signature = SignatureFactory(state="signed")
    asked = [
        [(kept.what, kept.count) for kept in personal_data.kept(address)]
        for address in (signature.official_email.upper(), signature.contact_email, "nobody@town.example")
    ]
    signatures = ("signatures of the charter", 1)
    assert asked == [[signatures, ("mailboxes of institutions", 1)], [signatures], []]
    assert "emails about the signature still go to it" in personal_data.kept(signature.official_email)[1].why


@pytest.mark.parametrize(
    ("ends", "counted_from", "days"),
    [
        (date(2026, 3, 1), datetime(2026, 3, 1, 12, tzinfo=UTC), (180, 181)),
        (None, None, (6 * 366 + 179, 6 * 366 + 182)),  # not known: it must have ended by then
    ],
)
def test_the_contact_goes_half_a_year_after_the_mandate_and_the_evidence_stays(ends, counted_from, days):
    signature = SignatureFactory(state="signed", mandate_ends_on=ends)
    for later, name in zip((*days, 4000), ("Camille Private", "", ""), strict=True):
        privacy.purge(now=(counted_from or signature.signed_at) + timedelta(days=later))
        signature.refresh_from_db()
        assert (signature.contact_name, signature.signatory_name) == (name, "Maëlle Kerrien")
    assert (signature.contact_email, signature.official_email != "") == ("", True)
