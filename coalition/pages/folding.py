"""Accent folding for search: `Jénine`, `JENINE` and `jenine` are one word in every script."""

from anyascii import anyascii


def fold(text: str) -> str:
    """Return `text` in lower case without accents, transliterated to ASCII, with single spaces."""
    return " ".join(anyascii(text).lower().split())
