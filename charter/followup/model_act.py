"""A plain text document of paragraphs, as word processors open and change it (Office Open XML, ECMA-376, part 1).

Six small parts in a zip. Its bytes depend on its words alone: every date in the zip is the format's first.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from charter.texts.models import CharterText

from .services import due_after

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
NORMAL, TITLE, HEADING, NOTE, ITEM, DIGEST = "Normal", "Title", "Heading1", "Note", "Item", "Digest"
PARTS = {  # name in the zip -> template
    "[Content_Types].xml": "content_types",
    "_rels/.rels": "package",
    "word/_rels/document.xml.rels": "relations",
    "word/document.xml": "document",
    "word/styles.xml": "styles",
    "docProps/core.xml": "properties",
}


@dataclass(frozen=True)
class Paragraph:
    """One paragraph and the name of its style. With `new_page` it begins one."""

    text: str
    style: str = NORMAL
    new_page: bool = False


def write_docx(paragraphs: Iterable[Paragraph], *, title: str, language: str, right_to_left: bool) -> bytes:
    """Return the document; `language` is a BCP 47 code, `title` what the file says of itself."""
    context = {
        "paragraphs": list(paragraphs), "title": title, "language": language, "right_to_left": right_to_left,
    }  # fmt: skip
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, template in PARTS.items():
            words = render_to_string(f"charter/docx/{template}.xml", context)
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), words, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def document(text: CharterText) -> bytes:
    """Return the model, with the exact words of `text` annexed; the active language is that of `text`."""
    return write_docx(
        [*_act(text), *_annex(text)],
        title=_("Act of the council: accession to the charter"),
        language=text.language,
        right_to_left=get_language_info(text.language)["bidi"],
    )


def _act(text: CharterText) -> Iterator[Paragraph]:
    due = due_after(timezone.localdate())
    for line in render_to_string("charter/docx/model_act.txt", {"text": text, "due": due}).splitlines():
        if line:
            style, _colon, words = line.partition(": ")
            yield Paragraph(words, style)


def _annex(text: CharterText) -> Iterator[Paragraph]:
    yield Paragraph(_("Annex: the text of the charter"), NOTE, new_page=True)
    yield Paragraph(text.title, TITLE)
    for paragraph in text.preamble_paragraphs:
        yield Paragraph(paragraph)
    for article in text.articles:
        yield Paragraph(f"{article.number}. {article.title}", HEADING)
        for paragraph in article.paragraphs:
            yield Paragraph(paragraph)
    yield Paragraph(_("Fingerprint of this text (SHA-256):"), NOTE)
    yield Paragraph(text.digest, DIGEST)
