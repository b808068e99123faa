"""The typefaces of what Typst sets: certificates and share images."""

from functools import lru_cache
from pathlib import Path

import typst


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts of the folder `fonts` and no other, read once in each process."""
    folder = Path(__file__).parent / "fonts"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
