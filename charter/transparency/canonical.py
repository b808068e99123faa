"""The one form of a record that is hashed: a subset of RFC 8785 (JSON Canonicalization Scheme)."""

import json
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)  # made once: a ledger is long


def canonical_json(value: dict[str, Any]) -> bytes:
    """Return the one form of `value` that is hashed, in UTF-8. Raises TypeError for a fraction: it has many forms."""
    _refuse_fractions(value)
    return _ENCODER.encode(value).encode()


def _refuse_fractions(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A ledger entry holds no fraction.")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_fractions(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_fractions(item)
