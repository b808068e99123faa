"""Seven days in which a change that a town hall asked for can be stopped, by each of those who are told of it.

Decision 0021-two-people-in-the-charter.
"""

from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_fsm import TransitionNotAllowed

from charter.followup.emails import readers
from charter.review import permissions
from charter.review.changes import emails
from charter.review.changes.models import StopLink, TownHallRequest
from charter.review.changes.services import succession
from charter.review.reviewers.emails import language_of
from charter.review.status import services as status
from charter.signing.models import Signature
from charter.signing.services.moves import locked
from charter.states import STANDING
from coalition.members.models import LocalGovernment
from coalition.privacy.addresses import normalise
from coalition.users.models import User

COOLING_OFF = timedelta(days=7)  # whole days: the one on which it is asked does not count
FOR_THE_TEAM = ("act_body", "act_number", "act_date", "public_reason", "reason")  # what is kept of an ended request
Action = TownHallRequest.Action
Outcome, Side = TownHallRequest.Outcome, TownHallRequest.Side


def begin(*, request: TownHallRequest) -> None:
    """Give `request` the day on which it takes effect, and tell everyone who can stop it, each by a link of their own.

    That is the official mailbox, the contacts that are known, and each reviewer. Its row is locked by the caller.
    """
    request.takes_effect_on = timezone.localdate() + COOLING_OFF + timedelta(days=1)
    request.save(update_fields=["takes_effect_on"])
    signature = request.signature
    told = [(address, language, True) for address, language in readers(signature)]
    if signature.contact_email not in ("", signature.official_email) and not signature.contact_is_confirmed:
        # Nobody confirmed this address: to stop a change does no harm, not to hear of it may.
        told.append((signature.contact_email, signature.language, False))
    for address, language, is_confirmed in told:
        own = address == normalise(signature.official_email)
        token = StopLink.issue(request=request, side=Side.MAILBOX if own else Side.CONTACT)
        emails.send_change_asked(request, token, to=address, language=language, is_confirmed=is_confirmed)
    for reviewer in permissions.reviewers():
        token = StopLink.issue(request=request, side=Side.REVIEWER, reviewer=reviewer)
        emails.send_change_to_check(request, token, reviewer)


@transaction.atomic
def stop(*, request: TownHallRequest, side: str, reviewer: User | None = None) -> bool:
    """Stop what was asked and not done: nothing changes. Say whether there was something to stop.

    `side` is who stops it, `reviewer` which one of them. The signature is locked, as for whoever does the change: one
    of both comes first, and the other one finds the request ended. All who were told are told.
    """
    signature = locked(request.signature)
    row = TownHallRequest.objects.select_for_update().changes().filter(pk=request.pk).first()
    if row is None:
        return False
    end(row, Outcome.STOPPED, by=side, reviewer=reviewer)
    if row.is_cooled:
        _tell_end(signature, row)
    return True


def apply_due(*, today: date) -> int:
    """Do each change that a reviewer checked and whose cooling-off is over on `today`; return how many. Repeatable."""
    due = TownHallRequest.objects.due(today).order_by("pk").values_list("pk", "signature__government")
    return sum(_apply(pk, government, today) for pk, government in list(due))


@transaction.atomic
def _apply(pk: int, government: int | None, today: date) -> bool:
    """Do one change under the locks of its government and its signature, in this order, unless it ended meanwhile."""
    list(LocalGovernment.objects.select_for_update(no_key=True).filter(pk=government))
    signature = locked(TownHallRequest.objects.get(pk=pk).signature)
    request = TownHallRequest.objects.select_for_update().due(today).filter(pk=pk).first()
    return request is not None and do(signature=signature, request=request)


def do(*, signature: Signature, request: TownHallRequest) -> bool:
    """Make the change that was checked; say whether it was possible still. Both rows are locked by the caller."""
    try:
        with transaction.atomic():
            if request.action == Action.SUCCESSOR:
                _name_successor(signature, request)
            else:
                _change_status(signature, request)
    except (TransitionNotAllowed, status.NotYours, status.NeedsAct, status.BeforeSignature, status.NoLongerPossible):
        end(request, Outcome.IMPOSSIBLE)
        if request.is_cooled:
            _tell_end(signature, request)
        return False
    return True


def end(
    request: TownHallRequest, outcome: str, *, by: str = "", reviewer: User | None = None, keeps_file: bool = False
) -> None:
    """Write how `request` ended. Its file goes, unless `keeps_file` says that something else holds it, or it is done.

    Of the answers stays what the team wants to know later: the act, and why.
    """
    if request.file and outcome != Outcome.DONE:
        transaction.on_commit(partial(request.file.storage.delete, str(request.file.name)))
    if outcome != Outcome.DONE or keeps_file:
        request.file, request.file_name = "", ""
    request.answers = {name: request.answers[name] for name in FOR_THE_TEAM if name in request.answers}
    request.outcome, request.ended_at = outcome, timezone.now()
    request.ended_by, request.reviewer = by, reviewer
    request.save()


def end_obsolete() -> int:
    """End what was asked for a signature that has ended meanwhile; return how many. Safe to repeat."""
    rows = list(TownHallRequest.objects.select_for_update().changes().exclude(signature__state__in=STANDING))
    for request in rows:
        end(request, Outcome.IMPOSSIBLE)
    return len(rows)


CHANGES = {Action.HOLD: status.hold, Action.REINSTATE: status.reinstate, Action.WITHDRAW: status.withdraw}


def _change_status(signature: Signature, request: TownHallRequest) -> None:
    answers = request.answers
    act = status.Act(
        act_body=answers["act_body"],
        act_number=answers["act_number"],
        act_date=request.days["act_date"],
        cause=answers["public_reason"],
    )
    checked = status.Checked(
        by=request.checked_by,  # type: ignore[arg-type]
        file=str(request.file.name),
        sha256=request.file_sha256,
        sent_sha256=request.file_sent_sha256 or request.file_sha256,
        asked_on=timezone.localdate(request.confirmed_at),
    )
    day = timezone.localdate() if request.is_cooled else request.days["effective_on"]
    CHANGES[Action(request.action)](signature=signature, act=act, effective_on=day, checked=checked)
    end(request, Outcome.DONE, keeps_file=True)


def _name_successor(signature: Signature, request: TownHallRequest) -> None:
    if signature.state not in STANDING:
        raise status.NoLongerPossible
    answers, told = request.answers, readers(signature)
    succession.name_successor(signature=signature, **{**answers, "mandate_end": request.days["mandate_end"]})
    end(request, Outcome.DONE)
    for address, language in told:
        emails.send_successor_named(request, to=address, language=language)


def _tell_end(signature: Signature, request: TownHallRequest) -> None:
    for address, language in readers(signature):
        emails.send_change_stopped(request, to=address, language=language)
    for reviewer in permissions.reviewers():
        emails.send_change_stopped(request, to=reviewer.email, language=language_of(reviewer))
