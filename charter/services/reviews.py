"""The reviewers' side: accept, reject, ask for changes."""

from django.db import transaction

from charter import emails
from charter.models import Signature
from coalition.users.models import User

from .ledger import locked, move


@transaction.atomic
def accept(*, signature: Signature, reviewer: User) -> Signature:
    """Publish the adhesion: it appears on the public list, the map and the counter.

    A government that a town hall proposed counts as checked from now on. Raises TransitionNotAllowed.
    """
    signature = locked(signature)
    signature.decided_by, signature.reason = reviewer, ""
    move(signature, "accept", actor=reviewer)
    government = signature.government
    if government is not None and government.proposed:
        government.proposed = False
        government.save(update_fields=["proposed"])
    emails.send_accepted(signature)
    return signature


@transaction.atomic
def reject(*, signature: Signature, reviewer: User, reason: str) -> Signature:
    """Refuse the adhesion; `reason` goes to the signatory. Raises TransitionNotAllowed."""
    return _close(signature, "reject", reviewer, reason)


@transaction.atomic
def request_changes(*, signature: Signature, reviewer: User, reason: str) -> Signature:
    """Open the dossier again; `reason` says what is asked. Raises TransitionNotAllowed."""
    return _close(signature, "request_changes", reviewer, reason)


def _close(signature: Signature, event: str, reviewer: User, reason: str) -> Signature:
    signature = locked(signature)
    signature.decided_by, signature.reason = reviewer, reason
    entry = move(signature, event, actor=reviewer)
    if event == "reject":
        emails.send_rejected(signature)
    else:
        emails.send_changes_requested(signature, entry.pk)
    return signature
