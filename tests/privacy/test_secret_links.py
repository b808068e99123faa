"""Secret links of every kind: one way to make, to open and to forget them."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from django.utils import timezone

from charter.signing.models import DeskLink, ResumeLink
from coalition.privacy import secret_links, services
from events.registrations.models import RegistrationRequest
from tests.factories.charter import SignatureFactory
from tests.factories.events import RegistrationFactory, SeatCategoryFactory
from tests.factories.newsletters import ReaderFactory

pytestmark = pytest.mark.django_db


def test_a_fresh_link_keeps_the_digest_only():
    token = ResumeLink.issue(signature=SignatureFactory())
    assert ResumeLink.objects.get().digest == secret_links.digest(token) != token
    assert ResumeLink.behind(token).exists()


def test_one_purge_forgets_the_links_of_every_kind_and_keeps_what_is_told_once():
    now = timezone.now()
    signature = SignatureFactory(state="signed")
    kept = [ResumeLink.issue(signature=SignatureFactory())]
    ends = {"": now - DeskLink.KEPT, "mandate": now - 2 * DeskLink.KEPT}
    for occasion, end in ends.items():
        DeskLink.issue(signature=signature, occasion=occasion, expires_at=end - timedelta(seconds=1))
    DeskLink.issue(signature=signature, expires_at=now - DeskLink.KEPT + timedelta(seconds=1))

    assert services.purge(now=now)["links"] == 1

    assert sorted(DeskLink.objects.values_list("occasion", flat=True)) == ["", "mandate"]
    assert ResumeLink.behind(kept[0]).count() == 1


def asked() -> RegistrationRequest:
    category = SeatCategoryFactory()
    return RegistrationRequest.objects.create(category=category, event=category.event, email="ada@mail.example")


LASTING = [  # a row, what its key is for, and how long its secret is: those of mails that were sent long ago
    (RegistrationFactory, "registration", 43),
    (asked, "registration-confirmation", 43),
    (ReaderFactory, "newsletter-reader", 64),
]


@pytest.mark.parametrize(("make", "purpose", "length"), LASTING)
def test_a_link_that_is_mailed_again_is_the_one_that_was_mailed_before(settings, make, purpose, length):
    row = make()
    row.save()
    made = hmac.new(f"{purpose}:{settings.SECRET_KEY}".encode(), row.nonce.encode(), hashlib.sha256).hexdigest()

    assert (row.token, len(row.nonce)) == (made[:length], 32)
    assert row.token_digest == hashlib.sha256(made[:length].encode()).hexdigest()


@pytest.mark.parametrize("make", [make for make, _purpose, _length in LASTING])
def test_a_renewed_link_ends_the_one_before(make):
    row = make()
    before = row.token

    row.renew()
    row.save()

    rows = type(row)._default_manager
    assert [rows.filter(token_digest=secret_links.digest(token)).count() for token in (before, row.token)] == [0, 1]
