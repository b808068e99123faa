"""Several people, or several workers, at one commitment at once, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connections, transaction

from charter.followup import services
from charter.followup.models import Evidence, Reminder
from coalition.mail.models import Message
from tests.factories.charter import reviewer
from tests.factories.commitments import CommitmentFactory, EvidenceFactory

AT_ONCE = 6
pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]


def at_once(work) -> list:
    """Let AT_ONCE threads do `work` at the same time, each on its own connection; return what each found."""
    barrier = Barrier(AT_ONCE)

    def one(_place: int):
        try:
            barrier.wait(timeout=30)
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(one, range(AT_ONCE)))


def decide(evidence: Evidence, by) -> str:
    try:
        services.accept_evidence(evidence=evidence, by=by)
    except services.AlreadyDecided:
        return "too late"
    return "decided"


def test_one_of_many_decides():
    with transaction.atomic():
        evidence, person = EvidenceFactory(), reviewer(1)
    assert sorted(at_once(lambda: decide(evidence, person))) == ["decided"] + ["too late"] * (AT_ONCE - 1)


def test_canary_without_the_lock_all_of_them_decide(monkeypatch):
    """Proves that the lock of the row, and nothing else, lets one decide."""
    with transaction.atomic():
        evidence, person = EvidenceFactory(), reviewer(1)
    read = Barrier(AT_ONCE)

    def unlocked(row: Evidence) -> Evidence:
        found = Evidence.objects.select_related("commitment__signature__government").get(pk=row.pk)
        read.wait(timeout=30)
        return found

    monkeypatch.setattr(services, "_locked", unlocked)
    assert at_once(lambda: decide(evidence, person)) == ["decided"] * AT_ONCE


def test_workers_that_run_at_once_send_each_reminder_once():
    with transaction.atomic():
        rows = CommitmentFactory.create_batch(3)
    reminded = at_once(lambda: services.remind_due(today=date(2026, 12, 16)))
    assert sum(reminded) == Reminder.objects.count() == len(rows)
    assert Message.objects.count() == 2 * len(rows)
