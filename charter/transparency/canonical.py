"""The one form of a record that is hashed: a subset of RFC 8785 (JSON Canonicalization Scheme)."""

import json
from typing import Any


def canonical_json(value: dict[str, Any]) -> bytes:
    """Return the one form of `value` that is hashed, in UTF-8. Raises TypeError for a fraction: it has many forms."""
    _refuse_fractions(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _refuse_fractions(value: Any) -> None:
    if isinstance(value, float):
        raise TypeError("A ledger entry holds no fraction.")
    if isinstance(value, dict):
        for item in value.values():
            _refuse_fractions(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_fractions(item)
