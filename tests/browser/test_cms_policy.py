"""The CMS under its policy: its main screens are walked and used, and nothing that they do is against it.

A violation is heard by the browser itself, also of what no page shows: decision 0014-two-content-policies.
"""

import json
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .editors import PASSWORD, make_editor

HEAR = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.violated([event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber].join(" "))
);
"""
SCREENS = """
import json
from django.urls import reverse
from events.models import Event
from home.models import HomePage
home = HomePage.objects.filter(locale__language_code="en").first()
found = [reverse(name) for name in (
    "wagtailadmin_home", "wagtailimages:index", "wagtailimages:add_multiple", "wagtailredirects:add",
    "wagtailadmin_workflows:add", "wagtailadmin_reports:site_history", "wagtailadmin_account",
)]
found += [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in (home,)]
found.append(reverse("wagtailadmin_explore", args=[home.pk]))
found.append(reverse("wagtailadmin_pages:add", args=["home", "standardpage", home.pk]))
found.append(reverse("wagtail_localize:submit_page_translation", args=[home.pk]))
print(json.dumps(found))
"""


@dataclass
class Visit:
    """A browser that hears of every violation, and the page where it happened."""

    page: Page
    heard: list[str] = field(default_factory=list)

    def hear(self, violation: str) -> None:
        self.heard.append(f"{self.page.url} {violation}")


@pytest.fixture
def visit(new_context: NewContext, installation: Installation) -> Visit:
    """An administrator in the CMS."""
    context = new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page())
    context.expose_function("violated", visit.hear)
    context.add_init_script(HEAR)
    visit.page.on("pageerror", lambda error: visit.hear(str(error)))
    editor = make_editor(installation)
    visit.page.goto("/accounts/login/")
    visit.page.locator("main [name=login]").fill(editor.name)
    visit.page.locator("main [name=password]").fill(PASSWORD)
    with visit.page.expect_navigation():
        visit.page.locator("main form[method=post] button[type=submit]").first.click()
    return visit


def screens(installation: Installation) -> list[str]:
    """Return the addresses of the CMS's main screens, with a row of each kind."""
    return list(json.loads(installation.run(SCREENS).splitlines()[-1]))


@pytest.mark.attack
def test_no_screen_of_the_cms_does_what_its_policy_forbids(visit: Visit, installation: Installation):
    """Nor does any script fail."""
    for address in screens(installation):
        visit.page.goto(address)

    assert visit.heard == []


def test_choosers_and_rows_start_without_an_inline_script(visit: Visit):
    page = visit.page
    page.goto("/cms/redirects/add/")
    page.get_by_role("button", name="Choose a page").click()
    expect(page.locator(".modal-dialog")).to_be_visible()

    page.goto("/cms/workflows/add/")
    page.locator("[id$='-ADD'], [id$='-OPEN_MODAL']").first.click()
    expect(page.locator("[data-inline-panel-child]").first).to_be_visible()

    assert visit.heard == []
