"""The tree of the site: front pages and the heads of the sections, in every language, linked as translations."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.translation import pgettext
from wagtail.models import Locale, Page, Site

from charter.pages import CharterIndexPage
from coalition.members.index_page import MembersIndexPage
from coalition.news.index_page import NewsIndexPage
from coalition.pages import navigation
from coalition.pages.languages import language_codes
from coalition.resources.index_page import ResourcesIndexPage
from events.pages.sections import EventsIndexPage
from newsletters.editions.models import NewsletterArchivePage
from newsletters.pages import NewsletterIndexPage
from webinars.models import WebinarsIndexPage

from .models import HomePage

Translations = dict[str, Page]
Fields = Callable[[str], dict[str, Any]]

SECTIONS: dict[str, type[Page]] = {
    "members": MembersIndexPage,
    "charter": CharterIndexPage,
    "events": EventsIndexPage,
    "webinars": WebinarsIndexPage,
    "resources": ResourcesIndexPage,
    "news": NewsIndexPage,
    "newsletter": NewsletterIndexPage,
}


def section_title(slug: str, language: str) -> str:
    """Return the navigation's word for the section `slug` in `language`."""
    with translation.override(language):
        return str(dict(navigation.SECTIONS)[slug])


def add_home(fields: Fields) -> Translations:
    """Return the front pages, made where missing from `fields(language)`; the English one is the site's root."""
    root = Page.objects.get(depth=1)
    pages: Translations = {}
    for language in language_codes():
        page = HomePage.objects.filter(locale__language_code=language).first()
        pages[language] = page or _add(root, HomePage, f"home-{language}", language, fields(language), pages)
    point_site_at(pages[settings.LANGUAGE_CODE])
    return pages


def add_section(home: Translations, slug: str, fields: Fields) -> Translations:
    """Return the head of the section `slug` below `home`, made where missing; the newsletter's with its archive."""
    heads = add_page(home, SECTIONS[slug], slug, lambda language: {"show_in_menus": True} | fields(language))
    if slug == "newsletter":
        add_page(heads, NewsletterArchivePage, "archive", _archive)
    return heads


def _archive(language: str) -> dict[str, str]:
    with translation.override(language):
        return {"title": pgettext("navigation", "Past editions")}


def add_page(parents: Translations, page_type: type[Page], slug: str, fields: Fields) -> Translations:
    """Return the page `slug` below each of `parents`, made in its language from `fields(language)` where missing."""
    pages: Translations = {}
    for language in language_codes():
        parent = parents[language]
        page = page_type.objects.child_of(parent).filter(slug=slug).first()
        pages[language] = page or _add(parent, page_type, slug, language, fields(language), pages)
    return pages


def _add(
    parent: Page, page_type: type[Page], slug: str, language: str, fields: dict[str, Any], pages: Translations
) -> Page:
    locale, _made = Locale.objects.get_or_create(language_code=language)
    page = page_type(slug=slug, locale=locale, **fields)
    if pages:
        page.translation_key = next(iter(pages.values())).translation_key
    with translation.override(language):
        added = parent.add_child(instance=page)
        added.save_revision().publish()  # without one, Wagtail takes the page away while a scheduled change waits
    return added


def point_site_at(root: Page) -> None:
    """Make `root` the default site's root, at the address of settings.SITE_URL, and drop Wagtail's welcome page."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    values = {"root_page": root, "hostname": address.hostname or "localhost", "port": port, "site_name": "Coalition"}
    Site.objects.update_or_create(is_default_site=True, defaults=values)
    for welcome in Page.objects.filter(depth=2, slug="home").exact_type(Page):
        welcome.delete()
