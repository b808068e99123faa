"""Which image a shared link shows, and where it is asked for (decision 0030-libraries-and-rooms)."""

import hashlib
import hmac
import json
import os
import shutil
import tempfile
import threading
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language_info, override
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from coalition.certificates.pdf import BIDI_CONTROLS, fonts
from coalition.privacy.email_addresses import keyed_digest
from coalition.site import site_words
from coalition.typed import key_of

from .covers import Cover, pattern_cover
from .querysets import unrestricted

DRAWING = 1  # counts up when drawing.py draws otherwise
DIGEST = 12  # hexadecimal digits of what is drawn, and as many that say that the address is ours


@dataclass(frozen=True)
class ShareCard:
    """What is drawn on the image of one row in one language: nothing that its public page does not say."""

    kind: str
    identifier: str
    language: str
    title: str
    cover: Cover = field(repr=False)
    eyebrow: str = ""
    marks: tuple[tuple[str, str], ...] = ()  # below the title: the kind of a mark, and its words

    @cached_property
    def digest(self) -> str:
        """The digest of all that is drawn, and after it the proof that this site wrote the address."""
        drawn = vars(self) | {"cover": self.cover.pattern, "photo": getattr(self.cover.photo, "pk", None)}
        with override(self.language):
            drawn["site"] = site_name()
        text = json.dumps([DRAWING, drawn], sort_keys=True)
        return proven(self.language, self.kind, self.identifier, hashlib.sha256(text.encode()).hexdigest()[:DIGEST])

    @property
    def path(self) -> str:
        return _path(self.language, f"{self.kind}-{self.identifier}", self.digest)


def site_name() -> str:
    return site_words.site_names().site


def proven(language: str, kind: str, identifier: str, digest: str) -> str:
    """Return `digest` with the proof that this site wrote it for this row."""
    return digest + keyed_digest("share", f"{language}/{kind}/{identifier}/{digest}")[:DIGEST]


def is_ours(language: str, kind: str, identifier: str, digest: str) -> bool:
    """Say whether this site wrote `digest`, so whether the row was public at one time."""
    return hmac.compare_digest(digest.encode(), proven(language, kind, identifier, digest[:DIGEST]).encode())


def site_card(language: str) -> ShareCard:
    with override(language):
        return ShareCard("site", "1", language, site_name(), pattern_cover("site", 1))


def neutral_path(language: str) -> str:
    return _path(language, "neutral-1", "0")


def _path(language: str, name: str, digest: str) -> str:
    return reverse("share_image", kwargs={"language": language, "name": name, "digest": digest})


def known(language: str) -> str:
    """Return `language` where the site speaks it, else the first of its languages."""
    return language if language in dict(settings.LANGUAGES) else str(settings.LANGUAGES[0][0])


def find_site(identifier: str, language: str) -> ShareCard:
    return site_card(language)


def find_page(identifier: str, language: str) -> ShareCard | None:
    """Return the card of the live page that everybody may read, or None."""
    pages = unrestricted(Page.objects.live()).filter(pk=key_of(identifier), locale__language_code=language)
    page: Any = pages.specific().first()
    return page.get_share_card() if page is not None and hasattr(page, "get_share_card") else None


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


def stored_name(card: ShareCard) -> str:
    """Return the name under which the storage of all hosts keeps the image of `card` that the queue draws."""
    return f"cards/{card.language}/{card.identifier}/{card.digest}.png"


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
        "marks": card.marks if card else (),
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
