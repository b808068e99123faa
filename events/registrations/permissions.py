"""Who may look at registrations, take them away, decide on them or cancel them."""

from typing import Any


def may_export_registrations(user: Any) -> bool:
    return user.has_perm("events.export_registration")


def may_cancel_registrations(user: Any) -> bool:
    return user.has_perm("events.cancel_registration")


def may_decide(user: Any) -> bool:
    """Say whether `user` may approve or decline who asked to come: who may say yes must be able to take it back."""
    return may_cancel_registrations(user)


def may_change_registrations(user: Any) -> bool:
    """Say whether `user` may add and correct registrations, give seats, and write to who registered."""
    return user.has_perm("events.change_registration")
