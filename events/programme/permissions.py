"""Who may write programmes and release them."""

from typing import Any


def may_release(user: Any) -> bool:
    return user.has_perm("events.change_programme")


def may_copy(user: Any) -> bool:
    """Say whether `user` may make a programme of another event after one that is there."""
    models = ("session", "speaker")
    names = [f"events.{action}_{model}" for action in ("add", "change") for model in models]
    return user.has_perms(["events.add_programme", *names])
