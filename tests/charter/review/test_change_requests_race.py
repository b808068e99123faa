"""Somebody stops a withdrawal in the moment in which it is done: one of both happens, never both."""

from contextlib import suppress
from datetime import timedelta
from threading import Barrier, BrokenBarrierError, Thread

import pytest
from django.db import connections, transaction
from django.utils import timezone

from charter.review import change_requests
from charter.review.models import TownHallRequest
from charter.review.querysets import TownHallRequestQuerySet
from charter.signing.models import Signature
from tests.factories.charter import SignatureFactory, reviewer

pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]
ANSWERS = {"act_body": "Council", "act_number": "1", "act_date": "2026-01-01", "public_reason": "means"}


def both_at_once(*works) -> None:
    """Do each of `works` at once, each from its own connection."""

    def one(work) -> None:
        try:
            work()
        finally:
            connections.close_all()

    threads = [Thread(target=one, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("lock", [True, False])  # the second is the canary
def test_who_stops_and_who_does_it_wait_for_each_other(monkeypatch, lock):
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        signature = SignatureFactory(state="signed")
        request = TownHallRequest.objects.create(
            signature=signature, action="withdraw", answers=ANSWERS, file="acts/x.pdf", file_sha256="c" * 64,
            confirmed_at=now - timedelta(days=8), takes_effect_on=today, checked_by=reviewer(1), checked_at=now,
        )  # fmt: skip
    barrier, real, stopped = Barrier(2), TownHallRequestQuerySet.changes, []

    def changes(rows):
        """Let both meet once each has the lock it asks for: with locks they never do, and wait in vain."""
        with suppress(BrokenBarrierError):
            barrier.wait(timeout=1 if lock else 20)
        return real(rows)

    if not lock:
        monkeypatch.setattr(change_requests, "locked", lambda row: Signature.objects.get(pk=row.pk))
        monkeypatch.setattr(TownHallRequestQuerySet, "select_for_update", lambda rows, **_more: rows, raising=False)

    def stop() -> None:
        stopped.append(change_requests.stop_request(request=request, side="contact"))

    def apply() -> None:
        change_requests._apply(request.pk, signature.government_id, today)

    monkeypatch.setattr(TownHallRequestQuerySet, "changes", changes)
    both_at_once(stop, apply)

    signature.refresh_from_db()
    withdrawn = signature.state == "withdrawn"
    assert (stopped[0] and withdrawn) is not lock  # told that it is stopped, and withdrawn all the same
    assert (stopped[0] or withdrawn) is True
