"""What is stored of a call for initiatives: its facts once, its words in a page per language, the proposals."""

from .calls import Call, CallDocument, Criterion
from .pages import CallPage
from .proposals import Proposal, ProposalFile, ProposalLink

__all__ = ["Call", "CallDocument", "CallPage", "Criterion", "Proposal", "ProposalFile", "ProposalLink"]
