"""Who may bring readers in, take their addresses out, and end a subscription for who asks by other means."""

from typing import Any


def may_import(user: Any) -> bool:
    """Say whether `user` may have a list of people asked by email."""
    return bool(user.has_perm("newsletters.import_reader"))


def may_import_proven(user: Any) -> bool:
    """Say whether `user` may subscribe people without asking again, with a proof of their consent."""
    return may_import(user) and bool(user.has_perm("newsletters.import_proven_reader"))


def may_export(user: Any) -> bool:
    """Say whether `user` may take the addresses of readers out."""
    return bool(user.has_perm("newsletters.export_reader"))


def may_unsubscribe(user: Any) -> bool:
    """Say whether `user` may end a subscription on request."""
    return bool(user.has_perm("newsletters.unsubscribe_reader"))
