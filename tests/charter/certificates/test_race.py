"""Two workers meet at the same certificate, on real connections."""

from unittest.mock import patch

import pytest
from django.db import models

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.certificates.pdf_signature import Signed
from charter.signing.models import Signature
from coalition.mail.models import Message
from tests.charter.certificates.checked import published
from tests.charter.racing import at_once, meeting

pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]
WORKERS = 4


def owed(*languages: str) -> Signature:
    """Return a published signature of which certificates in `languages` are owed, and nothing else."""
    signature = published()
    Certificate.objects.exclude(language__in=languages).delete()
    Message.objects.all().delete()
    return signature


def told() -> int:
    """Return how many mails told that all are ready."""
    return Message.objects.filter(template="charter/mail/accepted", key__endswith=":").count()


@pytest.mark.parametrize("lock", [True, False])  # the second is the canary
def test_one_certificate_is_made_once(lock):
    pk = owed("fr").certificates.get().pk
    together, real = meeting(WORKERS, 2), certificates.facts_of

    def facts_of(signature):
        """Wait a moment for others who hold the row as well: with the lock, nobody comes."""
        together()
        return real(signature)

    locked = models.QuerySet.select_for_update
    with (
        patch.object(certificates, "facts_of", facts_of),
        patch.object(models.QuerySet, "select_for_update", locked if lock else lambda rows, **_options: rows),
    ):
        outcome = at_once(*[lambda: bool(certificates.issue(pk=pk))] * WORKERS)
    assert (sorted(outcome, key=str) == [False] * (WORKERS - 1) + [True]) is lock
    assert told() == 1 or not lock


@pytest.mark.parametrize("lock", [True, False])  # the second is the canary: without the lock of the signature
def test_whoever_makes_the_last_one_says_that_all_are_ready(lock):
    signature = owed("fr", "ar")
    patience = 1 if lock else 30
    looking, parting, real = meeting(2, patience), meeting(2, patience), certificates._are_all_issued
    locked = models.QuerySet.select_for_update

    def look(signature):
        looking()
        found = real(signature)
        parting()  # so that neither commits before both have looked
        return found

    def certificate_only(rows, **options):
        return locked(rows, **{**options, "of": tuple(name for name in options.get("of", ()) if name != "signature")})

    with (
        patch.object(certificates, "_are_all_issued", look),
        patch("charter.certificates.certificate_pdf.render", lambda _facts, language, _enclosed: language.encode()),
        patch("charter.certificates.pdf_signature.sign", lambda pdf, **_words: Signed(pdf, False)),
        patch.object(models.QuerySet, "select_for_update", locked if lock else certificate_only),
    ):
        assert at_once(*[certificates.issue_due] * 2) == [False, False]
    assert signature.certificates.filter(issued_at__isnull=False).count() == 2
    assert told() == lock
