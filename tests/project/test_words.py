"""A phrase that a guide to words sets aside stays away: docs/words/<language>.md, "Not this, but this"."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from coalition import catalogs

GUIDES = sorted((catalogs.ROOT / "docs" / "words").glob("*.md"))
TABLE = re.compile(r"^## Not this, but this$(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (.+?) (?<!\\)\| (.+?) (?<!\\)\|$", re.MULTILINE)
CONTENT = [catalogs.ROOT / "home" / "starter.toml", *sorted((catalogs.ROOT / "home/demo/content").rglob("*.toml"))]


def set_aside(guide: str) -> dict[str, str]:
    """Return each phrase of the table of `guide`, as a regular expression, and what is said instead.

    A first cell between backticks is a regular expression already; any other is looked for as whole words, of any case.
    """
    (table,) = TABLE.findall(guide)
    rows = [(phrase.replace(r"\|", "|"), instead) for phrase, instead in ROW.findall(table)[1:]]
    return {
        phrase.strip("`") if phrase.startswith("`") else rf"(?i)(?<!\w){re.escape(phrase)}(?!\w)": instead
        for phrase, instead in rows
        if set(phrase) != {"-"}
    }


def texts(value: object, language: str, *, inside: bool = False) -> Iterator[str]:
    """Yield what a file of contents says in `language`."""
    if isinstance(value, str) and inside:
        yield value
    for key, part in value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ()):
        if key not in (*catalogs.LANGUAGES, "en") or key == language:
            yield from texts(part, language, inside=inside or key == language)


def said(language: str) -> Iterator[tuple[str, str]]:
    """Yield each text of the interface and of the contents in `language`, with where it stands."""
    catalog = catalogs.template_catalog() if language == "en" else catalogs.read(language)
    for message in catalog:
        forms = message.id if language == "en" else message.string
        if message.id:
            yield from (("catalog", form) for form in ([forms] if isinstance(forms, str) else forms))
    for path in CONTENT:
        yield from ((path.name, text) for text in texts(tomllib.loads(path.read_text()), language))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_what_a_guide_sets_aside_stays_away(guide: Path):
    phrases = set_aside(guide.read_text())
    spaced = [(where, re.sub(r"[\s\u00a0\u202f]+", " ", text).replace("’", "'")) for where, text in said(guide.stem)]
    found = [
        (where, match.group(), instead)
        for phrase, instead in phrases.items()
        for where, text in spaced
        for match in re.finditer(phrase.replace("’", "'"), text)
    ]

    assert len(phrases) > 10
    assert len(spaced) > 1000
    assert found == []
