"""Commitments: founded with the signature, dated by the act, moved by the schedule, met by accepted evidence."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from charter.followup import services
from charter.followup.deliverables import Deliverable
from charter.followup.models import Commitment, DueDateChange, Evidence, Schedule
from charter.review import status
from charter.signing.models import Signature
from coalition.mail.models import Message
from tests.factories.charter import accept, checked_act, published_version, reviewer, submitted
from tests.factories.commitments import CommitmentFactory, EvidenceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine("2026-03-01 10:00Z", tick=False)]
FILE = "a" * 64
AFTER_15_JANUARY = {
    "diagnosis": date(2027, 1, 15),
    "action-plan": date(2027, 7, 15),
    "training": date(2028, 1, 15),
    "guide": date(2028, 7, 15),
    "seminar": date(2029, 1, 15),
}


def days(signature: Signature) -> dict[str, date | None]:
    return dict(Commitment.objects.filter(signature=signature).values_list("deliverable", "due_on"))


def causes(commitment: Commitment) -> list[tuple[str, date | None, date | None]]:
    return list(commitment.due_dates.values_list("cause", "before", "due_on"))


def test_a_signature_ad_referendum_is_dated_by_the_act_that_ratifies_it():
    signature = accept(submitted(act_date=None, act_number="", ad_referendum_until=date(2026, 9, 1)))
    assert days(signature) == dict.fromkeys(AFTER_15_JANUARY)
    Signature.objects.filter(pk=signature.pk).update(act_file_sha256=FILE)

    ratify = {"act_body": "Council", "act_number": "9", "act_date": date(2026, 1, 31), "actor": reviewer(1)}
    status.ratify(signature=signature, **ratify)

    assert days(signature)["diagnosis"] == date(2027, 1, 31)
    assert days(signature)["action-plan"] == date(2027, 7, 31)
    row = Commitment.objects.get(deliverable="seminar")
    assert causes(row) == [("ratified", None, date(2029, 1, 31))]


def test_a_newer_signature_takes_over_the_commitments_with_their_days():
    first = accept(submitted(act_file_sha256=FILE))
    published_version(2)
    second = accept(submitted(government=first.government, act_file_sha256=FILE, act_date=date(2026, 2, 20)))
    assert days(first) == {}
    assert days(second) == AFTER_15_JANUARY


def test_a_return_after_withdrawal_counts_what_was_not_met_from_the_new_act():
    first = accept(submitted(act_file_sha256=FILE))
    diagnosis = Commitment.objects.get(deliverable="diagnosis")
    EvidenceFactory(commitment=diagnosis, state="accepted", dated=date(2026, 2, 1))
    act = status.Act("Council", "8", date(2026, 2, 2), "Elections.")
    status.withdraw(signature=first, act=act, effective_on=timezone.localdate(), by=checked_act())

    second = accept(submitted(government=first.government, act_file_sha256=FILE, act_date=date(2026, 2, 20)))

    assert days(second)["diagnosis"] == date(2027, 1, 15)
    assert days(second)["action-plan"] == date(2027, 8, 20)
    assert causes(Commitment.objects.get(deliverable="guide")) == [
        ("founded", None, date(2028, 7, 15)),
        ("readhesion", date(2028, 7, 15), date(2028, 8, 20)),
    ]


def test_the_schedule_moves_what_is_not_met_and_keeps_the_day_before():
    moving, met, ended = (CommitmentFactory(signature__state=state) for state in ("on_hold", "signed", "withdrawn"))
    undated = CommitmentFactory(due_on=None)
    other = CommitmentFactory(deliverable=Deliverable.GUIDE)
    EvidenceFactory(commitment=met, state="accepted")
    EvidenceFactory(commitment=moving)

    moved = services.reschedule(deliverable="diagnosis", months=13, by=reviewer(1))

    assert moved == 1
    rows = [moving, met, ended, undated, other]
    for row in rows:
        row.refresh_from_db()
    assert [row.due_on for row in rows] == [
        date(2027, 2, 15), date(2027, 1, 15), date(2027, 1, 15), None, date(2027, 1, 15),
    ]  # fmt: skip
    change = DueDateChange.objects.get()
    assert (change.commitment, change.before, change.changed_by) == (moving, date(2027, 1, 15), reviewer(1))
    assert Schedule.objects.months()["diagnosis"] == 13
    assert services.reschedule(deliverable="diagnosis", months=13, by=reviewer(1)) == 0


def test_publication_founds_five_commitments_counted_from_the_act_and_they_are_kept():
    signature = accept(submitted(act_file_sha256=FILE))
    assert days(signature) == AFTER_15_JANUARY
    row = Commitment.objects.get(deliverable="diagnosis")
    counted = (row.government, row.counted_from, row.dated_on)
    assert counted == (signature.government, date(2026, 1, 15), date(2026, 3, 1))
    assert causes(row) == [("founded", None, date(2027, 1, 15))]
    for change in (row.delete, lambda: DueDateChange.objects.update(before=None)):
        with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic():
            change()


def test_a_refusal_has_a_reason_and_undoes_an_acceptance():
    evidence = EvidenceFactory(state="accepted", source=Evidence.Source.STAFF)
    with pytest.raises(ValueError, match="says why"):
        services.refuse_evidence(evidence=evidence, by=reviewer(1), reason=" ")
    services.refuse_evidence(evidence=evidence, by=reviewer(1), reason="Wrong town.")
    assert not Commitment.objects.met().exists()
    assert not Message.objects.exists()  # the staff sent it itself
    with pytest.raises(services.AlreadyDecided):
        services.refuse_evidence(evidence=evidence, by=reviewer(1), reason="Again.")
