"""The map by keyboard and by touch: each mark says what it is, several open, and nothing needs JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from .keyboard import Keyboard

pytestmark = pytest.mark.attack

MAP = ".map svg"
SEVERAL = f"{MAP} a:has(.map__count)"
DIRECTORY = "/{}/members/"


def test_the_map_by_keyboard(typist: tuple[Keyboard, str]):
    """Marks are read row by row in the direction of the language, each with its words; Escape puts them away."""
    keyboard, language = typist
    page = keyboard.page
    page.goto(DIRECTORY.format(language))
    keyboard.tab_to(f"{MAP} a")
    seats, marks = [], page.locator(f"{MAP} a")
    for number in range(marks.count()):
        focused = page.locator(f"{MAP} a:focus-visible")
        expect(focused.locator(".map__label")).to_be_visible()
        expect(page.locator(f"{MAP} .map__label:visible")).to_have_count(1)
        box = focused.locator("circle").evaluate("circle => [circle.cx.baseVal.value, circle.cy.baseVal.value]")
        seats.append((box[1] // 90, box[0] if language == "en" else -box[0]))
        if number + 1 < marks.count():
            page.keyboard.press("Tab")
    assert seats == sorted(seats)

    page.keyboard.press("Escape")
    expect(page.locator(f"{MAP} .map__label:visible")).to_have_count(0)

    keyboard.tab_to(".map-regions a:not([aria-current])")
    keyboard.enter()
    expect(page).to_have_url(re.compile(rf"/{language}/members/\?section=[a-z-]+#map$"))
    expect(page.locator(".map-regions a[aria-current]")).to_have_count(1)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_map_by_touch(new_context, scripts: bool):
    """A first touch says what a mark is, the second opens it; without JavaScript the first one does."""
    context = new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, java_script_enabled=scripts
    )
    page = context.new_page()
    page.goto(DIRECTORY.format("en"))
    several = page.locator(SEVERAL).first
    address = several.get_attribute("href")

    several.locator("circle").tap()
    if scripts:
        expect(several.locator(".map__name")).to_be_visible()
        expect(page).to_have_url(re.compile(r"/en/members/$"))
        several.locator("circle").tap()

    expect(page).to_have_url(re.compile(re.escape(str(address)) + "$"))
    expect(page.locator(MAP)).to_be_visible()
    assert page.locator(f"{MAP} a").count() >= 2
