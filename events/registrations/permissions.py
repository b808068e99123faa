"""Who may look at registrations, take them away or cancel them."""

from typing import Any


def may_export_registrations(user: Any) -> bool:
    """Say whether `user` may download names and addresses of registered people."""
    return user.has_perm("events.export_registration")


def may_cancel_registrations(user: Any) -> bool:
    """Say whether `user` may cancel a registration for someone."""
    return user.has_perm("events.cancel_registration")
