"""Several people, or several workers, at one commitment at once, on real connections."""

from datetime import date
from threading import Barrier

import pytest
from django.db import transaction

from charter.followup import services
from charter.followup.models import Evidence, Reminder
from coalition.mail.models import Message
from tests.charter.racing import at_once
from tests.factories.charter import reviewer
from tests.factories.commitments import CommitmentFactory, EvidenceFactory

AT_ONCE = 6
pytestmark = [pytest.mark.attack, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("lock", "decided"), [(True, 1), (False, AT_ONCE)])  # the second is the canary
def test_one_of_many_decides(monkeypatch, lock, decided):
    with transaction.atomic():
        evidence, person = EvidenceFactory(), reviewer(1)
    read = Barrier(AT_ONCE)

    def unlocked(row: Evidence) -> Evidence:
        found = Evidence.objects.select_related("commitment__signature__government").get(pk=row.pk)
        read.wait(timeout=30)
        return found

    if not lock:
        monkeypatch.setattr(services, "_locked", unlocked)
    answers = at_once(*[lambda: services.accept_evidence(evidence=evidence, by=person)] * AT_ONCE)
    assert [isinstance(answer, Evidence) for answer in answers].count(True) == decided
    assert sum(isinstance(answer, services.AlreadyDecided) for answer in answers) == AT_ONCE - decided


def test_workers_that_run_at_once_send_each_reminder_once():
    with transaction.atomic():
        rows = CommitmentFactory.create_batch(3)
    reminded = at_once(*[lambda: services.remind_due(today=date(2026, 12, 16))] * AT_ONCE)
    assert sum(reminded) == Reminder.objects.count() == len(rows)
    assert Message.objects.count() == 2 * len(rows)
