"""Words that cannot be read: WCAG 2.2, 1.4.3, over the colours that the finished mail has inline."""

import re
from collections.abc import Iterator

from bs4 import NavigableString, Tag
from django.utils.translation import gettext as _

from newsletters.editions.gate.findings import Finding
from newsletters.editions.gate.rendered import Rendered

LEAST, LEAST_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = 24.0, 18.66  # CSS pixels
HEX = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
NAMED = {"white": "#ffffff", "black": "#000000"}
Colour = tuple[int, int, int]


def check_contrast(edition: Rendered) -> Iterator[Finding]:
    """Find words with too little contrast, once for each block and pair of colours."""
    found: set[tuple[str, str]] = set()
    for look in edition.looks:
        for words in look.html.find_all(string=True):
            place = words.parent
            if not words.strip() or place is None or type(words) is not NavigableString or _unseen(place):
                continue
            ratio = contrast(colour_of(place), background_of(place))
            if ratio < (LEAST_LARGE if _is_large(place) else LEAST):
                key = (edition.block_of(place), f"{ratio:.1f}")
                if key not in found:
                    found.add(key)
                    told = _("“%(words)s” has a contrast of %(ratio)s to 1, too little to be read.")
                    said = {"words": str(words).strip()[:40], "ratio": key[1]}
                    yield edition.finding("contrast", told % said, at=place)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def colour_of(place: Tag) -> Colour:
    for around in (place, *place.parents):
        if colour := _read(_styles(around).get("color", "")):
            return colour
    return (0, 0, 0)


def background_of(place: Tag) -> Colour:
    for around in (place, *place.parents):
        styles = _styles(around)
        for said in (styles.get("background-color", ""), styles.get("background", ""), str(around.get("bgcolor", ""))):
            if colour := _read(said):
                return colour
    return (255, 255, 255)


def _unseen(place: Tag) -> bool:
    return any(around.name in ("style", "title", "head", "script") for around in (place, *place.parents))


def _is_large(place: Tag) -> bool:
    size, bold = 16.0, False
    for around in (place, *place.parents):
        styles = _styles(around)
        bold = bold or around.name in ("b", "strong", "h1", "h2", "h3") or styles.get("font-weight") in ("bold", "700")
        if "font-size" in styles and styles["font-size"].endswith("px"):
            size = float(styles["font-size"].removesuffix("px"))
            break
    return size >= LARGE or (bold and size >= LARGE_BOLD)


def _styles(element: Tag) -> dict[str, str]:
    pairs = (part.partition(":") for part in str(element.get("style") or "").split(";"))
    return {name.strip().lower(): value.replace("!important", "").strip().lower() for name, _colon, value in pairs}


def _read(said: str) -> Colour | None:
    found = HEX.search(NAMED.get(said, said))
    if not found:
        return None
    digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
