"""The way through the site: one bar on a wide screen, and on a phone a menu that leaves its own button free."""

from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import NewContext
from .keyboard import Keyboard

PHONE = {"width": 360, "height": 740}
WAYS = ["members", "charter", "events", "resources"]


def box(part: Locator) -> dict[str, float]:
    """Return where `part` is in the window. Raises AssertionError when it is not drawn."""
    found = part.bounding_box()
    assert found is not None
    return dict(found)


def menu(page: Page) -> tuple[Locator, Locator]:
    """Return the button of the phone's menu, and what it opens."""
    return page.locator(".menu > summary"), page.locator(".menu__panel")


@pytest.mark.parametrize(("language", "words"), [("en", ("Menu", "Close")), ("ar", ("القائمة", "إغلاق"))])
def test_a_thumb_opens_the_menu_below_its_button_and_closes_it_without_script(
    new_context: NewContext, language: str, words: tuple[str, str]
):
    page = new_context(viewport=PHONE, has_touch=True, is_mobile=True, java_script_enabled=False).new_page()
    page.goto(f"/{language}/events/")
    button, panel = menu(page)
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


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_menu_is_opened_used_and_closed_by_keyboard(new_context: NewContext, language: str):
    page = new_context(viewport=PHONE, reduced_motion="reduce").new_page()
    page.goto(f"/{language}/help/")
    keyboard = Keyboard(page)
    button, panel = menu(page)

    keyboard.tab_to(".menu > summary")
    page.keyboard.press("Enter")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    keyboard.follow(f".menu__panel a[href='/{language}/charter/']")

    expect(page.locator("main h1")).to_be_visible()
    assert page.url.endswith(f"/{language}/charter/")
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_bar_stands_in_one_line_on_a_wide_screen(page: Page, language: str):
    page.goto(f"/{language}/webinars/")
    parts = [box(part) for part in page.locator(".brand, .navigation a, .header__tools").all()]

    middles = {round(part["y"] + part["height"] / 2) for part in parts}
    assert max(middles) - min(middles) <= 1
    assert {part["height"] for part in parts[1:-1]} == {44}
    sides = sorted((part["x"], part["x"] + part["width"]) for part in parts)
    assert all(end <= start for (_, end), (start, _) in pairwise(sides))
    assert page.locator(".navigation a[aria-current]").get_attribute("href") == f"/{language}/events/"
    assert menu(page)[0].is_hidden()
