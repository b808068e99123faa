"""On paper: words in black on white, whatever the screen was, nothing to press, and tables inside the margins."""

import pytest
from playwright.sync_api import Page

from .conftest import NewContext
from .pages import address

pytestmark = pytest.mark.attack

ONLY_ON_SCREEN = ".bar, .navigation, .header__tools, .breadcrumb, .footer, .skip-link, main .button"
# What is drawn of the words: each colour of a text that is shown, and each ground behind one, with a word of it.
INK = """() => {
    const found = {};
    for (const element of document.querySelectorAll("main, main *")) {
        const words = [...element.childNodes].find(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!words || !element.checkVisibility({visibilityProperty: true})) continue;
        const style = getComputedStyle(element);
        found[style.color] ??= words.data.trim().slice(0, 40);
    }
    return found;
}"""
GROUNDS = """() => Object.fromEntries([document.body, ...document.querySelectorAll("main *")].flatMap(element => {
    const ground = getComputedStyle(element).backgroundColor;
    const shown = element.checkVisibility() && element.innerText?.trim();
    return shown && !ground.endsWith(", 0)") ? [[ground, element.outerHTML.slice(0, 80)]] : [];
}))"""


def luminance(colour: str) -> float:
    """Return how bright a CSS colour such as `rgb(0, 0, 0)` is, of 0 to 255."""
    red, green, blue = (float(part) for part in colour.partition("(")[2].rstrip(")").split(",")[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture(params=["light", "dark"])
def paper(request: pytest.FixtureRequest, new_context: NewContext) -> Page:
    """What the printer gets from a screen in light or dark."""
    page = new_context(viewport={"width": 794, "height": 1123}, color_scheme=request.param).new_page()
    page.emulate_media(media="print", color_scheme=request.param)
    return page


@pytest.mark.parametrize("name", ["charter", "event", "programme"])
def test_it_is_black_on_white_and_nothing_is_to_press(paper: Page, name: str):
    paper.goto(address(name))

    shown = [part for part in paper.locator(ONLY_ON_SCREEN).all() if part.is_visible()]
    assert [part.evaluate("element => element.outerHTML.slice(0, 80)") for part in shown] == []
    assert paper.locator("main h1").is_visible()
    assert len(paper.locator("main").inner_text()) > 500
    assert {colour: text for colour, text in paper.evaluate(INK).items() if luminance(colour) > 60} == {}
    assert {ground: what for ground, what in paper.evaluate(GROUNDS).items() if luminance(ground) < 230} == {}
