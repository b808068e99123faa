"""What the charter stores, and what the database makes impossible."""

from charter.states import Party, State

from .certificate import Certificate
from .commitments import Commitment, DueDateChange, Evidence, Reminder, Schedule
from .ledger import LedgerEntry, LedgerHead, PublishedHead, StatusChange, TrustedTime
from .links import ResumeLink
from .pages import CharterIndexPage
from .readhesion import ReadhesionInvitation
from .saved_filters import SavedFilter
from .signatories import CoveredGovernment, Signatory, SignatoryCount
from .signature import Signature
from .version import Article, CharterText, CharterVersion

__all__ = [
    "Article",
    "Certificate",
    "CharterIndexPage",
    "CharterText",
    "CharterVersion",
    "Commitment",
    "CoveredGovernment",
    "DueDateChange",
    "Evidence",
    "LedgerEntry",
    "LedgerHead",
    "Party",
    "PublishedHead",
    "ReadhesionInvitation",
    "Reminder",
    "ResumeLink",
    "SavedFilter",
    "Schedule",
    "Signatory",
    "SignatoryCount",
    "Signature",
    "State",
    "StatusChange",
    "TrustedTime",
]
