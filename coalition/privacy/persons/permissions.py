"""Who may answer requests of persons."""

from typing import Any


def may_handle(user: Any) -> bool:
    """Say whether `user` may record and answer requests: whoever has that role, and administrators."""
    return bool(user.is_active and user.has_perm("privacy.handle_personrequest"))
