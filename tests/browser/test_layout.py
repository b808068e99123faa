"""On a phone: the menu by a thumb, the map by touch, whole tables, and the programme of three days."""

import re

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.installation import Installation
from tests.named_templates import HEADER

from .conftest import NewContext
from .editors import KEY, PASSWORD, make_editor
from .pages import ACCOUNT_TABLES, LANGUAGES, TABLES
from .steps import sign_in

PHONE = {"width": 360, "height": 740}
WAYS = ["members", "charter", "events", "resources"]


def box(part: Locator) -> dict[str, float]:
    """Return where `part` is in the window. Raises AssertionError when it is not drawn."""
    found = part.bounding_box()
    assert found is not None
    return dict(found)


@pytest.mark.parametrize(("language", "words"), [("en", ("Menu", "Close")), ("ar", ("القائمة", "إغلاق"))])
def test_a_thumb_opens_the_menu_below_its_button_and_closes_it_without_script(
    new_context: NewContext, language: str, words: tuple[str, str]
):
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False).new_page()
    page.goto(f"/{language}/events/", wait_until="networkidle")  # its fonts are there: nothing moves any more
    button, panel = page.locator(".menu > summary"), page.locator(".menu__panel")
    before = box(button)
    expect(button).to_have_text(words[0], use_inner_text=True)
    expect(panel).to_be_hidden()

    button.tap()

    expect(button).to_have_text(words[1], use_inner_text=True)
    opened, shown = box(button), box(panel)
    assert (opened["y"], opened["height"]) == (before["y"], before["height"])
    assert shown["y"] >= opened["y"] + opened["height"]
    assert (shown["x"], shown["width"]) == (0, PHONE["width"])
    assert {f"/{language}/{way}/" for way in (*WAYS, "help", "charter/sign")} <= {
        link.get_attribute("href") for link in panel.locator("a").all() if link.is_visible()
    }
    assert panel.locator("[aria-current]").get_attribute("href") == f"/{language}/events/"
    button.tap()
    expect(panel).to_be_hidden()


CUT = """() => [...document.querySelectorAll("main table:not(.table--wide)")].flatMap(table => {
    const region = (table.closest(".table-region") ?? document.body).getBoundingClientRect();
    const seen = [Math.max(region.left, 0), Math.min(region.right, innerWidth)];
    const parts = [...table.querySelectorAll("th, td, :is(th, td) :not(svg, svg *, input)")].filter(part => {
        const box = part.getBoundingClientRect();
        const whole = box.left >= seen[0] - 1 && box.right <= seen[1] + 1 && part.scrollWidth <= part.clientWidth + 1;
        return part.checkVisibility() && !part.closest("thead, .visually-hidden") && box.width && !whole;
    });
    return parts.map(part => part.textContent.trim().slice(0, 40));
})"""


def cut(page: Page) -> dict[tuple[str, int], list[str]]:
    """Return what is cut off of the tables of `page` on two phones, by address and width; or that it has none.

    A wide one, of places by years, scrolls in a region of its own, which the keyboard reaches; its first column stays.
    """
    regions = page.locator("main .table--wide").evaluate_all("all => all.map(one => one.parentElement.tabIndex)")
    assert {*regions} <= {0}
    page.evaluate("document.querySelectorAll('main details').forEach(part => part.open = true)")
    found = {} if page.locator("main table").count() else {(page.url, 0): ["no table"]}
    for width in (360, 390):
        page.set_viewport_size({"width": width, "height": 740})
        if parts := page.evaluate(CUT):
            found[page.url, width] = parts
    return found


def missing(answer: Response | None, templates: tuple[str, ...]) -> set[str]:
    """Return which of `templates` are not in the page that was answered."""
    assert answer is not None
    return set(templates) - set(answer.headers[HEADER.lower()].split(","))


@pytest.mark.attack
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_is_cut_on_a_phone(new_context: NewContext, installation: Installation, language: str):
    page, editor = new_context(viewport=PHONE, locale=language).new_page(), make_editor(installation)
    found, absent = {}, set()
    for path, templates in (TABLES | ACCOUNT_TABLES).items():
        if path in ACCOUNT_TABLES:
            sign_in(page, editor.name, PASSWORD)
            installation.run(KEY.format(name=editor.name))
        answer = page.goto(path if path.startswith("/") else f"/{language}/{path}")
        absent |= missing(answer, templates)
        found |= cut(page)

    assert absent == set()
    assert found == {}


MAP = ".map svg"


@pytest.mark.attack
@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_map_by_touch(new_context: NewContext, scripts: bool):
    """A first touch says what a mark is, the second opens it; without JavaScript the first one does."""
    context = new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto("/en/members/")
    several = page.locator(f"{MAP} a:has(.map__count)").first
    address = several.get_attribute("href")

    several.locator("circle").tap()
    if scripts:
        expect(several.locator(".map__name")).to_be_visible()
        expect(page).to_have_url(re.compile(r"/en/members/$"))
        several.locator("circle").tap()

    expect(page).to_have_url(re.compile(re.escape(str(address)) + "$"))
    expect(page.locator(MAP)).to_be_visible()
    assert page.locator(f"{MAP} a").count() >= 2


def test_the_programme_of_three_days_is_five_screens_and_its_links_open_what_is_folded(new_context: NewContext):
    page = new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="ar").new_page()
    page.goto("/ar/events/seminar-caring-territories/")
    expect(page.locator(".programme__day")).to_have_count(3)
    expect(page.locator("details.session-line:has(article)")).to_have_count(24)
    assert box(page.locator("section.programme"))["height"] < 5 * 800
    expect(page.locator(".register-bar a")).to_be_in_viewport()

    page.locator("details.session-line:has(article) summary").first.click()
    page.locator("article a[href^='#speaker-']:visible").first.click()
    page.locator(".speaker__words:target a[href^='#session-']").first.click()

    expect(page.locator("article:target")).to_be_visible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_card_of_an_event_that_stays_in_view_is_whole_in_a_window_of_1280_by_800(
    new_context: NewContext, language: str
):
    page = new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"/{language}/events/seminar-caring-territories/", wait_until="networkidle")
    card = page.locator(".with-card__card")
    page.evaluate("scrollTo(0, document.querySelector('.with-card__text').offsetTop)")

    sizes = card.evaluate("card => [card.scrollHeight, card.clientHeight, getComputedStyle(card).position]")
    assert (sizes[0] <= sizes[1], sizes[2]) == (True, "sticky"), sizes
    assert box(page.locator(".bar"))["height"] <= box(card)["y"] <= box(card)["y"] + sizes[1] <= 800
