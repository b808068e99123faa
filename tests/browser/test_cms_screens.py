"""Every screen of ours in the CMS, on a desk and on a telephone: every control is in the window, and no script fails.

Nor does one do what the policy forbids, which the browser itself hears, also of what no page shows (decision
0014-two-content-policies). `make attack` opens all, each in two languages; the short form a sample, each in one.
"""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page, expect

from tests.attacks.measuring import LONG
from tests.installation import Installation

from .conftest import NewContext
from .editors import PASSWORD, Editor, make_editor
from .steps import sign_in

SIZES = [{"width": 1280, "height": 900}, {"width": 390, "height": 844}]
LANGUAGES = ("en", "ar")
OTHERS = 14  # of how many screens the short form opens one
NEW_EVENT, NEW_REQUEST = "/cms/snippets/events/event/add/", "/cms/person-requests/new/"
SCREENS = """
import json
from django.db import transaction
from django.urls import get_resolver
from tests.project.cms_world import make_world, screens
get_resolver().url_patterns
with transaction.atomic():
    print(json.dumps(screens(make_world() if {world} else {{"cms/": 0}})))
"""
HEAR = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.violated([event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber].join(" "))
);
"""
OF_WAGTAIL = [
    f"/cms/{screen}/"
    for screen in ("images", "images/multiple/add", "redirects/add", "workflows/add", "reports/site-history", "account")
]
# The sidebar slides when the window becomes narrow; what never ends is not waited for.
SETTLED = """() => Promise.all(document.getAnimations().filter((one) => one.effect.getTiming().iterations < 2)
    .map((one) => one.finished.catch(() => null)))"""
# What nobody can reach: outside the window and in nothing that scrolls, or under another control.
OUT_OF_REACH = """() => {
    const faults = [], shown = {visibilityProperty: true, opacityProperty: true}, tell = (fault, one) =>
        faults.push(`${fault}: ${one.outerHTML.slice(0, 160)}`);
    if (document.documentElement.scrollWidth > innerWidth) tell("too wide", document.documentElement);
    const scrolls = (one) => {
        for (let box = one.parentElement; box.tagName !== "MAIN"; box = box.parentElement) {
            const {overflowX} = getComputedStyle(box);
            if (["auto", "scroll"].includes(overflowX) && box.scrollWidth > box.clientWidth) return true;
        }
        return false;
    };
    const seen = (one) => one.checkVisibility(shown) && one.getBoundingClientRect().width > 1;
    const all = [...document.querySelectorAll("main :is(a[href], button, input, select, textarea, table)")]
        .filter((one) => seen(one) && !one.closest("[aria-hidden=true], [tabindex='-1'], .w-sr-only"));
    for (const one of all) {
        const {left, right} = one.getBoundingClientRect();
        if ((left < -1 || right > innerWidth + 1) && !scrolls(one)) tell("outside", one);
    }
    const fields = all.filter((one) => one.matches("input, select, textarea"));
    const boxes = fields.map((one) => one.getBoundingClientRect());
    boxes.forEach((a, number) => boxes.slice(number + 1).forEach((b) => {
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        if (across > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2) tell("covered", fields[number]);
    }));
    return faults;
}"""


class Desk:
    """An administrator in the CMS, and what their browser complains of."""

    def __init__(self, page: Page, editor: Editor) -> None:
        self.page = page
        self.errors: list[str] = []
        page.expose_function("violated", self.hear)
        page.add_init_script(HEAR)
        page.on("pageerror", self.hear)
        sign_in(page, editor.name, PASSWORD)

    def hear(self, error: object) -> None:
        """Note an error or a violation of the policy."""
        self.errors.append(f"{self.page.url}: {error}")

    def faults(self, address: str, sizes: list[dict[str, int]]) -> Iterator[str]:
        """Yield what is wrong with the screen at `address`, in each of `sizes`."""
        self.page.set_viewport_size(sizes[0])  # type: ignore[arg-type]
        try:
            answer = self.page.goto(address)
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            return  # a file has no controls
        if answer is None or answer.status != 200:
            return
        for size in sizes:
            self.page.set_viewport_size(size)  # type: ignore[arg-type]
            self.page.evaluate(SETTLED)
            yield from (f"{address} {size['width']} {fault}" for fault in self.page.evaluate(OUT_OF_REACH))


@pytest.fixture
def desks(new_context: NewContext, installation: Installation) -> dict[str, Desk]:
    """The CMS in each language."""
    editor = make_editor(installation)
    return {language: Desk(new_context(locale=language).new_page(), editor) for language in LANGUAGES}


@pytest.mark.attack
def test_no_script_fails_and_every_control_is_in_the_window(desks: dict[str, Desk], installation: Installation):
    screens = OF_WAGTAIL + json.loads(installation.run(SCREENS.format(world=LONG)).splitlines()[-1])
    found = []

    for number, address in enumerate(screens if LONG else screens[::OTHERS]):
        for language in LANGUAGES if LONG else [LANGUAGES[number % 2]]:
            found += [f"{language} {fault}" for fault in desks[language].faults(address, SIZES)]

    assert len(screens) > 200
    assert found + [error for desk in desks.values() for error in desk.errors] == []


@pytest.mark.attack
def test_a_date_is_picked_and_a_mistake_is_gone_to(desks: dict[str, Desk]):
    page = desks["en"].page
    page.goto(NEW_REQUEST)
    page.locator("[name=received_on]").click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    page.goto(NEW_EVENT)
    page.locator("[name=start]").click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    page.keyboard.press("Escape")

    page.locator("[name=title_en]").fill("First title")
    with page.expect_navigation():
        page.get_by_role("button", name="Save as drafts").click()

    expect(page.locator(".error-message").first).to_be_focused()
    expect(page.locator("[name=title_en]")).to_have_value("First title")


def test_choosers_and_rows_start_without_an_inline_script(new_context: NewContext, installation: Installation):
    desk = Desk(new_context(viewport=SIZES[0]).new_page(), make_editor(installation))
    page = desk.page
    page.goto("/cms/redirects/add/")
    page.get_by_role("button", name="Choose a page").click()
    expect(page.locator(".modal-dialog")).to_be_visible()

    page.goto("/cms/workflows/add/")
    page.locator("[id$='-ADD'], [id$='-OPEN_MODAL']").first.click()
    expect(page.locator("[data-inline-panel-child]").first).to_be_visible()

    assert desk.errors == []
