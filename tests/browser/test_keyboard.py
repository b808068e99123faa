"""The flows by keyboard alone: Tab, Shift+Tab, Enter, Space, arrows and letters; one always sees where one is."""

import re
import uuid
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .pages import PATHS, address
from .test_flows import CODE, new_address

STOPS_AT_MOST = 200
WaitForMail = Callable[..., str]

WHERE = """() => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const visible = target => {
        const style = getComputedStyle(target);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        // Within a date the browser marks day, month, year and picker itself.
        return outlined || style.boxShadow !== "none" || target.type === "date";
    };
    const box = e.getBoundingClientRect();
    const bar = e.closest(".bar") ? null : document.querySelector(".bar")?.getBoundingClientRect();
    return {
        html: e.outerHTML.slice(0, 120),
        name: e.getAttribute("name") || "",
        href: e.getAttribute("href") || "",
        tag: e.localName,
        marked: visible(e),
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: bar ? box.top >= bar.top && box.bottom <= bar.bottom && !e.closest(".skip-link") : false,
    };
}"""


class Keyboard:
    """Someone who has no mouse. Each step checks that the place of the focus can be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> dict:
        """Press `key`; return where the focus is, an empty dictionary when nowhere on the page."""
        self.page.keyboard.press(key)
        place = self.page.evaluate(WHERE) or {}
        if place and key in {"Tab", "Shift+Tab"}:
            assert place["marked"], f"No visible focus on {place['html']}"
            assert place["inside"], f"The focus is outside of the window on {place['html']}"
            assert not place["covered"], f"The bar covers the focus on {place['html']}"
        return place

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is on what `selector` finds."""
        seen = []
        for _stop in range(STOPS_AT_MOST):
            seen.append(self.press(key).get("html", "")[:60])
            if self.page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
                return
        raise AssertionError(f"{selector} is not reached by {key}: {seen[:40]}")

    def type(self, selector: str, text: str) -> None:
        """Go to a field and type."""
        self.tab_to(selector)
        self.page.keyboard.insert_text(text) if not text.isascii() else self.page.keyboard.type(text)

    def follow(self, selector: str) -> None:
        """Go to a link or button and press Enter; wait for the page that comes."""
        self.tab_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def choose(self, position: int) -> str:
        """Go down to an option of the list that has the focus; return its value."""
        for _option in range(position):
            self.page.keyboard.press("ArrowDown")
        return str(self.page.evaluate("document.activeElement.value"))


@pytest.fixture(params=["en", "ar"])
def typist(request: pytest.FixtureRequest, new_context: NewContext) -> tuple[Keyboard, str]:
    """A keyboard and a language."""
    context = new_context(viewport={"width": 1280, "height": 800}, locale=request.param, reduced_motion="reduce")
    return Keyboard(context.new_page()), request.param


def test_the_first_stop_skips_to_the_content(typist: tuple[Keyboard, str]):
    keyboard, language = typist
    wrong = {}
    for name in PATHS:
        keyboard.page.goto(address(name, language))
        first = keyboard.press("Tab")
        keyboard.page.keyboard.press("Enter")
        arrived = keyboard.page.evaluate("document.activeElement.id")
        following = keyboard.press("Tab")
        within = keyboard.page.evaluate("document.activeElement.closest('main, footer') !== null")
        if (first.get("href"), arrived, within) != ("#content", "content", True):
            wrong[name] = (first, arrived, following)

    assert wrong == {}


def test_every_stop_of_every_page_is_seen_and_none_is_a_trap(typist: tuple[Keyboard, str]):
    keyboard, language = typist
    for name in PATHS:
        keyboard.page.goto(address(name, language))
        stops = 0
        while keyboard.press("Tab") and stops < STOPS_AT_MOST:
            stops += 1

        assert 5 < stops < STOPS_AT_MOST, name


