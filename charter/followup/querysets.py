"""Which commitments and evidence: chainable, never writes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When

from charter import states
from charter.followup import deliverables
from charter.followup.deliverables import Status


class ScheduleQuerySet(models.QuerySet[Any]):
    def months(self) -> dict[str, int]:
        """Return the months after the act for every deliverable, also for one whose row is missing."""
        return {**deliverables.DEFAULT_MONTHS, **dict(self.values_list("deliverable", "months"))}


class CommitmentQuerySet(models.QuerySet[Any]):
    def public(self) -> CommitmentQuerySet:
        """Return those of signatures that were published, in whatever status."""
        return self.filter(signature__state__in=states.PUBLISHED)

    def in_order(self) -> CommitmentQuerySet:
        places = [When(deliverable=name, then=Value(place)) for place, name in enumerate(deliverables.Deliverable)]
        return self.order_by("government_id", Case(*places, output_field=models.IntegerField()))

    def with_met_on(self) -> CommitmentQuerySet:
        return self.annotate(met_on=Subquery(self._accepted().order_by("dated").values("dated")[:1]))

    def told(self, today: date) -> CommitmentQuerySet:
        """Return the public ones with what everybody is told on `today`: `met_on`, `status`, and `told_due_on`.

        Of a place at risk no day is told, and so nothing is soon due, overdue or done late there.
        """
        told_due_on = Case(When(government__at_risk=False, then=F("due_on")))
        return self.public().with_status(today, told=True).annotate(told_due_on=told_due_on)

    def with_status(self, today: date, *, told: bool = False) -> CommitmentQuerySet:
        """Add `met_on` and `status`, one of `deliverables.Status`, as it is on `today`.

        What was done stays done, whatever became of the signature. `told`: in public, where nothing is late or due in
        a place at risk.
        """
        ended, soon = [str(state) for state in deliverables.ENDED], today + deliverables.SOON
        at_risk = Q(government__at_risk=True)
        rules: list[tuple[Q, Status]] = [
            *([(Q(met_on__isnull=False) & at_risk, Status.MET)] if told else []),
            (Q(met_on__isnull=False) & (Q(due_on__isnull=True) | Q(met_on__lte=F("due_on"))), Status.MET),
            (Q(met_on__isnull=False), Status.MET_LATE),
            (Q(signature__state__in=ended), Status.CLOSED),
            (Q(signature__state="on_hold"), Status.PAUSED),
            (Q(due_on__isnull=True), Status.UNDATED),
            *([(at_risk, Status.OPEN)] if told else []),
            (Q(due_on__lt=today), Status.OVERDUE),
            (Q(due_on__lte=soon), Status.DUE_SOON),
        ]
        cases = [When(condition, then=Value(status.value)) for condition, status in rules]
        status = Case(*cases, default=Value(Status.OPEN.value), output_field=CharField())
        return self.with_met_on().annotate(status=status)

    def totals(self, today: date) -> dict[str, int]:
        """Return how many are `kept`, were `made` (without closed ones), are `overdue` and `soon` due, as told."""
        pairs = self.told(today).order_by().values_list("status").annotate(number=models.Count("pk"))
        number = dict.fromkeys(Status, 0) | dict(pairs)
        return {
            "kept": sum(number[status] for status in deliverables.DONE),
            "made": sum(number.values()) - number[Status.CLOSED],
            "overdue": number[Status.OVERDUE],
            "soon": number[Status.DUE_SOON],
        }

    def unmet(self) -> CommitmentQuerySet:
        return self.filter(~Exists(self._accepted()))

    def met(self) -> CommitmentQuerySet:
        return self.filter(Exists(self._accepted()))

    def overdue(self, today: date) -> CommitmentQuerySet:
        """Return those of signatures in force that are not met, and whose day is over."""
        return self.unmet().filter(signature__state="signed", due_on__lt=today)

    def without_last_reminder(self) -> CommitmentQuerySet:
        """Return those whose reminder of the day itself was not sent: after it there is no other."""
        last = self._rows_of("reminders").filter(commitment=OuterRef("pk"), due_on=OuterRef("due_on"), days=0)
        return self.filter(~Exists(last))

    def awaiting_decision(self) -> CommitmentQuerySet:
        return self.filter(evidence__state="awaiting").distinct()

    def _accepted(self) -> QuerySet[Any]:
        return self._rows_of("evidence").filter(commitment=OuterRef("pk"), state="accepted")

    def _rows_of(self, relation: str) -> QuerySet[Any]:
        """Return every row of the model that points back by `relation`: the models are made of these querysets."""
        related: Any = self.model._meta.get_field(relation).related_model
        return related._default_manager.all()


class EvidenceQuerySet(models.QuerySet[Any]):
    def accepted(self) -> EvidenceQuerySet:
        return self.filter(state="accepted")

    def awaiting(self) -> EvidenceQuerySet:
        """Return what nobody has read yet, the oldest first."""
        return self.filter(state="awaiting").order_by("submitted_at", "pk")
