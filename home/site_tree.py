"""The tree of the site: front pages and the heads of the sections, in every language, linked as translations."""

import re
import tomllib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from string import Template
from typing import Any, Literal
from urllib.parse import urlsplit

from babel.dates import format_timedelta
from babel.lists import format_list
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import pgettext
from wagtail.models import Locale, Page, PageLogEntry, Revision, Site
from wagtail.signals import page_published

from charter.pages import CharterIndexPage
from coalition.languages.names import language_codes
from coalition.members.index_page import MembersIndexPage
from coalition.news.models import NewsIndexPage
from coalition.pages import navigation
from coalition.privacy import registry
from coalition.privacy.services import CODE_RETENTION
from coalition.resources.library import ResourcesIndexPage
from events.pages.sections import EventsIndexPage
from events.registrations.fields import ANSWER_FIELDS
from newsletters.editions.models import NewsletterArchivePage
from newsletters.models import NewsletterIndexPage
from webinars.models import WebinarsIndexPage

from .models import HomePage, StandardPage

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
    there = {page.locale.language_code: page for page in HomePage.objects.select_related("locale").order_by("-path")}
    roots = dict.fromkeys(language_codes(), Page.objects.get(depth=1))
    pages = _complete(roots, HomePage, "home-{}", fields, there)
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
        return {"title": pgettext("navigation", "Past newsletters")}


def add_page(parents: Translations, page_type: type[Page], slug: str, fields: Fields) -> Translations:
    """Return the page `slug` below each of `parents`, made in its language from `fields(language)` where missing."""
    below = {page.path[: -page.steplen]: page for page in page_type.objects.filter(slug=slug)}
    there = {language: below[parent.path] for language, parent in parents.items() if parent.path in below}
    return _complete(parents, page_type, slug, fields, there)


@transaction.atomic
def _complete(
    parents: Translations, page_type: type[Page], slug: str, fields: Fields, there: dict[str, Any]
) -> Translations:
    """Return `there` with the pages that it misses, made and published; `slug` may name the language as {}."""
    pages: Translations = {}
    made = []
    for language in language_codes():
        if language in there:
            pages[language] = there[language]
            continue
        known = {"translation_key": next(iter(pages.values())).translation_key} if pages else {}
        page = page_type(slug=slug.format(language), **known, **fields(language))
        page.locale, _made = Locale.objects.get_or_create(language_code=language)
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = timezone.now()
        with translation.override(language):
            pages[language] = parents[language].add_child(instance=page)
        made.append(page)
    _note_publication(made)
    return pages


def _note_publication(pages: list[Page]) -> None:
    """Give new `pages` what Wagtail's publishing leaves, by few queries: it saves, writes and reads each three times.

    Without a revision, Wagtail takes a page away while a scheduled change waits.
    """
    for page in pages:
        facts: dict[str, Any] = {"content_type": page.content_type, "base_content_type": page.get_base_content_type()}
        facts |= {"object_id": page.pk, "object_str": str(page), "created_at": page.latest_revision_created_at}
        page.live_revision = page.latest_revision = Revision(content=page.serializable_data(), **facts)
    Revision.objects.bulk_create([page.live_revision for page in pages])
    Page.objects.bulk_update(pages, ["live_revision", "latest_revision"])
    same: dict[str, Any] = {"action": "wagtail.publish", "timestamp": timezone.now(), "content_changed": True}
    entries = [
        PageLogEntry(page=page, content_type=page.content_type, label=str(page), revision=page.live_revision, **same)
        for page in pages
    ]
    PageLogEntry.objects.bulk_create(entries)
    for page in pages:
        page_published.send(sender=type(page), instance=page, revision=page.live_revision)


def point_site_at(root: Page) -> None:
    """Make `root` the default site's root, at the address of settings.SITE_URL, and drop Wagtail's welcome page."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    values = {"root_page": root, "hostname": address.hostname or "localhost", "port": port, "site_name": "Coalition"}
    Site.objects.update_or_create(is_default_site=True, defaults=values)
    for welcome in Page.objects.filter(depth=2, slug="home").exact_type(Page):
        welcome.delete()


HEADING = re.compile(r"<h([23])>(.*?)</h\1>", re.DOTALL)


def read(path: Path) -> dict[str, Any]:
    """Return what the file holds. Raises FileNotFoundError."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def add_standard_pages(home: Translations, content: list[dict[str, Any]]) -> None:
    """Make the plain pages that are missing below `home`: each has a slug, and title, intro and body per language."""
    for item in content:
        add_page(home, StandardPage, item["slug"], lambda language, item=item: fields(item, language))  # type: ignore[misc]


def fields(item: dict[str, Any], language: str) -> dict[str, Any]:
    """Return the fields of the page `item` in `language`."""
    intro = item["intro"][language].strip()
    before, _line, after = with_facts(item["body"][language], language).partition("<hr>")
    return {
        "title": item["title"][language],
        "introduction": intro,
        "search_description": intro[:250],
        "body": [*blocks(before), *timeline(item, language), *blocks(after)],
        "neutral_title": item.get("neutral_title", False),
    }


def timeline(item: dict[str, Any], language: str) -> list[tuple[str, Any]]:
    """Return the line of time of the page `item`, for the place of `<hr>` in its text; nothing where it has none."""
    moments = [{name: row[name][language] for name in ("when", "text")} for row in item.get("moment", [])]
    return [("timeline", {"moments": moments})] if moments else []


def card(item: dict[str, Any], language: str, **more: Any) -> dict[str, Any]:
    """Return title, summary and body of the page `item` in `language`, and `more`, for a page that a card leads to."""
    summary = item["summary"][language].strip()
    return {
        "title": item["title"][language],
        "summary": summary,
        "search_description": summary[:250],
        "body": blocks(item["body"][language]),
    } | more


def periods(language: str) -> dict[str, str]:
    """Return how long each kind of data is kept, in words of `language`: `180 jours`."""
    found = registry.periods() | {"codes": CODE_RETENTION}
    return {name: _in_words(period, language) for name, period in found.items()}


def list_answers(language: str) -> dict[str, str]:
    """Return what a registration requires and what it leaves to the person, in words of `language`."""
    required = [field for field in ANSWER_FIELDS if field.form_field().required]
    optional = [field for field in ANSWER_FIELDS if field not in required]
    with translation.override(language):
        names = [[str(field.column.verbose_name) for field in fields] for fields in (required, optional)]
    return {
        "required_answers": capfirst(("، " if language == "ar" else ", ").join(names[0])),
        "optional_answers": format_list(names[1], locale=language),
    }


def with_facts(html: str, language: str) -> str:
    """Return `html` with the period or the list of answers that each `${name}` stands for.

    Raises KeyError for an unknown name.
    """
    return Template(html).substitute(periods(language) | list_answers(language))


def _in_words(period: timedelta, language: str) -> str:
    """Say years where they are whole, else days; in Arabic as after a preposition."""
    unit: Literal["year", "day"] = "day" if period.days % 365 else "year"
    words = format_timedelta(timedelta(days=period.days), granularity=unit, threshold=10_000, locale=language)
    return words.replace("سنتان", "سنتين")


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
