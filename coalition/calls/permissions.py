"""Who may do what with proposals: pure predicates."""

from typing import Any


def may_view(user: Any) -> bool:
    """Say whether `user` may see the proposals that were handed in, and their files."""
    return bool(user.has_perm("calls.view_proposal"))
