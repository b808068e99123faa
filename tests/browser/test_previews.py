"""The editor of every page type shows the page beside it, and its panel of checks counts what is wrong there."""

import json
import re

import pytest
from playwright.sync_api import Page, expect
from wagtail.models import get_page_models

from tests.installation import Installation

from .steps import sign_in

pytestmark = pytest.mark.attack

PAGES = """
import json
from wagtail.models import Page, get_page_models
rows = {}
for model in get_page_models():
    page = model.objects.filter(locale__language_code="en").order_by("pk").first() if model is not Page else None
    if page is not None:
        rows[model._meta.label] = page.pk
print(json.dumps(rows))
"""
FAULTY = """
from home.models import HomePage, StandardPage
from newsletters.editions.models import NewsletterArchivePage, NewsletterPage
below = {StandardPage: HomePage, NewsletterPage: NewsletterArchivePage}
for model, parent in below.items():
    above = parent.objects.get(locale__language_code="en")
    fields = {"title": "Faulty", "slug": "faulty", "search_description": "Without a heading.", "locale": above.locale}
    body = [{"type": "heading", "value": {"text": "", "level": "2"} if model is StandardPage else {"text": ""}}]
    print(above.add_child(instance=model(**fields, body=body)).pk)
"""
EMPTY = ["Empty heading found"]
PREVIEW, CHECKS = "preview", "checks"


def open_panel(page: Page, name: str) -> None:
    """Show a side panel of the editor, unless it is shown."""
    button = page.locator(f"[data-side-panel-toggle={name}]")
    if button.get_attribute("aria-expanded") != "true":
        button.click()


def heading_in_preview(page: Page, key: int) -> str:
    """Return the main heading that the preview beside the editor of page `key` shows."""
    page.goto(f"/cms/pages/{key}/edit/", wait_until="domcontentloaded")
    open_panel(page, PREVIEW)
    heading = page.frame_locator("#w-preview-iframe").locator("h1").first
    expect(heading).to_be_visible()
    return heading.inner_text()


def issues(page: Page, key: int) -> list[str]:
    """Return the issues that the checks of page `key` name, once they have counted its words too."""
    page.goto(f"/cms/pages/{key}/edit/", wait_until="domcontentloaded")
    open_panel(page, CHECKS)
    expect(page.locator("[data-content-word-count]")).to_have_text(re.compile(r"^\d+$"))
    names = page.locator("[data-content-checker-name]").all_inner_texts()
    assert page.locator("[data-content-checker-count]").inner_text() == str(len(names))
    return names


def test_every_page_type_is_seen_in_the_preview_beside_its_editor(page: Page, installation: Installation):
    pages = json.loads(installation.run(PAGES))
    headings = dict(installation.query("SELECT id, title FROM wagtailcore_page"))
    headings |= dict(installation.query("SELECT page_ptr_id, hero_title FROM home_homepage"))
    sign_in(page)

    shown = {name: heading_in_preview(page, key) for name, key in pages.items()}

    assert set(pages) == {model._meta.label for model in get_page_models()} - {"wagtailcore.Page"}
    assert shown == {name: headings[key] for name, key in pages.items()}


def test_the_checks_beside_the_editor_name_an_empty_heading_of_a_page_and_of_a_mail(
    page: Page, installation: Installation
):
    written, mail = (int(line) for line in installation.run(FAULTY).split())
    sign_in(page)

    assert (issues(page, written), issues(page, mail)) == (EMPTY, EMPTY)
