"""The interface's strings: collected from the code by Babel, so that no system gettext is needed.

`python -m coalition.catalogs [language ...]` (that is `make messages`) brings the four catalogs up to date; a string
that the code no longer uses goes, a new one arrives without a translation, and nothing is guessed.

Strings of libraries that we say in our own words stand in `locale/library.pot`.
"""

import ast
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
LOCALES = ROOT / "coalition" / "locale"
LIBRARIES = LOCALES / "library.pot"
APPS = ("coalition", "charter", "events", "webinars", "newsletters", "home")
TEMPLATE_SUFFIXES = {".html", ".txt", ".mjml", ".xml"}
LANGUAGES = ("fr", "es", "ar")
FIXED_DATE = datetime(2026, 11, 25, tzinfo=UTC)  # a date that moved would make every run a change

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"\b(npgettext|ngettext|pgettext|gettext|_)\(\s*((?:{STRING}\s*,?\s*)+)", re.DOTALL)

Message = tuple[str | None, str | tuple[str, ...]]


def library_messages() -> Iterator[Message]:
    """Yield each string of libraries that our catalogs say before theirs do."""
    with LIBRARIES.open("rb") as file:
        for message in read_po(file):
            if text := message.id:
                yield message.context, text if isinstance(text, str) else tuple(text)


def messages() -> Iterator[Message]:
    """Yield each string of the code, and of libraries, as (context, text) or (context, (singular, plural))."""
    yield from library_messages()
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*")):
            if "migrations" in path.parts or path == Path(__file__).resolve():
                continue
            if path.suffix == ".py":
                yield from python_messages(path.read_bytes())
            elif path.suffix in TEMPLATE_SUFFIXES and "templates" in path.parts:
                yield from template_messages(path.read_text(encoding="utf-8"))


def python_messages(source: bytes) -> Iterator[Message]:
    for _line, text, _comments, context in extract("python", BytesIO(source), KEYWORDS):
        yield context, text


def template_messages(source: str) -> Iterator[Message]:
    for function, arguments in CALL.findall(templatize(source)):
        yield as_message(function, [ast.literal_eval(text) for text in re.findall(STRING, arguments, re.DOTALL)])


def as_message(function: str, texts: list[str]) -> Message:
    context = texts.pop(0) if function.startswith(("pgettext", "npgettext")) else None
    if "ngettext" in function or "npgettext" in function:
        return context, (texts[0], texts[1])
    return context, texts[0]


def template_catalog() -> Catalog:
    catalog = Catalog(project="coalition", creation_date=FIXED_DATE, charset="utf-8")
    for context, text in messages():
        catalog.add(text, context=context)
    return catalog


def catalog_path(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Return the catalog of `language`; an empty one when there is none yet."""
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language, project="coalition", creation_date=FIXED_DATE)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalog: Catalog) -> None:
    """Write `catalog`, sorted and without line numbers, so that a change shows only what changed."""
    catalog.revision_date = catalog.creation_date = FIXED_DATE
    path = catalog_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, no_location=True, sort_output=True, ignore_obsolete=True, width=110)


def main(languages: Sequence[str] = LANGUAGES) -> None:
    """Bring the catalogs of `languages` up to date and say what is missing."""
    template = template_catalog()
    for language in languages:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        for message in catalog:
            message.flags.discard("fuzzy")  # a singular that got a plural: its forms are there, or are asked for below
        write(language, catalog)
        missing = [message for message in catalog if message.id and not is_translated(message.string)]
        print(f"{language}: {len(catalog)} strings, {len(missing)} to translate")


def is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


if __name__ == "__main__":
    main(sys.argv[1:] or LANGUAGES)
