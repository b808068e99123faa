"""The files of the demonstration's library and course: made for it when it is loaded, in their languages."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.utils.translation import get_language_info
from wagtail.documents import get_document_model

from charter.preparation import docx
from coalition.mail import identity
from coalition.pages.languages import language_codes
from coalition.pages.printing import pdf
from home.demo import reading

GUIDE = Path(reading.__file__).parent / "content" / "guide.typ"
MADE = int(datetime(2026, 1, 12, 9, tzinfo=UTC).timestamp())


@cache
def _written() -> dict[str, Any]:
    documents: dict[str, Any] = reading.read("documents")["document"]
    return documents


def languages_of(key: str) -> list[str]:
    """Return the languages in which the resource or lesson `key` has a file, in their order; none where it has none."""
    return [language for language in language_codes() if language in _written().get(key, {})]


def other_kind(key: str) -> str:
    """Return the second kind of file that the words of `key` are made into as well; "" for none."""
    return str(_written().get(key, {}).get("also", ""))


def document_of(key: str, language: str, kind: str = "") -> Any:
    """Return the document with the file of `key` in `language`, made where it is missing.

    `kind` is "pdf" or "docx"; left out, that which the file has.
    """
    written = _written()[key]
    stem, kind = f"{key}-{language}", kind or written["kind"]
    found = get_document_model().objects.filter(file__startswith=f"documents/{stem}", file__endswith=f".{kind}").first()
    if found is not None:
        return found
    content = ContentFile(file_of(key, language, kind), name=f"{stem}.{kind}")
    document = get_document_model()(title=written[language]["title"], file=content)
    document._set_document_file_metadata()
    document.save()
    return document


def file_of(key: str, language: str, kind: str = "") -> bytes:
    """Return the bytes of that file. Equal words give equal bytes."""
    written, words = _written()[key], _written()[key][language]
    right_to_left = bool(get_language_info(language)["bidi"])
    if (kind or written["kind"]) == "docx":
        return docx.write(_paragraphs(words), title=words["title"], language=language, right_to_left=right_to_left)
    facts = {"language": language, "direction": "rtl" if right_to_left else "ltr", "network": identity.names().site}
    return pdf(GUIDE, words | facts, timestamp=MADE)


def _paragraphs(words: dict[str, Any]) -> list[docx.Paragraph]:
    found = [docx.Paragraph(words["title"], docx.TITLE), docx.Paragraph(words["lead"])]
    for section in words["section"]:
        found.append(docx.Paragraph(section["heading"], docx.HEADING))
        found += [docx.Paragraph(point, docx.ITEM) for point in section["points"]]
    return [*found, docx.Paragraph(words["note"], docx.NOTE)]
