"""Who may see an event: everyone, or those who hold its invitation."""

import hmac
from uuid import UUID

from coalition.privacy.addresses import keyed_digest

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
