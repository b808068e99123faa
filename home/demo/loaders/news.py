"""The news."""

from functools import partial
from typing import Any

from coalition.news.models import NewsPage
from home.site_tree import Translations, add_page
from home.words import blocks

OFFICE = {
    "en": "Committee secretariat",
    "fr": "Secrétariat de la commission",
    "es": "Secretaría de la comisión",
    "ar": "أمانة اللجنة",
}


def load(content: dict[str, Any], index: Translations) -> dict[str, Translations]:
    """Make the news of `content` that is missing, with a page per language below `index`; return the pages by key."""
    items = reversed(content["item"])  # the oldest first, as it was written
    return {item["key"]: add_page(index, NewsPage, item["key"], partial(_fields, item)) for item in items}


def _fields(item: dict[str, Any], language: str) -> dict[str, Any]:
    summary = item["summary"][language]
    return {
        "title": item["title"][language],
        "date": item["date"],
        "office": OFFICE[language],
        "summary": summary,
        "search_description": summary[:250],
        "body": blocks(item["body"][language]),
    }
