"""Where the judgement of a proposal stands: weighted means, how far readers differ, whether it is complete."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from coalition.calls import permissions
from coalition.calls.models import Mark, Proposal, Reading
from coalition.calls.querysets import ProposalQuerySet

READERS = 2


def with_readings(rows: ProposalQuerySet) -> Any:
    """Return `rows` with all that `of` and `visible_readings` need, in three queries more, however many rows."""
    marks = Prefetch("marks", Mark.objects.select_related("criterion"))
    readings = Prefetch("readings", Reading.objects.select_related("reader").prefetch_related(marks))
    return rows.select_related("call").prefetch_related(readings, "conflicts")


def weighted_mean(readings: Iterable[Reading]) -> float | None:
    """Return the weighted mean of all marks of `readings`, 0 to 5; None without marks."""
    marks = [mark for reading in readings for mark in reading.marks.all()]
    weight = sum(mark.criterion.weight for mark in marks)
    return sum(mark.points * mark.criterion.weight for mark in marks) / weight if weight else None


@dataclass(frozen=True)
class Standing:
    """How far a proposal is judged. `gap`: by how many points the means of its first two readers differ."""

    asked: int
    given: int
    mean: float | None
    gap: float
    needs_third: bool

    @property
    def is_complete(self) -> bool:
        """Say whether everybody who was asked gave marks, and no third reader is to be asked."""
        return self.given == self.asked >= READERS and not self.needs_third


def standing_of(proposal: Proposal) -> Standing:
    readings = list(proposal.readings.all())
    given = [reading for reading in readings if reading.given_at]
    means = [value for reading in given if not reading.is_third if (value := weighted_mean([reading])) is not None]
    gap = max(means) - min(means) if len(means) >= READERS else 0.0
    has_third = any(reading.is_third for reading in readings)
    needs_third = gap > proposal.call.gap and not has_third and proposal.third_waived_at is None
    return Standing(len(readings), len(given), weighted_mean(given), gap, needs_third)


def own_reading(proposal: Proposal, user: Any) -> Reading | None:
    return next((one for one in proposal.readings.all() if one.reader_id == user.pk), None)


def has_conflict(proposal: Proposal, user: Any) -> bool:
    return any(one.person_id == user.pk for one in proposal.conflicts.all())


def visible_readings(proposal: Proposal, user: Any) -> list[Reading]:
    """Return the readings of `proposal` (see `with_readings`) whose marks and comments `user` may see now.

    A reader sees nobody's but their own until they gave theirs, and then those that are given. Who may decide and did
    not read it sees them once it is complete: while two readers differ too much, whoever is asked as the third has
    seen nothing. Administrators are no exception.
    """
    if has_conflict(proposal, user):
        return []
    given = [one for one in proposal.readings.all() if one.given_at]
    own = own_reading(proposal, user)
    if own is not None:
        return given if own.given_at else []
    return given if permissions.may_decide(user) and standing_of(proposal).is_complete else []
