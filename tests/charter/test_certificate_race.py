"""Two workers meet at the same certificate, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from unittest.mock import patch

import pytest
from django.db import connections, models

from charter.models import Certificate
from charter.services import certificates
from coalition.mail.models import Message
from tests.factories.charter import SignatureFactory, accept

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
    assert Message.objects.filter(template="charter/mail/certificate").count() == 1


@pytest.mark.django_db(transaction=True)
def test_canary_without_the_lock_it_is_drawn_more_than_once():
    pk = owed()

    with patch.object(models.QuerySet, "select_for_update", lambda rows, **options: rows):
        outcome = issue_at_once(pk)
    assert outcome != ["made", *["nothing"] * (WORKERS - 1)]
