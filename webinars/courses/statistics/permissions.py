"""Who may see how many people learn."""

from typing import Any


def may_see(user: Any) -> bool:
    """Say whether `user` may see the counts: whoever keeps courses may."""
    return bool(user.has_perm("webinars.change_course"))
