"""Facts to PDF by Typst (PDF/UA-1). What people typed reaches a template as JSON, and is never markup."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from coalition.pages.typefaces import fonts, latin

HERE = Path(__file__).parent


def pdf(template: str, content: dict[str, Any], made_at: datetime) -> bytes:
    """Return `content` as `template` of this room prints it. Equal facts give equal bytes.

    Letters that the embedded fonts lack (ideographs, for example) are written in Latin letters instead.
    """
    try:
        return _compile(template, content, made_at)
    except typst.TypstError:  # PDF/UA allows no glyph without a shape
        return _compile(template, latin(content), made_at)


def _compile(template: str, content: dict[str, Any], made_at: datetime) -> bytes:
    return typst.compile(
        HERE / template,
        root=Path(settings.BASE_DIR),
        font_paths=fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(content, sort_keys=True)},
        pdf_standards="ua-1",
        timestamp=int(made_at.timestamp()),
    )
