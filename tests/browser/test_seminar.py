"""The seminar of three days as one person lives it on a telephone, without JavaScript."""

import re
import tomllib
from collections.abc import Callable
from typing import Any

import icalendar
import pytest
from playwright.sync_api import Locator, Page, expect

from coalition.stack import ROOT
from tests.installation import Installation

from .conftest import NewContext
from .steps import WaitForMail, link_in, new_address, submit

pytestmark = pytest.mark.attack

SEMINAR = "events/seminar-caring-territories/"
CONTENT = tomllib.loads((ROOT / "home/demo/content/programme.toml").read_text())
SESSIONS = {row["code"]: row for row in CONTENT["session"] if row["kind"] != "break"}
INPUTS = 5  # to register with two sessions
SCREENS = 5  # of a telephone, for 24 sessions
ON_SITE = {"en": "In person", "ar": "حضوريًا"}


def title(code: str, language: str) -> str:
    """Return what the content calls a session."""
    return str(SESSIONS[code]["title"][language])


def titles(language: str, *, track: str, heard: str) -> set[str]:
    """Return what the content calls the sessions of a track in which a language is certain."""
    return {
        title(code, language)
        for code, row in SESSIONS.items()
        if row.get("track") == track and any(re.match(rf"{heard} \S+(?! \?)", cell) for cell in row["languages"])
    }


def on_page(page: Page, code: str, language: str) -> Locator:
    """Return the session on the page of an agenda, with its buttons."""
    return page.locator(".sessions > li", has_text=title(code, language))


@pytest.fixture(params=["en", "ar"])
def telephone(request: pytest.FixtureRequest, new_context: NewContext) -> tuple[Page, str]:
    """A telephone without JavaScript, and its person's language."""
    context = new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False, locale=request.param)
    return context.new_page(), request.param


def test_a_seminar_from_its_programme_to_the_seat_given_back(
    telephone: tuple[Page, str], installation: Installation, wait_for_mail: WaitForMail
):
    page, language = telephone
    address = new_address("seminar")

    read_the_programme(page, language)
    own = register(page, language, address, installation, wait_for_mail)
    feed = follow_sessions(page, language)
    give_it_back(page, own, feed)


def read_the_programme(page: Page, language: str) -> None:
    """Read it on the page of the event, keep one track in one language, and follow a speaker to a session."""
    page.goto(f"/{language}/{SEMINAR}")
    expect(page.locator(".programme__day")).to_have_count(3)
    sessions = page.locator("details.session-line:has(article)")
    expect(sessions).to_have_count(len(SESSIONS))
    height = page.locator("section.programme").evaluate("section => section.offsetHeight")
    assert height < SCREENS * page.evaluate("window.innerHeight")
    expect(page.locator(".register-bar a")).to_be_in_viewport()
    page.locator(".programme .disclosure > summary").first.click()
    page.locator(".filters [name=track]").select_option(label=CONTENT["tracks"]["protect"][language])
    page.locator(".filters [name=language]").select_option("ar")
    page.locator(".filters button").click()
    wanted = titles(language, track="protect", heard="ar")
    expect(page).to_have_url(re.compile("language=ar"))
    expect(sessions).to_have_count(len(wanted))
    assert set(sessions.locator(".session__title").all_inner_texts()) == wanted
    sessions.first.locator("summary").click()
    sessions.first.locator("a[href^='#speaker-']").first.click()
    page.locator(".speaker__words:target a[href^='#session-']").first.click()
    expect(page.locator("article:target")).to_be_visible()


def register(page: Page, language: str, address: str, installation: Installation, wait_for_mail: WaitForMail) -> str:
    """Register for a seat on site, press the button behind the mailed link; return the address of one's own page."""
    page.goto(f"/{language}/{SEMINAR}")
    page.locator(".register-bar a").click()
    page.wait_for_load_state()
    asked = page.locator("main form[method=post]").locator("input:not([type=hidden]), select, textarea")
    names = {str(control.get_attribute("name")) for control in asked.all()} - {"website"}
    assert names == {"category", "name", "email", "sessions", "languages_needed", "discreet"}
    sessions = page.locator("details.field", has=page.locator("[name=sessions]"))
    sessions.locator("summary").click()
    inputs: list[Callable[[], None]] = [
        page.get_by_label(ON_SITE[language], exact=True).check,
        lambda: page.locator("[name=name]").fill("نجمة" if language == "ar" else "A. Star"),
        lambda: page.locator("main [name=email]").fill(address),
        *(sessions.get_by_label(title(code, language)).check for code in ("housing", "first-hour")),
    ]
    for give in inputs:
        give()
    assert len(inputs) == INPUTS
    submit(page)
    page.goto(link_in(wait_for_mail(address), "/c/", installation))
    submit(page)
    expect(page).to_have_url(re.compile(r"/registrations/[^/]+/$"))
    expect(page.locator("main .notice--success")).to_be_visible()
    return page.url


def follow_sessions(page: Page, language: str) -> str:
    """Find both sessions, with the place in the limited one; star one more, take it out, and let a calendar follow."""
    page.locator("main a[href$='/agenda/']").click()
    expect(page.locator(".sessions > li")).to_have_count(2)
    expect(on_page(page, "first-hour", language).locator("button[value=give]")).to_be_visible()
    page.locator("main a[href$='?all=1']").click()
    on_page(page, "closing", language).locator("button[value=star]").click()
    expect(page).to_have_url(re.compile(r"#session-\d+$"))
    on_page(page, "closing", language).locator("button[value=unstar]").click()
    page.locator("main a[href$='/calendar/']").click()
    page.locator("main [name=shows_titles]").check()
    page.locator("main form.form button[type=submit]").click()
    feed = page.locator("#copy-own-address").input_value()
    found = {(str(event["SUMMARY"]), str(event["STATUS"])) for event in events_of(page, feed)}
    assert found > {(title(code, language), "CONFIRMED") for code in ("housing", "first-hour")}
    return feed


def events_of(page: Page, feed: str) -> list[Any]:
    """Return the events of a calendar."""
    return list(icalendar.Calendar.from_ical(page.request.get(feed).body()).walk("VEVENT"))


def give_it_back(page: Page, own: str, feed: str) -> None:
    """Cancel the registration: its page has no ticket any more, and the calendar says that it is off."""
    page.goto(own)
    page.locator("main a[href$='/cancel/']").click()
    submit(page)
    expect(page).to_have_url(own)
    expect(page.locator("main .notice--warning")).to_be_visible()
    expect(page.locator("main a:is([href$='/ticket/'], [href$='/agenda/'], [href$='/cancel/'])")).to_have_count(0)
    assert {str(event["STATUS"]) for event in events_of(page, feed)} == {"CANCELLED"}
