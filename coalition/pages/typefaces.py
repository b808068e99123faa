"""The typefaces of what Typst sets (certificates, tickets, share images), and words that they can set."""

import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anyascii import anyascii

if TYPE_CHECKING:
    import typst

# Left and right embeddings, overrides and isolates: they could show a name that is not the one that is stored.
BIDI_CONTROLS = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C}


@lru_cache(maxsize=1)
def fonts() -> "typst.Fonts":
    """Return the fonts of the folder `fonts` and no other, read once in each process."""
    import typst  # late: most processes set nothing

    folder = Path(__file__).parent / "fonts"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def clean(text: str) -> str:
    """Return `text` on one line, composed (NFC), without control signs."""
    kept = "".join(
        " " if sign in "\t\n\r\v\f\u2028\u2029" else sign
        for sign in unicodedata.normalize("NFC", text)
        if sign in "\t\n\r\v\f\u2028\u2029" or (unicodedata.category(sign) != "Cc" and ord(sign) not in BIDI_CONTROLS)
    )
    return " ".join(kept.split())


def latin(value: Any) -> Any:
    """Return the same content with every letter outside the embedded fonts' scripts in Latin letters."""
    if isinstance(value, dict):
        return {key: latin(item) for key, item in value.items()}
    if isinstance(value, list):
        return [latin(item) for item in value]
    if isinstance(value, str):
        return "".join(sign if _is_basic(sign) else anyascii(sign) for sign in value)
    return value


def _is_basic(sign: str) -> bool:
    return sign < "\u0100" or "\u0620" <= sign <= "\u064a" or sign in "،؛؟“”‘’–—…"
