"""Who may see an event: everyone, or those who hold its invitation."""

import hmac
from typing import Any
from uuid import UUID

from coalition.privacy.email_addresses import keyed_digest

from .models import Event


def invitation(event: Event) -> str:
    """Return what an invited person's link to a closed event ends with; "" for an open event.

    The code is the keyed digest of the event's identifier: it cannot be guessed, and nothing of it is stored.
    """
    return f"?invitation={_invitation_code(event.uid)}" if event.closed else ""


def may_see(event: Event, code: str) -> bool:
    """Say whether a visitor whose link holds the invitation `code` (or "") may see `event`."""
    return not event.closed or is_invitation(code, event.uid)


def is_invitation(code: str, uid: UUID) -> bool:
    """Say whether `code` is what invited people's links to the event `uid` hold."""
    return hmac.compare_digest(code.encode(), _invitation_code(uid).encode())


def _invitation_code(uid: UUID) -> str:
    return keyed_digest("invitation", str(uid))[:32]


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


def may_release(user: Any) -> bool:
    return user.has_perm("events.change_programme")


def may_import_sessions(user: Any) -> bool:
    """Say whether `user` may make a programme, with its sessions and speakers, of a sheet."""
    models = ("session", "speaker")
    names = [f"events.{action}_{model}" for action in ("add", "change") for model in models]
    return user.has_perms(["events.add_programme", *names])
