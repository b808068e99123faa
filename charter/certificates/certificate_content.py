"""What a certificate states. Whatever is printed is here: the same facts make the same bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True)
class Act:
    body: str
    number: str
    date: date


@dataclass(frozen=True)
class LedgerHead:
    """The last entry of the public ledger when the certificate was made. `hash` is SHA-256 in hexadecimal.

    `trusted_time` says that a time-stamping authority vouches for the entry's time (RFC 3161).
    """

    sequence: int
    hash: str
    at: datetime
    trusted_time: bool = False


class Enclosed(StrEnum):
    """A file inside the certificate; the value is its name."""

    TEXT = "charter.txt"  # the exact words that were signed
    ACT = "act.sha256"  # the digests of the act's file, as programs check them
    PROOF = "ledger.tlog-proof"  # that the log of the charter holds the signature
    POLICY = "ledger.tlog-policy"  # by whose keys the proof is checked


@dataclass(frozen=True)
class CertificateFacts:
    """The facts of one signature, in no particular language.

    `names` and `charter_titles` are by language code; `own_language` is the language in which the government
    names itself, `signed_language` the one of the text that was signed. `members` are those of an association that
    said yes, each by its names. `crest` is PNG, or empty where there is none. `country` is ISO 3166-1 alpha-2,
    `text_digest` SHA-256 in hexadecimal, `made_at` the document's own date.
    """

    names: Mapping[str, str]
    own_language: str
    country: str
    number: int
    version: int
    charter_titles: Mapping[str, str]
    signed_language: str
    signed_on: date
    text_digest: str
    act: Act | None
    signatory_name: str
    signatory_role: str
    code: str
    ledger: LedgerHead
    made_at: datetime
    ad_referendum_until: date | None = None
    members: tuple[Mapping[str, str], ...] = ()
    demonstration: bool = False
    crest: bytes = b""
