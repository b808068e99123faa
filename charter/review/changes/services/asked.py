"""A change that a town hall asks for waits, with its act's file, for a reviewer's check; and for its cooling-off."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django_fsm import can_proceed

from charter.review.changes import emails
from charter.review.changes.models import SignatureLink, TownHallRequest
from charter.review.changes.services import cooling
from charter.review.changes.services.cooling import Action, Outcome, Side
from charter.review.changes.services.links import new_link
from charter.review.status.services import NeedsAct, NoLongerPossible
from charter.signing.models import Signature
from charter.signing.services.moves import locked
from charter.states import STANDING
from coalition.users.models import User


@transaction.atomic
def accept_change(*, signature: Signature, reviewer: User) -> Signature:
    """Say that `reviewer` read the act's file, and that it says what the town hall asks. The file stays in evidence.

    The change is done on its day, if nobody stops it (`cooling.apply_due`): at once where that day has come, or where
    there is none. It is the town hall's own change; who checked it, and the file's digest, stand in the ledger.
    Raises NoLongerPossible when nothing waits or the signature changed meanwhile, NeedsAct when the file is gone.
    """
    signature = locked(signature)
    request = _waiting(signature)
    # Each change but the successor is a transition of its name.
    is_possible = request.action == Action.SUCCESSOR or can_proceed(getattr(signature, request.action))
    if request.checked_at is not None or not is_possible:
        raise NoLongerPossible
    try:
        with request.file.open("rb") as file:
            request.file_sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise NeedsAct from error
    request.checked_by, request.checked_at = reviewer, timezone.now()
    request.save(update_fields=["file_sha256", "checked_by", "checked_at"])
    due = TownHallRequest.objects.due(timezone.localdate()).filter(pk=request.pk).first()
    if due is not None and not cooling.do(signature=signature, request=due):
        raise NoLongerPossible
    signature.refresh_from_db()
    return signature


@transaction.atomic
def refuse_change(*, signature: Signature, reason: str, reviewer: User) -> Signature:
    """End what the town hall asked, forget its file, and mail `reason` to the mailbox. Raises NoLongerPossible."""
    signature = locked(signature)
    request = _waiting(signature)
    emails.send_change_refused(request, new_link(signature), reason)
    cooling.end(request, Outcome.REFUSED, by=Side.REVIEWER, reviewer=reviewer)
    return signature


def take_back(*, link: SignatureLink) -> bool:
    """Stop what the town hall of `link` asked and that is not done; say whether there was something.

    No code is asked for: nothing has changed, and nothing will.
    """
    request = TownHallRequest.objects.change_of(link.signature)
    return request is not None and cooling.stop(request=request, side=Side.MAILBOX)


def _waiting(signature: Signature) -> TownHallRequest:
    request = TownHallRequest.objects.select_for_update().changes().filter(signature=signature).first()
    if request is None or signature.state not in STANDING:
        raise NoLongerPossible
    return request
