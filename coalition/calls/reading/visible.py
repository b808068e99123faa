"""Who sees whose marks. Every page, list and count of marks asks here."""

from typing import Any

from coalition.calls import permissions
from coalition.calls.models import Proposal, Reading

from . import standing


def own_reading(proposal: Proposal, user: Any) -> Reading | None:
    """Return the reading that `user` was asked for, given or not."""
    return next((one for one in proposal.readings.all() if one.reader_id == user.pk), None)


def has_conflict(proposal: Proposal, user: Any) -> bool:
    """Say whether `user` declared a conflict of interest."""
    return any(one.person_id == user.pk for one in proposal.conflicts.all())


def visible_readings(proposal: Proposal, user: Any) -> list[Reading]:
    """Return the readings of `proposal` (see `standing.with_readings`) whose marks and comments `user` may see now.

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
    return given if permissions.may_decide(user) and standing.of(proposal).is_complete else []
