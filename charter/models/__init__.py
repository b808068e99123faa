"""What the charter stores, and what the database makes impossible."""

from charter.states import Party, State

from .adhesion import AdhesionLink, AdhesionRequest, DossierReminder
from .certificate import Certificate
from .commitments import Commitment, DueDateChange, Evidence, Reminder, Schedule
from .groups import GroupMember
from .ledger import LedgerEntry, LedgerHead, PublishedHead, StatusChange, TrustedTime
from .links import ResumeLink
from .pages import CharterIndexPage
from .readhesion import ReadhesionInvitation
from .redaction import Redaction
from .relay import PeerMessage
from .reports import Report, ReportLink
from .saved_filters import SavedFilter
from .signatories import CoveredGovernment, Signatory, SignatoryCount
from .signature import Signature
from .version import Article, CharterText, CharterVersion

__all__ = [
    "AdhesionLink",
    "AdhesionRequest",
    "Article",
    "Certificate",
    "CharterIndexPage",
    "CharterText",
    "CharterVersion",
    "Commitment",
    "CoveredGovernment",
    "DossierReminder",
    "DueDateChange",
    "Evidence",
    "GroupMember",
    "LedgerEntry",
    "LedgerHead",
    "Party",
    "PeerMessage",
    "PublishedHead",
    "ReadhesionInvitation",
    "Redaction",
    "Reminder",
    "Report",
    "ReportLink",
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
