"""What stands where: the ways through the site, and facts beside a text, on a wide screen and on a phone."""

from itertools import pairwise
from statistics import median

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from home.demo.content_files import read
from tests.installation import Installation
from tests.named_templates import HEADER

from .conftest import NewContext
from .editors import KEY, PASSWORD, make_editor, send
from .keyboard import Keyboard
from .pages import ACCOUNT_TABLES, LANGUAGES, TABLES, address

PHONE = {"width": 360, "height": 740}
WAYS = ["members", "charter", "events", "resources"]
BESIDE = (
    "event",
    "webinar",
    "register",
    "member",
    "signatory",
    "resource",
    "initiative",
    "help",
    "charter",
    "newsletter",
)
CHARACTERS = """() => {
    // How many characters a full line holds of the text that is read.
    const found = [...document.querySelectorAll("main .prose p")];
    const text = found.sort((a, b) => b.innerText.length - a.innerText.length)[0];
    if (!text) return null;
    const range = document.createRange();
    range.selectNodeContents(text);
    const drawn = [...range.getClientRects()].reduce((sum, line) => sum + line.width, 0);
    return (text.innerText.length / drawn) * text.getBoundingClientRect().width;
}"""


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
    page.goto(f"/{language}/events/", wait_until="networkidle")  # its fonts are there: nothing moves any more
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


@pytest.mark.attack
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


@pytest.mark.attack
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


@pytest.mark.attack
def test_facts_stay_beside_the_text_on_a_wide_screen_and_neither_is_cut_off(page: Page):
    """The card is at the end of the line, remains in sight while one reads, and the text has lines one can follow."""
    wrong, lengths = {}, {}
    for name in BESIDE:
        page.goto(address(name))
        card, text = page.locator(".with-card__card"), page.locator(".with-card__text")
        left, right = box(page.locator(":is(.with-card__notice, .with-card__text)").first), box(card)
        gap = right["x"] - (left["x"] + left["width"])
        if not (gap > 0 and right["width"] >= 350 and abs(left["y"] - right["y"]) < 1):
            wrong[name] = (left, right)
        if length := page.evaluate(CHARACTERS):
            lengths[name] = length
        page.evaluate("scrollTo(0, 400)")
        fits = right["height"] < 800 and box(text)["height"] > 1300
        if fits and not box(card)["y"] >= 48:
            wrong[name] = "it scrolls away"

    assert wrong == {}
    assert len(lengths) == len(BESIDE) - 1  # a form has no text to read
    assert {name: length for name, length in lengths.items() if not 60 <= length <= 75} == {}


@pytest.mark.attack
@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_a_phone_the_action_comes_before_the_text(new_context: NewContext, language: str):
    page = new_context(viewport=PHONE).new_page()
    for name, action in (("webinar", "a[href*='/register/']"), ("charter", "a[href$='/charter/sign/']")):
        page.goto(address(name, language))
        button, text = box(page.locator(f".fact-card {action}")), box(page.locator(".with-card__text"))

        assert button["y"] + button["height"] < text["y"]
        assert button["y"] < 2 * PHONE["height"]
    page.goto(address("help", language))
    assert box(page.locator(".with-card__text"))["y"] < box(page.locator(".with-card__card"))["y"]


SHOWN = """row => {
    const cells = [...row.querySelectorAll("th, td")];
    return cells.filter(cell => cell.checkVisibility() && cell.innerText.trim()).length;
}"""


@pytest.mark.attack
@pytest.mark.parametrize("language", ["en", "ar"])
def test_sixteen_members_fit_two_screens_of_a_phone(new_context: NewContext, language: str):
    """Each is a card with its name, its country and at most one badge. Those that other tests added are passed over."""
    page = new_context(viewport=PHONE).new_page()
    links = ", ".join(f'a[href$="/members/{member["slug"]}/"]' for member in read("members")["member"])
    for number in range(1, 9):  # which stand on pages before, where they are many
        page.goto(f"{address('members', language)}?page={number}")
        if rows := page.locator(f".table--compact tbody tr:has({links})").all():
            break

    assert len(rows) > 3
    assert 16 * median(box(row)["height"] for row in rows) <= 2 * PHONE["height"]
    assert {row.evaluate(SHOWN) - row.locator(".badge").count() for row in rows} == {2}
    assert {row.locator(".badge").count() for row in rows} == {0, 1}


OUTSIDE = """() => [...document.querySelectorAll("main .chart text, main .table-region, main .button")].filter(part => {
    const box = part.getBoundingClientRect();
    return part.checkVisibility() && (box.left < -0.5 || box.right > innerWidth + 0.5);
}).map(part => part.outerHTML.slice(0, 80))"""


@pytest.mark.attack
@pytest.mark.parametrize("language", ["en", "ar"])
def test_tables_of_figures_open_below_their_charts_and_nothing_is_cut_off(new_context: NewContext, language: str):
    page = new_context(viewport={"width": 320, "height": 740}, java_script_enabled=False).new_page()
    for name, tables in (("statistics", 2), ("progress", 1)):
        page.goto(address(name, language))
        closed = page.locator("main .disclosure:not([open])")
        expect(closed).to_have_count(tables)
        assert page.evaluate(OUTSIDE) == []
        inside = page.locator("main .disclosure .table").first
        expect(inside).to_be_hidden()

        closed.first.locator("summary").focus()
        page.keyboard.press("Enter")

        expect(inside).to_be_visible()
        assert page.evaluate(OUTSIDE) == []


CUT = """() => [...document.querySelectorAll("main table")].flatMap(table => {
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
    """Return what is cut off of the tables of `page` on two phones, by address and width; or that it has none."""
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
def test_no_table_is_cut_on_a_phone(new_context: NewContext, language: str):
    page = new_context(viewport=PHONE, locale=language).new_page()
    found, absent = {}, set()
    for path, templates in TABLES.items():
        answer = page.goto(path if path.startswith("/") else f"/{language}/{path}")
        absent |= missing(answer, templates)
        found |= cut(page)

    assert absent == set()
    assert found == {}


@pytest.mark.attack
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_table_of_an_account_is_cut_on_a_phone(new_context: NewContext, installation: Installation, language: str):
    page, editor = new_context(viewport=PHONE, locale=language).new_page(), make_editor(installation)
    page.goto("/accounts/login/")
    send(page, login=editor.name, password=PASSWORD)
    installation.run(KEY.format(name=editor.name))
    for path, templates in ACCOUNT_TABLES.items():
        assert missing(page.goto(path), templates) == set()
        assert cut(page) == {}