def test_registering(typist: tuple[Keyboard, str], installation: Installation, wait_for_mail: WaitForMail):
    keyboard, language = typist
    someone = new_address("typist")
    keyboard.page.goto(f"/{language}/events/")
    keyboard.follow("main a[href$='/events/femmes-du-monde-towns/']")
    keyboard.follow("main a[href$='/femmes-du-monde-towns/register/']")
    keyboard.tab_to("[name=category]")
    keyboard.page.keyboard.press("Space")
    keyboard.type("[name=name]", "نجمة" if language == "ar" else "A. Star")
    keyboard.tab_to("[name=language]")
    keyboard.tab_to("main [name=email]", "Shift+Tab")
    keyboard.page.keyboard.type(someone)
    keyboard.tab_to("[name=discreet]")
    keyboard.page.keyboard.press("Space")
    keyboard.follow("main form button[type=submit]")
    expect(keyboard.page).to_have_url(re.compile("/register/sent/(#id_email)?$"))

    wait_for_mail(someone)
    found = installation.query("SELECT language, discreet FROM events_registration WHERE email = %s", someone)
    assert found == [(language, True)]


def test_a_mistake_is_found_and_put_right(typist: tuple[Keyboard, str]):
    keyboard, language = typist
    keyboard.page.goto(address("register", language))
    keyboard.tab_to("[name=category]")
    keyboard.page.keyboard.press("Space")
    keyboard.type("[name=name]", "A. Star")
    with keyboard.page.expect_navigation():
        keyboard.page.keyboard.press("Enter")
    keyboard.tab_to(".error-summary a[href$='email']")
    keyboard.page.keyboard.press("Enter")

    assert keyboard.page.evaluate("document.activeElement.name") == "email"
    keyboard.page.keyboard.type(new_address("corrected"))
    with keyboard.page.expect_navigation():
        keyboard.page.keyboard.press("Enter")
    expect(keyboard.page).to_have_url(re.compile("/register/sent/(#id_email)?$"))


def test_subscribing(typist: tuple[Keyboard, str], installation: Installation, wait_for_mail: WaitForMail):
    keyboard, language = typist
    reader = new_address("typist")
    keyboard.page.goto(f"/{language}/")
    keyboard.follow("a[href$='/newsletter/']")
    keyboard.type("main [name=email]", reader)
    keyboard.tab_to("[name=consent]")
    keyboard.page.keyboard.press("Space")
    keyboard.follow("main form button[type=submit]")
    code = CODE.search(wait_for_mail(reader))
    assert code is not None
    keyboard.type("[name=code]", code[1])
    with keyboard.page.expect_navigation():
        keyboard.page.keyboard.press("Enter")

    found = installation.query("SELECT state, language FROM newsletters_subscriber WHERE email = %s", reader)
    assert found == [("confirmed", language)]


def test_signing_up_to_the_check(typist: tuple[Keyboard, str], installation: Installation):
    keyboard, language = typist
    contact, name = new_address("cabinet"), f"Commune {uuid.uuid4().hex[:8]}"
    keyboard.page.goto(address("charter", language))
    keyboard.follow("main a[href$='/charter/sign/']")
    keyboard.type("main [name=email]", contact)
    keyboard.follow("main form button[type=submit]")

    keyboard.type("#q", name)
    with keyboard.page.expect_navigation():
        keyboard.page.keyboard.press("Enter")
    keyboard.tab_to("[name=country]")  # nothing was found: the proposal is open, the name is in it
    country = keyboard.choose(3)
    keyboard.follow("form:has(input[value=propose]) button[type=submit]")

    keyboard.type("[name=signatory_name]", "Camille Exemple")
    keyboard.type("[name=signatory_role]", "Mayor")
    keyboard.type("[name=official_email]", new_address("mayor"))
    keyboard.type("[name=contact_name]", "Alex Exemple")
    keyboard.follow("main form[method=post] button[type=submit]")

    keyboard.type("[name=act_body]", "Municipal council")
    keyboard.type("[name=act_number]", "2026-42")
    keyboard.tab_to("[name=act_date]")
    keyboard.page.keyboard.type("01012026")  # first of January in every order of day and month
    keyboard.follow("main form[method=post] button[type=submit]")

    expect(keyboard.page).to_have_url(re.compile("/check/$"))
    found = installation.query(
        "SELECT proposed_name, proposed_country, signatory_role, act_number, act_date::text FROM charter_signature "
        "WHERE contact_email = %s",
        contact,
    )
    assert found == [(name, country, "Mayor", "2026-42", "2026-01-01")]
    assert re.fullmatch("[A-Z]{2}", country)
    keyboard.tab_to("[name=agree]")
    keyboard.page.keyboard.press("Space")
    keyboard.follow("main form[method=post] button[type=submit]")
    expect(keyboard.page).to_have_url(re.compile("/code/$"))
