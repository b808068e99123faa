"""Two workers meet at the same certificate, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from unittest.mock import patch

import pytest
from django.db import connections, models

from charter.certificates import services as certificates
from charter.certificates.models import Certificate
from charter.certificates.pdf_signature import Signed
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory, accept

pytestmark = pytest.mark.attack

WORKERS = 4


def issue_at_once(pk: int) -> list[str]:
    """Let WORKERS issue certificate `pk` together; return what each got: made, nothing, or the error's name."""
    together, meeting, real = Barrier(WORKERS), Barrier(WORKERS), certificates.facts_of

    def facts_of(signature):
        """Wait a moment for others who hold the row as well: with the lock, nobody comes."""
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=2)
        return real(signature)

    def one(_number: int) -> str:
        try:
            together.wait(timeout=30)
            return "made" if certificates.issue(pk=pk) else "nothing"
        except Exception as error:
            return type(error).__name__
        finally:
            connections.close_all()

    with patch.object(certificates, "facts_of", facts_of), ThreadPoolExecutor(WORKERS) as workers:
        return sorted(workers.map(one, range(WORKERS)))


def owed() -> int:
    signature = accept(SignatureFactory(state="submitted", act_file_sha256="b" * 64))
    Certificate.objects.exclude(language="fr").delete()
    Message.objects.all().delete()
    return Certificate.objects.get(signature=signature).pk


@pytest.mark.django_db(transaction=True)
def test_one_certificate_is_made_once():
    pk = owed()

    assert issue_at_once(pk) == ["made", *["nothing"] * (WORKERS - 1)]
    assert Message.objects.filter(template="charter/mail/accepted", key__endswith=":").count() == 1


@pytest.mark.django_db(transaction=True)
def test_canary_without_the_lock_it_is_drawn_more_than_once():
    pk = owed()

    with patch.object(models.QuerySet, "select_for_update", lambda rows, **options: rows):
        outcome = issue_at_once(pk)
    assert outcome != ["made", *["nothing"] * (WORKERS - 1)]


def finish_at_once(patience: float) -> int:
    """Let two workers do what is owed, with an instant drawing; return how many mails told that all are ready.

    Whoever looks whether it made the last one waits `patience` seconds for another who looks as well.
    """
    signature = accept(SignatureFactory(state="submitted", act_file_sha256="b" * 64))
    Certificate.objects.exclude(language__in=["fr", "ar"]).delete()
    Message.objects.all().delete()
    together, meeting, parting, real = Barrier(2), Barrier(2), Barrier(2), certificates._are_all_issued

    def look(signature):
        with suppress(BrokenBarrierError):
            meeting.wait(timeout=patience)
        found = real(signature)
        with suppress(BrokenBarrierError):
            parting.wait(timeout=patience)  # so that neither commits before both have looked
        return found

    def one(_number: int) -> bool:
        try:
            together.wait(timeout=30)
            return certificates.issue_due()
        finally:
            connections.close_all()

    with (
        patch.object(certificates, "_are_all_issued", look),
        patch("charter.certificates.certificate_pdf.render", lambda _facts, language, _enclosed: language.encode()),
        patch("charter.certificates.pdf_signature.sign", lambda pdf, **_words: Signed(pdf, False)),
        ThreadPoolExecutor(2) as workers,
    ):
        assert list(workers.map(one, range(2))) == [False, False]
    assert Certificate.objects.filter(signature=signature, issued_at__isnull=False).count() == 2
    return Message.objects.filter(template="charter/mail/accepted", key__endswith=":").count()


@pytest.mark.django_db(transaction=True)
def test_whoever_makes_the_last_one_says_that_all_are_ready():
    assert finish_at_once(1) == 1


@pytest.mark.django_db(transaction=True)
def test_canary_without_the_lock_of_the_signature_nobody_says_so():
    real = models.QuerySet.select_for_update

    def certificate_only(rows, **options):
        return real(rows, **{**options, "of": tuple(name for name in options.get("of", ()) if name != "signature")})

    with patch.object(models.QuerySet, "select_for_update", certificate_only):
        assert finish_at_once(30) == 0
