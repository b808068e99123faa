"""What the charter stores, and what the database makes impossible."""

from .pages import CharterIndexPage
from .signature import LedgerEntry, ResumeLink, Signature
from .version import Article, CharterText, CharterVersion

__all__ = [
    "Article",
    "CharterIndexPage",
    "CharterText",
    "CharterVersion",
    "LedgerEntry",
    "ResumeLink",
    "Signature",
]
