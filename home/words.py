"""Words of pages that are kept in files: TOML with texts per language, bodies as flat HTML.

A body writes `${name}` where a period of retention stands: the words come from the constant that the purge uses.
"""

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from string import Template
from typing import Any

from babel.dates import format_timedelta
from django.conf import settings

from coalition.privacy import registry
from coalition.privacy.services import CODE_RETENTION
from home.models import PageRole, StandardPage
from home.site_tree import Translations, add_page

HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)


def read(path: Path) -> dict[str, Any]:
    """Return what the file holds. Raises FileNotFoundError."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def add_standard_pages(home: Translations, content: list[dict[str, Any]]) -> None:
    """Make the plain pages that are missing below `home`: each has a slug, and title, intro and body per language."""
    for item in content:
        pages = add_page(home, StandardPage, item["slug"], lambda language, item=item: fields(item, language))  # type: ignore[misc]
        if item["slug"] in PageRole.Role:
            key = pages[settings.LANGUAGE_CODE].translation_key
            PageRole.objects.get_or_create(role=item["slug"], defaults={"translation_key": key})


def fields(item: dict[str, Any], language: str) -> dict[str, Any]:
    """Return the fields of the page `item` in `language`."""
    intro = item["intro"][language].strip()
    return {
        "title": item["title"][language],
        "introduction": intro,
        "search_description": intro[:250],
        "body": blocks(with_periods(item["body"][language], language)),
        "neutral_title": item.get("neutral_title", False),
    }


def card(item: dict[str, Any], language: str) -> dict[str, Any]:
    """Return title, summary and body of the page `item` in `language`, for a page that a card leads to."""
    summary = item["summary"][language].strip()
    return {
        "title": item["title"][language],
        "summary": summary,
        "search_description": summary[:250],
        "body": blocks(item["body"][language]),
    }


def periods(language: str) -> dict[str, str]:
    """Return how long each kind of data is kept, in words of `language`: `180 jours`."""
    found = registry.periods() | {"codes": CODE_RETENTION}
    return {name: _in_days(period, language) for name, period in found.items()}


def with_periods(html: str, language: str) -> str:
    """Return `html` with each `${name}` as the period of that name. Raises KeyError for a name that nobody keeps."""
    return Template(html).substitute(periods(language))


def _in_days(period: timedelta, language: str) -> str:
    return format_timedelta(timedelta(days=period.days), granularity="day", threshold=10_000, locale=language)


def blocks(html: str) -> list[tuple[str, Any]]:
    """Return `html` as blocks of `BodyBlock`: each heading a block, the text between as text blocks."""
    found: list[tuple[str, Any]] = []
    position = 0
    for match in HEADING.finditer(html):
        found += _paragraph(html[position : match.start()])
        found.append(("heading", {"text": match[2].strip(), "level": match[1]}))
        position = match.end()
    return found + _paragraph(html[position:])


def _paragraph(html: str) -> list[tuple[str, Any]]:
    return [("paragraph", html.strip())] if html.strip() else []
