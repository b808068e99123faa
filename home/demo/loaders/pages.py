"""The front page and the heads of the sections, with the demonstration's words."""

from functools import partial
from typing import Any

from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page

from charter.pages import CharterIndexPage
from home.blocks import part
from home.site_tree import SECTIONS, Translations, add_home, add_section

PARTS = (
    "figures", "newest_signatory", "quotation", "purpose", "map", "next_events", "latest_news",
    "latest_resources", "partners", "sign", "newsletter",
)  # fmt: skip


def load_home(content: dict[str, Any]) -> Translations:
    """Return the front pages, made from `content` (texts per language, goals and a quotation) where missing."""
    return add_home(partial(_home, content))


def _home(content: dict[str, Any], language: str) -> dict[str, Any]:
    lead = content["lead"][language].strip()
    return {
        "title": content["title"][language],
        "hero_title": content["hero_title"][language],
        "lead": lead,
        "search_description": lead[:250],
        "body": [part(name, **_words(content, name, language)) for name in PARTS],
    }


def _words(content: dict[str, Any], name: str, language: str) -> dict[str, Any]:
    if name == "purpose":
        goals = [{field: goal[field][language] for field in ("title", "text")} for goal in content["goal"]]
        return {"text": content["statement"][language], "goals": goals}
    if name == "quotation":
        return {field: content["quotation"][field][language] for field in ("text", "name", "role")}
    return {}


def load_sections(home: Translations, content: dict[str, Any], notice: dict[str, str]) -> dict[str, Translations]:
    """Make the head of each section from `content[slug]` (title and intro per language); return them by slug.

    `notice` is the sentence on the charter's face that says it is illustrative.
    """
    return {
        slug: add_section(home, slug, partial(_section, content[slug], page_type, notice))
        for slug, page_type in SECTIONS.items()
    }


def _section(words: dict[str, Any], page_type: type[Page], notice: dict[str, str], language: str) -> dict[str, Any]:
    intro = words["intro"][language].strip()
    values = {
        "title": words["title"][language],
        "search_description": intro[:250],
        introduction_field(page_type): f"<p>{intro}</p>",
    }
    return values | ({"notice": notice[language].strip()} if page_type is CharterIndexPage else {})


def introduction_field(page_type: type[Page]) -> str:
    """Return the name of the page type's introduction: `intro` or `introduction`."""
    own: list[models.Field] = [field for field in page_type._meta.local_fields if isinstance(field, RichTextField)]
    return own[0].name
