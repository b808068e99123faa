"""The mail that tells an association the decision: once, in the language of its proposal."""

from coalition.calls.models import Proposal
from coalition.calls.proposing.emails import send_to_contact
from coalition.calls.states import State
from coalition.mail.models import Message


def send_decision(proposal: Proposal) -> Message:
    """Tell the contact what was decided, with the words of who decided."""
    name = "declined" if proposal.state == State.DECLINED else "accepted"
    return send_to_contact(proposal, name, answer=proposal.answer.splitlines())
