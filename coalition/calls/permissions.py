"""Who may do what with proposals: pure predicates. `services.visible_readings` decides which marks a person sees."""

from typing import Any


def may_view(user: Any) -> bool:
    return bool(user.has_perm("calls.view_proposal"))


def may_read(user: Any) -> bool:
    return bool(user.has_perm("calls.read_proposal"))


def may_decide(user: Any) -> bool:
    """Say whether `user` may share proposals out among readers, and decide on those that they did not read."""
    return bool(user.has_perm("calls.decide_proposal"))
