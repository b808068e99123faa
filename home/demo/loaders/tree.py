"""Pages in four languages, linked as translations of each other."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from wagtail.models import Locale, Page, Site

from home.demo.reading import blocks
from home.models import HomePage, StandardPage

Translations = dict[str, Page]
Fields = Callable[[str], dict[str, Any]]


def languages() -> list[str]:
    """Return the codes of the site's languages, the source language first."""
    return [code for code, _name in settings.LANGUAGES]


def add_page(parents: Translations, page_type: type[Page], slug: str, fields: Fields) -> Translations:
    """Return the page `slug` below each of `parents`, made in its language from `fields(language)` where missing."""
    pages: Translations = {}
    for language in languages():
        parent = parents[language]
        page = page_type.objects.child_of(parent).filter(slug=slug).first()
        if page is None:
            page = _add(parent, page_type, slug, language, fields(language), pages)
        pages[language] = page
    return pages


def _add(
    parent: Page, page_type: type[Page], slug: str, language: str, fields: dict[str, Any], pages: Translations
) -> Page:
    page = page_type(slug=slug, locale=Locale.objects.get(language_code=language), **fields)
    if pages:
        page.translation_key = next(iter(pages.values())).translation_key
    with translation.override(language):
        return parent.add_child(instance=page)


def load_home(content: dict[str, Any]) -> Translations:
    """Return the front pages, made where missing, the English one as the root of the site."""
    root = Page.objects.get(depth=1)
    pages: Translations = {}
    for language in languages():
        page = HomePage.objects.filter(locale__language_code=language).first()
        if page is None:
            words = {key: value[language] for key, value in content.items() if isinstance(value, dict)}
            goals = [
                ("goal", {"title": goal["title"][language], "text": goal["text"][language]})
                for goal in content.get("goal", content.get("goals", []))
            ]
            fields = {
                "title": words.get("title") or words["hero_title"],
                "hero_title": words["hero_title"],
                "lead": words["lead"],
                "statement": words["statement"],
                "search_description": words["lead"][:250],
                "goals": goals,
            }
            page = _add(root, HomePage, f"home-{language}", language, fields, pages)
        pages[language] = page
    point_site_at(pages["en"])
    return pages


def point_site_at(root: Page) -> None:
    """Make `root` the default site's root, at the address of settings.SITE_URL, and drop Wagtail's welcome page."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    values = {"root_page": root, "hostname": address.hostname or "localhost", "port": port, "site_name": "Coalition"}
    Site.objects.update_or_create(is_default_site=True, defaults=values)
    for welcome in Page.objects.filter(depth=2, slug="home").exact_type(Page):
        welcome.delete()


def load_standard_pages(home: Translations, content: list[dict[str, Any]]) -> None:
    """Make the plain pages: each has a slug, and title, intro and body (HTML) per language."""
    for item in content:

        def fields(language: str, item: dict[str, Any] = item) -> dict[str, Any]:
            intro = item.get("intro", {}).get(language, "").strip()
            return {
                "title": item["title"][language],
                "introduction": intro,
                "search_description": intro[:250],
                "body": blocks(item["body"][language]),
                "neutral_title": item.get("neutral_title", False),
            }

        add_page(home, StandardPage, item["slug"], fields)
