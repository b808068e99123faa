"""The canonical form of a ledger entry, and its hash.

Specified in the README of this app, with a test vector. A subset of RFC 8785 (JSON Canonicalization Scheme):
objects with ASCII keys in alphabetical order, strings, integers, true, false and null; no other number.
"""

import hashlib
from datetime import UTC, datetime
from typing import Any

from charter.transparency.canonical import canonical_json

GENESIS = "0" * 64  # stands before the first entry


def payload(
    *,
    sequence: int,
    at: datetime,
    code: str,
    event: str,
    source: str,
    target: str,
    by: str,
    facts: dict[str, Any],
    previous: str,
) -> dict[str, Any]:
    """Return what an entry's hash covers, as plain JSON values.

    `at` is aware; it is written in UTC, to the microsecond. The verification code stands under the key `dossier`,
    as do all keys: they are hashed, so none is ever renamed.
    """
    return {
        "sequence": sequence,
        "at": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "dossier": code,
        "event": event,
        "from": source,
        "to": target,
        "by": by,
        "facts": facts,
        "previous": previous,
    }


def entry_hash(entry: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical form of `entry`; 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(entry)).hexdigest()
