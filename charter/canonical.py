"""The canonical form of a charter text: the exact bytes that a signature is about.

The form is specified in the README of this app, with a test vector. It does not depend on this program.
"""

import hashlib
import unicodedata
from collections.abc import Iterable


def canonical_lines(text: str) -> list[str]:
    """Return the lines of `text`: NFC, LF, each stripped with single spaces, no two empty lines in a row."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines: list[str] = []
    for raw in normal.split("\n"):
        line = " ".join(raw.split())
        if line or (lines and lines[-1]):
            lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def canonical_text(
    *, number: int, language: str, title: str, preamble: str, articles: Iterable[tuple[str, str]]
) -> str:
    """Return the canonical text of version `number` in `language`; `articles` are titles and texts, in order.

    The first line names version and language, so that the digest covers them.
    """
    blocks = [f"charter {number} {language}", "\n".join(canonical_lines(title)), "\n".join(canonical_lines(preamble))]
    for position, (heading, text) in enumerate(articles, start=1):
        blocks.append(f"{position}. " + " ".join(canonical_lines(heading)))
        blocks.append("\n".join(canonical_lines(text)))
    return "\n\n".join(block for block in blocks if block) + "\n"


def text_digest(canonical: str) -> str:
    """Return the SHA-256 of `canonical` in UTF-8; 64 hexadecimal digits."""
    return hashlib.sha256(canonical.encode()).hexdigest()
