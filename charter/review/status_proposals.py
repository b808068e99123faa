"""Changes of status by the network: one person proposes, another decides."""

from datetime import date
from typing import Any

from django.db import transaction
from django_fsm import can_proceed
from wagtail.log_actions import log

from charter.signing.models import Signature
from charter.signing.services import locked
from charter.states import STANDING
from coalition.users.models import User

from . import status
from .models import StatusProposal
from .status import Act, NetworkDecision, NoLongerPossible

Action = StatusProposal.Action
CHANGES = {Action.HOLD: status.hold, Action.REINSTATE: status.reinstate, Action.WITHDRAW: status.withdraw}
PROPOSED, DECLINED = "charter.propose_status", "charter.decline_status"  # the actions in the site history


def possible_actions(signature: Signature) -> list[Action]:
    """Return the changes that the network may propose, none while one waits."""
    if signature.state not in STANDING or find_proposal(signature):
        return []
    return [action for action in Action if can_proceed(getattr(signature, action))]


def find_proposal(signature: Signature) -> StatusProposal | None:
    return StatusProposal.objects.select_related("proposed_by").filter(signature=signature).first()


@transaction.atomic
def propose_status(
    *, signature: Signature, action: str, act: Act, effective_on: date, proposer: User
) -> StatusProposal:
    """Propose a change of status with its public words. Nothing changes yet. Raises NoLongerPossible."""
    signature = locked(signature)
    if action not in possible_actions(signature):
        raise NoLongerPossible
    facts: dict[str, Any] = {name: getattr(act, name) for name in ("act_body", "act_number", "act_date", "reason")}
    proposal = StatusProposal.objects.create(
        signature=signature, action=action, effective_on=effective_on, proposed_by=proposer, **facts
    )
    log(instance=signature, action=PROPOSED, user=proposer, data={"action": action})
    return proposal


@transaction.atomic
def accept_status(*, signature: Signature, decider: User) -> Signature:
    """Make the proposed change, as the second person; both mailboxes are notified.

    Raises NoLongerPossible where nothing waits, SamePerson, and what the change raises.
    """
    signature = locked(signature)
    proposal = _locked_proposal(signature)
    act = Act(proposal.act_body, proposal.act_number, proposal.act_date, proposal.reason)
    people = NetworkDecision(proposed_by=proposal.proposed_by, decided_by=decider)
    change = CHANGES[Action(proposal.action)]
    signature = change(signature=signature, act=act, effective_on=proposal.effective_on, by=people)
    log(instance=signature, action=f"signature.{proposal.action}", user=decider)
    proposal.delete()
    return signature


@transaction.atomic
def decline_status(*, signature: Signature, user: User) -> None:
    """Drop the proposal, by its author or somebody else. Raises NoLongerPossible where nothing waits."""
    proposal = _locked_proposal(locked(signature))
    log(instance=signature, action=DECLINED, user=user, data={"action": proposal.action})
    proposal.delete()


def _locked_proposal(signature: Signature) -> StatusProposal:
    rows = StatusProposal.objects.select_for_update(of=("self",)).select_related("proposed_by")
    if proposal := rows.filter(signature=signature).first():
        return proposal
    raise NoLongerPossible
