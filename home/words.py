"""Words of pages that are kept in files: TOML with texts per language, bodies as flat HTML."""

import re
import tomllib
from pathlib import Path
from typing import Any

from home.models import StandardPage
from home.site_tree import Translations, add_page

HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)


def read(path: Path) -> dict[str, Any]:
    """Return what the file holds. Raises FileNotFoundError."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def add_standard_pages(home: Translations, content: list[dict[str, Any]]) -> None:
    """Make the plain pages that are missing below `home`: each has a slug, and title, intro and body per language."""
    for item in content:
        add_page(home, StandardPage, item["slug"], lambda language, item=item: _fields(item, language))  # type: ignore[misc]


def _fields(item: dict[str, Any], language: str) -> dict[str, Any]:
    intro = item["intro"][language].strip()
    return {
        "title": item["title"][language],
        "introduction": intro,
        "search_description": intro[:250],
        "body": blocks(item["body"][language]),
        "neutral_title": item.get("neutral_title", False),
    }


def blocks(html: str) -> list[tuple[str, Any]]:
    """Return `html` as blocks of `BodyBlock`: each heading by itself, what stands between as text."""
    found: list[tuple[str, Any]] = []
    position = 0
    for match in HEADING.finditer(html):
        found += _paragraph(html[position : match.start()])
        found.append(("heading", {"text": match[2].strip(), "level": match[1]}))
        position = match.end()
    return found + _paragraph(html[position:])


def _paragraph(html: str) -> list[tuple[str, Any]]:
    return [("paragraph", html.strip())] if html.strip() else []
