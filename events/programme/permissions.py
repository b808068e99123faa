"""Who may write programmes and release them."""

from typing import Any


def may_release(user: Any) -> bool:
    """Say whether `user` may show readers a new version of a programme."""
    return user.has_perm("events.change_programme")


def may_import(user: Any) -> bool:
    """Say whether `user` may import sessions and speakers: an import both adds and changes."""
    names = (f"events.{action}_{model}" for action in ("add", "change") for model in ("session", "speaker"))
    return user.has_perms(list(names))


def may_copy(user: Any) -> bool:
    """Say whether `user` may make a programme of another event after one that is there."""
    return user.has_perm("events.add_programme") and may_import(user)
