"""What is stored of a call for initiatives: its facts once, its words in a page per language, proposals, readings."""

from .calls import Call, CallDocument, Criterion
from .pages import CallPage
from .proposals import Proposal, ProposalFile, ProposalLink
from .readings import Conflict, Mark, Reading

__all__ = [
    "Call",
    "CallDocument",
    "CallPage",
    "Conflict",
    "Criterion",
    "Mark",
    "Proposal",
    "ProposalFile",
    "ProposalLink",
    "Reading",
]
