"""The one form of a record that is hashed: a subset of RFC 8785 (JSON Canonicalization Scheme).

Objects with ASCII keys in alphabetical order, strings, integers, true, false and null; no other number.
"""

import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)  # made once: a ledger is long


def canonical_json(value: dict[str, Any]) -> bytes:
    """Return the one form of `value` that is hashed, in UTF-8."""
    return _ENCODER.encode(value).encode()
