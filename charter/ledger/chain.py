"""The hash of a ledger entry, over its canonical form: see the README of this room, with a test vector."""

import hashlib
import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)  # made once: a ledger is long


def canonical_json(value: dict[str, Any]) -> bytes:
    """Return the one form of `value` that is hashed, in UTF-8."""
    return _ENCODER.encode(value).encode()


GENESIS = "0" * 64  # stands before the first entry


def entry_hash(entry: dict[str, Any]) -> str:
    """Return the SHA-256 of the canonical form of `entry`; 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(entry)).hexdigest()
