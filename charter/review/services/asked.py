"""A hold, reinstatement or withdrawal that a town hall asks for waits, with its act's file, for a reviewer's check."""

import hashlib
from collections.abc import Callable
from datetime import date

from django.db import transaction
from django_fsm import TransitionNotAllowed

from charter.review import emails
from charter.review.models import SignatureLink, TownHallRequest
from charter.review.services import status
from charter.review.services.links import new_link
from charter.review.services.requests import forget
from charter.review.services.status import Checked, NeedsAct, NoLongerPossible
from charter.signing.models import Signature
from charter.signing.services.moves import locked
from charter.states import STANDING
from coalition.users.models import User

Action = TownHallRequest.Action
CHANGES: dict[Action, Callable[..., Signature]] = {
    Action.HOLD: status.hold,
    Action.REINSTATE: status.reinstate,
    Action.WITHDRAW: status.withdraw,
}


@transaction.atomic
def accept_change(*, signature: Signature, reviewer: User) -> Signature:
    """Do what the town hall asked: `reviewer` read the act's file, and it says so. The file stays in evidence.

    It is the town hall's own change; who checked it, and the file's digest, stand in the ledger.
    Raises NoLongerPossible when nothing waits or the signature changed meanwhile, NeedsAct when the file is gone.
    """
    signature = locked(signature)
    request = _waiting(signature)
    try:
        with request.file.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise NeedsAct from error
    sent = request.file_sent_sha256 or sha256
    checked = Checked(by=reviewer, file=str(request.file.name), sha256=sha256, sent_sha256=sent)
    answers = request.answers
    act = status.Act(
        act_body=answers["act_body"],
        act_number=answers["act_number"],
        act_date=date.fromisoformat(answers["act_date"]),
        reason=answers["reason"],
    )
    request.delete()  # not its file: the change of status keeps that
    day = date.fromisoformat(answers["effective_on"])
    try:
        return CHANGES[Action(request.action)](signature=signature, act=act, effective_on=day, checked=checked)
    except (TransitionNotAllowed, status.NotYours, status.BeforeSignature) as error:
        raise NoLongerPossible from error


@transaction.atomic
def refuse_change(*, signature: Signature, reason: str) -> Signature:
    """Forget what the town hall asked, with its file, and mail `reason` to the mailbox. Raises NoLongerPossible."""
    signature = locked(signature)
    request = _waiting(signature)
    emails.send_change_refused(request, new_link(signature), reason)
    forget([request])
    return signature


@transaction.atomic
def take_back(*, link: SignatureLink) -> bool:
    """Forget what the town hall of `link` asked and no reviewer decided; say whether there was something.

    No code is asked for: nothing has changed, and nothing will.
    """
    signature = locked(link.signature)
    return bool(forget(TownHallRequest.objects.changes().filter(signature=signature)))


def forget_obsolete() -> int:
    """Forget what was asked for a signature that has ended meanwhile; return how many. Safe to repeat."""
    return forget(TownHallRequest.objects.changes().exclude(signature__state__in=STANDING))


def _waiting(signature: Signature) -> TownHallRequest:
    request = TownHallRequest.objects.select_for_update().changes().filter(signature=signature).first()
    if request is None or signature.state not in STANDING:
        raise NoLongerPossible
    return request
