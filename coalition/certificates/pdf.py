"""Facts to PDF by Typst (PDF/UA-1). What people typed reaches a template as JSON, and is never markup."""

import json
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from anyascii import anyascii
from django.conf import settings
from PIL import ImageFont

from coalition.typed import one_line

if TYPE_CHECKING:
    import typst


FONTS = Path(__file__).parent / "fonts"
# Whatever tells a direction: it could show a name that is not the one that is stored.
BIDI_CONTROLS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C))


@lru_cache(maxsize=1)
def fonts() -> "typst.Fonts":
    """Return the fonts of the folder `fonts` and no other, read once in each process."""
    import typst  # late: most processes set nothing

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def clean(text: str) -> str:
    """Return `text` on one line, composed (NFC), without control signs."""
    return " ".join(one_line(unicodedata.normalize("NFC", text)).translate(BIDI_CONTROLS).split())


def latin(value: Any) -> Any:
    """Return the same content with what no embedded font holds in Latin letters; "?" where there are none."""
    if isinstance(value, dict):
        return {key: latin(item) for key, item in value.items()}
    if isinstance(value, list):
        return [latin(item) for item in value]
    if isinstance(value, str):
        return "".join(_written(unicodedata.normalize("NFC", value)))
    return value


def _written(text: str) -> Iterator[str]:
    base = ""
    for sign in text:
        kind = unicodedata.category(sign)
        base = base if kind[0] == "M" else sign
        if sign in " \u00a0\u200c\u200d" or _hold(base, sign):
            yield sign
        else:
            yield anyascii(sign) or ("" if kind in ("Mn", "Me", "Cf") else "?")


@lru_cache(maxsize=1024)
def _hold(*signs: str) -> bool:
    """Say whether one font holds all of `signs`: a mark, and the letter that it stands on."""
    return any(all(all(font.getmask(sign).size) for sign in signs) for font in _drawers())


@lru_cache(maxsize=1)
def _drawers() -> list[ImageFont.FreeTypeFont]:
    """Return what draws a letter, and nothing for one that the font lacks; bold fonts hold what the others hold."""
    return [ImageFont.truetype(file, layout_engine=ImageFont.Layout.BASIC) for file in FONTS.glob("*-Regular.ttf")]


Standard = Literal["ua-1", "a-3a"]  # as Typst names them


def draw_pdf(
    template: Path,
    content: dict[str, Any],
    *,
    timestamp: int,
    standards: Sequence[Standard] = ("ua-1",),
    enclosed: Sequence[dict[str, str]] = (),
) -> bytes:
    """Return `content` as `template` prints it, made at `timestamp` (seconds). Equal facts give equal bytes.

    `standards` are those that Typst holds it to, by the names it gives them. `enclosed` are files that the template
    attaches: they keep every letter.

    A letter that the embedded fonts lack (ideographs, for example) is written in Latin letters instead, or as "?".
    """
    import typst  # late: most processes print nothing

    files = {"enclosed": list(enclosed)}
    try:
        return _compile(template, content | files, timestamp, standards)
    except typst.TypstError:  # PDF/UA allows no glyph without a shape
        return _compile(template, latin(content) | files, timestamp, standards)


def draw_png(template: Path, content: dict[str, Any]) -> bytes:
    """Return `content` as `template` draws it, a pixel for each of its points; what no font holds is Latin."""
    import typst

    drawn = typst.compile(
        template,
        root=Path(settings.BASE_DIR),
        format="png",
        ppi=72.0,
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(latin(content))},
    )
    return bytes(drawn)


def qr_code(url: str) -> str:
    import segno

    image = BytesIO()
    segno.make(url, error="q", micro=False).save(image, kind="svg", border=0, dark="#2a0f33", xmldecl=False, scale=4)
    return image.getvalue().decode()


def _compile(template: Path, content: dict[str, Any], timestamp: int, standards: Sequence[Standard]) -> bytes:
    import typst

    return typst.compile(
        template,
        root=Path(settings.BASE_DIR),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, sort_keys=True)},
        pdf_standards=list(standards),
        timestamp=timestamp,
    )
