"""A share image: 1200 by 630 pixels, set by Typst, with the pattern of its row or its photograph. Drawn once, kept."""

import json
import os
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info, override
from wagtail.images.models import SourceImageIOError

from coalition.certificates.typefaces import BIDI_CONTROLS, fonts

from .cards import ShareCard, site_card, site_name

TEMPLATE = Path(__file__).with_name("card.typ")
MARK = Path(settings.BASE_DIR) / "coalition" / "static" / "img" / "mark.svg"

_drawing = threading.Lock()  # one at a time in a process: it takes a whole core


def kept(card: ShareCard | None, language: str) -> Path:
    """Return the file of the image of `card`, the one that says nothing for None; draw it where it is missing."""
    file = file_of(card, language)
    if file.is_file():
        return file
    with _drawing:
        if not file.is_file():
            _write(file, draw(card, language))
    for other in file.parent.glob("*.png"):
        if other != file:  # of earlier words
            other.unlink(missing_ok=True)
    return file


def file_of(card: ShareCard | None, language: str) -> Path:
    """Return where the image of `card` is kept, whether it was drawn or not."""
    name = f"{card.kind}-{card.identifier}" if card else "neutral-1"
    return Path(settings.SHARE_ROOT) / language / name / f"{card.digest if card else 0}.png"


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    with os.fdopen(handle, "wb") as waiting:
        waiting.write(content)
    Path(name).replace(file)


def draw(card: ShareCard | None, language: str) -> bytes:
    """Return the image of `card` as PNG; for None the one without a word."""
    import typst  # late: most processes draw nothing

    cover = (card or site_card(language)).cover
    content: dict[str, Any] = {
        "words": card is not None,
        "title": card.title.translate(BIDI_CONTROLS) if card else "",
        "eyebrow": card.eyebrow.translate(BIDI_CONTROLS) if card else "",
        "language": language,
        "direction": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "pattern": cover.svg,
        "photo": False,
    }
    with override(language):
        content["site"] = site_name()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copy(TEMPLATE, root / "card.typ")
        shutil.copy(MARK, root / "mark.svg")
        if photo := _photograph(cover.photo):
            (root / "photo.jpg").write_bytes(photo)
            content["photo"] = True
        return bytes(
            typst.compile(
                root / "card.typ",
                root=root,
                format="png",
                ppi=72.0,
                font_paths=fonts(),
                ignore_system_fonts=True,
                sys_inputs={"content": json.dumps(content)},
            )
        )


def _photograph(image: Any) -> bytes | None:
    """Return the photograph cut to its place; None where there is none that everybody may see."""
    if image is None or image.collection.get_view_restrictions():
        return None
    try:
        with image.get_rendition("fill-720x945|format-jpeg").file.open("rb") as file:
            return bytes(file.read())
    except (SourceImageIOError, FileNotFoundError):
        return None
