"""A reader's own pages, on a phone, in English and Arabic: wishes, and leaving."""

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .steps import CODE, WaitForMail, new_address, submit

WISHES = "SELECT state, language, frequency, cardinality(themes), discreet FROM newsletters_reader WHERE email = %s"


def type_code(page: Page, mail: str) -> None:
    code = CODE.search(mail)
    assert code is not None
    page.locator("[name=code]").fill(code[1])
    submit(page)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_reader_says_what_they_want_and_leaves(
    language: str, new_context: NewContext, installation: Installation, wait_for_mail: WaitForMail
):
    page = new_context(viewport={"width": 360, "height": 800}, locale=language).new_page()
    first = new_address("reader")

    page.goto(f"/{language}/newsletter/")
    page.locator("main [name=email]").fill(first)
    page.locator("[name=frequency][value=monthly]").check()
    page.get_by_role("main").locator("summary").focus()
    page.keyboard.press("Enter")  # the themes are folded
    page.locator("[name=themes]").first.check()
    page.locator("[name=consent]").check()
    submit(page)
    type_code(page, wait_for_mail(first))
    assert installation.query(WISHES, first) == [("confirmed", language, "monthly", 1, False)]

    expect(page.locator("[name=frequency][value=monthly]")).to_be_checked()
    expect(page.locator("[name=themes]").first).to_be_checked()
    page.locator("[name=frequency][value=each]").check()
    page.locator("[name=themes]").nth(1).check()
    page.locator("[name=discreet]").check()
    page.locator("button[value=save]").click()
    assert installation.query(WISHES, first) == [("confirmed", language, "each", 2, True)]

    page.goto(page.url.replace("/manage/", "/unsubscribe/"))  # the link of every edition
    assert installation.query(WISHES, first)[0][0] == "confirmed"
    submit(page)
    assert installation.query(WISHES, first)[0][0] == "unsubscribed"
    expect(page.locator("main form[method=post]")).to_have_count(0)
