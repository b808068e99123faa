"""Addresses kept before with unencoded domains are carried over, with every digest of them."""

from importlib import import_module

import pgtrigger
import pytest
from django.utils import timezone

from charter.signing.models import Signature
from coalition.mail.models import Message, Suppression
from coalition.privacy.addresses import address_digest, keyed_digest
from coalition.privacy.models import Consent
from newsletters.readers.models import Reader
from tests.factories.charter import SignatureFactory
from tests.factories.events import RegistrationFactory
from tests.factories.mail import MessageFactory
from tests.factories.newsletters import ReaderFactory, apps_of_then

pytestmark = pytest.mark.django_db
RAW = "amina@\u0628\u0644\u062f\u064a\u0629.example"
ENCODED = "amina@xn--ngbcr7f5a.example"
OLD = keyed_digest("address", RAW)


def carry() -> None:
    """Run the migration on today's models, under the names that they had then."""
    import_module("newsletters.migrations.0007_encoded_domains").encode(apps_of_then(), None)


def as_before(row: object, field: str = "email") -> None:
    """Let `row` stand as the code before kept it."""
    type(row)._default_manager.filter(pk=row.pk).update(**{field: RAW, f"{field}_digest": OLD})


def test_what_is_kept_is_found_by_either_form_afterwards():
    reader, registration, mail = ReaderFactory(), RegistrationFactory(), MessageFactory()
    as_before(reader)
    as_before(registration)
    as_before(mail, "to")
    Suppression.objects.create(address_digest=OLD, reason="asked")
    Consent.objects.create(purpose="newsletter", subject_digest=OLD, text="", version="1", language="ar")

    with pgtrigger.ignore("privacy.Consent:consents_are_append_only"):  # the migration ran before there was one
        for _time in range(2):  # nothing is left for a second run
            carry()

    for row, field in ((reader, "email"), (registration, "email"), (mail, "to")):
        row.refresh_from_db()
        assert (getattr(row, field), getattr(row, f"{field}_digest")) == (ENCODED, address_digest(RAW))
    assert Reader.objects.for_address(RAW).get() == Reader.objects.for_address(ENCODED).get() == reader
    assert Suppression.objects.get().address_digest == address_digest(ENCODED)
    assert Consent.objects.get().subject_digest == address_digest(ENCODED)


def test_one_mailbox_that_stood_under_two_names_is_one_afterwards():
    kept, other = ReaderFactory(email=ENCODED), ReaderFactory()
    as_before(other)
    seat = RegistrationFactory(email=ENCODED)
    second = RegistrationFactory(event=seat.event, category=seat.category)
    as_before(second)

    carry()

    assert list(Reader.objects.all()) == [kept]
    second.refresh_from_db()
    assert (second.state, second.email) == ("cancelled", ENCODED)
    assert not Message.objects.exclude(to="").filter(to=RAW).exists()


def test_a_mailbox_that_the_ledger_vouches_for_stays_as_it_was_written():
    verified, draft = SignatureFactory(mailbox_verified_at=timezone.now()), SignatureFactory()
    Signature.objects.update(official_email=RAW)

    carry()

    for row, address in ((verified, RAW), (draft, ENCODED)):
        row.refresh_from_db()
        assert row.official_email == address
