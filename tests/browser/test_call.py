"""An initiative is proposed to an open call, confirmed by a mailed button, and sent."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.installation import Installation

from .conftest import NewContext
from .steps import WaitForMail, link_in, new_address, submit
from .test_course import clean

pytestmark = pytest.mark.attack

CALL = "resources/initiatives-open-call/"
WORDS = {
    "association": "Women of the Quarter",
    "contact_name": "Ada Quill",
    "summary": "A place to meet.",
    "activities": "We open a house.",
    "place": "In the quarter.",
    "audience": "For women.",
    "budget": "8000",
}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_proposal_is_written_confirmed_and_sent(
    new_context: NewContext, installation: Installation, wait_for_mail: WaitForMail, language: str
):
    title = f"A house {uuid.uuid4().hex[:8]}"
    page = new_context(viewport={"width": 360, "height": 740}, locale=language).new_page()

    address = new_address("association")
    page.goto(f"/{language}/{CALL}")
    page.locator(".fact-card__actions a").click()
    page.locator("[name=email]").fill(address)
    submit(page)
    for name, words in (WORDS | {"title": title}).items():
        page.locator(f"main [name={name}]").fill(words)
    page.locator("main [name=country]").select_option("FR")
    page.locator("button[name=action][value=save]").click()
    expect(page).to_have_url(re.compile(r"\?saved$"))
    clean(page)
    page.goto(link_in(wait_for_mail(address), "/initiatives/proposal/", installation))
    clean(page)
    page.locator("main form button:not([name])").click()
    expect(page.locator("[name=title]")).to_have_value(title)
    page.locator("button[name=action][value=check]").click()
    clean(page)
    page.locator("[name=agree]").check()
    submit(page)
    expect(page.locator(".notice--success")).to_be_visible()

    state = "SELECT state FROM calls_proposal WHERE title = %s"
    assert installation.query(state, title) == [("sent",)]
