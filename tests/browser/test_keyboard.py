"""The flows by keyboard alone: Tab, Shift+Tab, Enter, Space, arrows and letters; one always sees where one is."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.installation import Installation

from .editors import SUBMIT
from .keyboard import STOPS_AT_MOST, Keyboard
from .pages import PATHS, address
from .steps import WaitForMail, code_in, link_in, new_address

WITHIN = "selector => document.activeElement.closest(selector) !== null"


@pytest.mark.attack
def test_on_every_page_one_skips_to_the_content_sees_every_stop_of_it_and_leaves_it(typist: tuple[Keyboard, str]):
    """What stands above and below the content is the same on all pages: one is walked through as a whole below."""
    keyboard, language = typist
    wrong = {}
    for name in PATHS:
        keyboard.page.goto(address(name, language))
        first = keyboard.press("Tab")
        keyboard.page.keyboard.press("Enter")
        arrived = keyboard.page.evaluate("document.activeElement.id")
        following = keyboard.press("Tab")
        within = keyboard.page.evaluate(WITHIN, "main, footer")
        if (first.get("href"), arrived, within) != ("#content", "content", True):
            wrong[name] = (first, arrived, following)
        stops = 0
        while not keyboard.page.evaluate(WITHIN, "footer") and stops < STOPS_AT_MOST:
            keyboard.press("Tab")
            stops += 1
        if not stops < STOPS_AT_MOST:
            wrong[name] = "a trap"

    assert wrong == {}
    for name in ("home", "missing"):
        keyboard.page.goto(address(name, language))
        stops = 0
        while keyboard.press("Tab") and stops < STOPS_AT_MOST:
            stops += 1
        assert 5 < stops < STOPS_AT_MOST, name


def test_registering_and_giving_the_seat_back(
    typist: tuple[Keyboard, str], installation: Installation, wait_for_mail: WaitForMail
):
    keyboard, language = typist
    someone = new_address("typist")
    keyboard.page.goto(f"/{language}/events/")
    keyboard.follow("main a[href$='/events/femmes-du-monde-towns/']")
    keyboard.follow("main a[href$='/femmes-du-monde-towns/register/']")
    keyboard.tick("[name=category]")
    keyboard.type("[name=name]", "نجمة" if language == "ar" else "A. Star")
    keyboard.tab_to("[name=discreet]")
    keyboard.tab_to("main [name=email]", "Shift+Tab")
    keyboard.page.keyboard.type(someone)
    keyboard.tick("[name=discreet]")
    keyboard.follow("main form button[type=submit]")
    expect(keyboard.page).to_have_url(re.compile("/register/sent/(#id_email)?$"))

    assert installation.query("SELECT state FROM events_registration WHERE email = %s", someone) == []
    keyboard.page.goto(link_in(wait_for_mail(someone), "/c/", installation))
    keyboard.follow("main form[method=post] button[type=submit]")
    found = installation.query("SELECT language, discreet FROM events_registration WHERE email = %s", someone)
    assert found == [(language, True)]

    keyboard.page.goto(link_in(wait_for_mail(someone, containing="/r/"), "/r/", installation))
    keyboard.follow("main a[href$='/cancel/']")
    keyboard.follow("main form[method=post] button[type=submit]")
    assert installation.query("SELECT state FROM events_registration WHERE email = %s", someone) == [("cancelled",)]


FOLLOWED = """() => document.addEventListener("click", event => {
    const link = event.target.closest("a[href^='webcal:']");
    if (link) { event.preventDefault(); window.followed = link.href; }
})"""


def test_subscribing_to_a_calendar(typist: tuple[Keyboard, str], installation: Installation):
    """The link for a calendar program is pressed; the address is selected whole by Tab alone, and copied."""
    keyboard, language = typist
    page = keyboard.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address("subscribe", language))
    page.evaluate(FOLLOWED)
    keyboard.tab_to("main a.button[href^='webcal:']")
    page.keyboard.press("Enter")
    expected = f"{installation.url}/{language}/calendar/all.ics"
    assert page.evaluate("window.followed") == expected.replace("http:", "webcal:")

    keyboard.tab_to("main summary")
    page.keyboard.press("Enter")
    keyboard.tab_to("#copy-own")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()") == expected
    page.evaluate("navigator.clipboard.writeText('')")
    keyboard.tab_to("button")
    page.keyboard.press("Enter")
    expect(page.locator("div:has(> #copy-own) [role=status]")).not_to_be_empty()
    assert page.evaluate("navigator.clipboard.readText()") == expected


@pytest.mark.attack
def test_signing(typist: tuple[Keyboard, str], installation: Installation, wait_for_mail: WaitForMail):
    keyboard, language = typist
    contact, mailbox, name = new_address("cabinet"), new_address("mayor"), f"Commune {uuid.uuid4().hex[:8]}"
    keyboard.page.goto(address("charter", language))
    keyboard.follow("main a[href$='/charter/sign/']")
    keyboard.type("main [name=government]", name)
    keyboard.type("main [name=email]", contact)
    keyboard.follow("main form button[type=submit]")
    keyboard.tab_to("[name=country]")  # nothing was found: the proposal is open, the name is in it
    country = keyboard.choose(3)
    keyboard.type("[name=signatory_name]", "نجمة مثال" if language == "ar" else "Camille Exemple")
    keyboard.type("[name=signatory_role]", "Mayor")
    keyboard.type("[name=official_email]", mailbox)
    keyboard.follow(SUBMIT)
    keyboard.type("[name=act_number]", "2026-42")
    keyboard.tab_to("[name=act_date]")
    keyboard.page.keyboard.type("01012026")  # first of January in every order of day and month
    keyboard.follow(SUBMIT)
    keyboard.tick("[name=agree]")
    keyboard.type("[name=code]", code_in(wait_for_mail(mailbox)))
    keyboard.enter()

    expect(keyboard.page).to_have_url(re.compile("/done/$"))
    signed = "SELECT proposed_name, proposed_country, act_date::text FROM charter_signature WHERE contact_email = %s"
    assert installation.query(signed, contact) == [(name, country, "2026-01-01")]
