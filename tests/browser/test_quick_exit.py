"""Quick exit: always there, always works; with JavaScript the page is gone at once and Back does not bring it back."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from .conftest import NewContext
from .looking import QUICK_EXIT, WIDTHS, leaves
from .neutral import NeutralSite
from .pages import PATHS, address
from .secret_pages import WALKED

TELL_WHAT_IS_LEFT = """() => new MutationObserver((changes, observer) => {
    observer.disconnect();
    const shown = [...document.querySelectorAll("*")].filter(e => getComputedStyle(e).visibility === "visible");
    const typed = document.querySelector("[name=name]").value;
    const left = {title: document.title, typed, kept: localStorage.length, shown: shown.length};
    fetch("/what-is-left", {method: "POST", body: JSON.stringify(left)});
}).observe(document.documentElement, {attributeFilter: ["data-away"]})"""
FORGET = "/exit/now/"


@pytest.fixture
def visit(new_context: NewContext, neutral: NeutralSite) -> Callable[..., Page]:
    """Open a page of a desktop's width."""

    def open_page(**options: object) -> Page:
        return new_context(viewport={"width": 1280, "height": 900}, **options).new_page()

    return open_page


def press_shift(page: Page, times: int) -> None:
    for _time in range(times):
        page.keyboard.press("Shift")


LEAVE: dict[str, Callable[[Page], None]] = {
    "click": lambda page: page.locator(".bar a.quick-exit").click(no_wait_after=True),
    "shift": lambda page: press_shift(page, 3),
}


def test_every_page_has_it_in_sight_without_javascript(new_context: NewContext):
    """Every other page in Arabic: the walk through all pages looks at each in both languages, with JavaScript."""
    page = new_context(java_script_enabled=False).new_page()
    problems = {}
    for number, name in enumerate(PATHS):
        page.goto(address(name, WALKED[number % len(WALKED)]))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 700})
            found = page.evaluate(QUICK_EXIT)
            if not (leaves(found) and found[0]["href"] == FORGET):
                problems[name, width] = found

    assert problems == {}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_without_javascript_it_leads_to_the_neutral_site_at_once(
    visit: Callable[..., Page], neutral: NeutralSite, language: str
):
    page = visit(java_script_enabled=False)
    neutral.asked.clear()
    for name, link in (("charter", ".bar a.quick-exit"), ("exit", f"main a[href='{FORGET}']")):
        page.goto(address(name, language))
        page.locator(link).click()
        expect(page).to_have_url(neutral.url)

    assert ["referer" in headers for headers in neutral.asked] == [False, False]


OTHERS = [pytest.param(name, marks=pytest.mark.attack) for name in ("charter", "sign", "newsletter", "exit")]


@pytest.mark.parametrize("way", LEAVE)
@pytest.mark.parametrize("name", ["home", "register", *OTHERS])
def test_leaving_opens_the_neutral_page_and_tells_it_nothing(
    visit: Callable[..., Page], neutral: NeutralSite, way: str, name: str
):
    page = visit()
    page.goto(address(name))
    neutral.asked.clear()
    LEAVE[way](page)

    expect(page).to_have_url(neutral.url)
    assert ["referer" in headers for headers in neutral.asked] == [False]


@pytest.mark.parametrize("way", LEAVE)
def test_the_page_is_blank_before_anything_answers(visit: Callable[..., Page], neutral: NeutralSite, way: str):
    page = visit()
    held: list[Route] = []
    page.context.route(f"{neutral.url}**", lambda route: held.append(route))  # a slow network: no answer yet
    page.goto(address("register"))
    page.locator("[name=name]").fill("A. Star")
    page.evaluate("localStorage.setItem('read', 'charter')")
    page.evaluate(TELL_WHAT_IS_LEFT)  # the page itself: the driver waits for the neutral one
    with page.expect_request("**/what-is-left") as told:
        LEAVE[way](page)

    assert told.value.post_data_json == {"title": "", "typed": "", "kept": 0, "shown": 0}
    deadline = time.monotonic() + 5
    while not held and time.monotonic() < deadline:
        page.wait_for_timeout(50)  # the navigation starts a moment after the page is blank
    held[0].continue_()
    expect(page).to_have_url(neutral.url)


@pytest.mark.parametrize("broken", ["late", "refused", "failing"])
def test_a_server_that_does_not_answer_holds_nobody_up(visit: Callable[..., Page], neutral: NeutralSite, broken: str):
    page = visit()
    answers = {
        "late": lambda route: None,
        "refused": lambda route: route.abort(),
        "failing": lambda route: route.fulfill(status=502, body="Bad gateway"),
    }
    page.context.route(f"**{FORGET}", answers[broken])
    page.goto(address("charter"))
    press_shift(page, 3)

    expect(page).to_have_url(neutral.url)


@pytest.mark.parametrize("way", LEAVE)
def test_back_shows_no_page_of_this_site(visit: Callable[..., Page], neutral: NeutralSite, way: str):
    page = visit()
    page.goto("about:blank")
    page.goto(address("home"))
    page.goto(address("charter"))
    LEAVE[way](page)
    expect(page).to_have_url(neutral.url)
    shown: list[str] = []
    page.on("domcontentloaded", lambda opened: shown.append(opened.url))

    page.evaluate("history.back()")  # the charter was replaced; the home page before it leaves again, unseen
    page.wait_for_timeout(300)
    expect(page).to_have_url(neutral.url)
    expect(page.locator("h1")).to_have_text("Welcome to an encyclopaedia")
    assert not [url for url in shown if url.endswith("/en/charter/")]
    page.goto(address("charter"))  # who comes back on purpose is welcome
    expect(page.locator("main h1")).to_be_visible()


def test_writing_capitals_does_not_leave(visit: Callable[..., Page]):
    page = visit()
    page.goto(address("register"))
    page.locator("[name=name]").click()
    for letter in "UCLG":
        page.keyboard.press(f"Shift+{letter}")
    press_shift(page, 2)

    assert page.locator("[name=name]").input_value() == "UCLG"
    expect(page).to_have_url(re.compile(f"{PATHS['register']}$"))
