"""Facts to PDF by Typst (PDF/UA-1). What people typed reaches a template as JSON, and is never markup."""

import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from .typefaces import fonts, latin

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
