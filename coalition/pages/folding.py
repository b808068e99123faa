"""Texts without what readers leave out, for search and for the order of a list: `Jénine`, `JENINE` and `jenine`."""

import re
import unicodedata

from anyascii import anyascii

# Arabic is written with or without vowel marks, hamza and article; a reader who types one finds the other.
ARABIC_MARKS = re.compile(r"[\u064b-\u065f\u0670\u0640]")
ARABIC_LETTERS = str.maketrans("أإآٱىةؤئ", "ااااي\u0647وي")
ARABIC_ARTICLE = re.compile(r"\bال(?=\w{2})")


def fold(text: str) -> str:
    """Return `text` in lower case without accents, transliterated to ASCII, with single spaces."""
    return " ".join(anyascii(text).lower().split())


def plain_arabic(text: str) -> str:
    """Return `text` with its Arabic words as a reader types them: no marks, one form of each letter, no article."""
    return ARABIC_ARTICLE.sub("", ARABIC_MARKS.sub("", text).translate(ARABIC_LETTERS))


def sort_key(text: str) -> str:
    """Return what puts `text` in its place in a list: no case, accent, Arabic mark or article; the script is kept."""
    arabic = plain_arabic(text)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", arabic) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())
