"""The hash of a ledger entry, over its canonical form: see the README of this room, with a test vector."""

import hashlib
from typing import Any

from charter.transparency.canonical import canonical_json

GENESIS = "0" * 64  # stands before the first entry


def entry_hash(entry: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical form of `entry`; 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(entry)).hexdigest()
