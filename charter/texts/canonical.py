"""The canonical form of a charter text: the exact bytes that a signature is about.

The form is specified in the README of this app, with test vectors. It does not depend on this program, nor on what a
version of Python or of Unicode calls white space.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

WHITE_SPACE = (
    "\u0009\u000a\u000b\u000c\u000d\u001c\u001d\u001e\u001f\u0020\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004"
    "\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
RUN = re.compile(f"[{WHITE_SPACE}]+")
INDENT = "  "  # of a line of text, and of no other: no text reads as a title


def canonical_lines(text: str) -> list[str]:
    """Return the lines of `text`: NFC, LF, each stripped with single spaces, no two empty lines in a row."""
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines: list[str] = []
    for raw in normal.split("\n"):
        line = RUN.sub(" ", raw).strip(" ")
        if line or (lines and lines[-1]):
            lines.append(line)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def canonical_title(text: str) -> str:
    """Return `text` on one line: its lines, without empty ones, joined by one space."""
    return " ".join(line for line in canonical_lines(text) if line)


def canonical_text(
    *, number: int, language: str, title: str, preamble: str, articles: Iterable[tuple[str, str]]
) -> str:
    """Return the canonical text of version `number` in `language`; `articles` are titles and texts, in order.

    The first line names version and language, so that the digest covers them. Two texts that differ in a title, the
    preamble or an article differ here. Raises ValueError when a title is empty.
    """
    blocks = [f"charter {number} {language}", canonical_title(title), _indented(preamble)]
    if not blocks[1]:
        raise ValueError("The text has no title.")
    for position, (heading, text) in enumerate(articles, start=1):
        if not (words := canonical_title(heading)):
            raise ValueError(f"Article {position} has no title.")
        blocks += [f"{position}. {words}", _indented(text)]
    return "\n\n".join(block for block in blocks if block) + "\n"


def text_digest(canonical: str) -> str:
    """Return the SHA-256 of `canonical` in UTF-8; 64 hexadecimal digits."""
    return hashlib.sha256(canonical.encode()).hexdigest()


def _indented(text: str) -> str:
    return "\n".join(INDENT + line if line else "" for line in canonical_lines(text))
