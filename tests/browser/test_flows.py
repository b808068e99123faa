"""What people come for, end to end, as a person does them: also without JavaScript.

With a script also in English: test_keyboard.py.
"""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .steps import WaitForMail, link_in, new_address, submit, type_code

WISHES = "SELECT state, language, frequency, cardinality(themes), discreet FROM newsletters_reader WHERE email = %s"


def test_the_public_registers_and_gives_the_seat_back(
    visitor: tuple[Page, str, bool], installation: Installation, wait_for_mail: WaitForMail
):
    page, language, _javascript = visitor
    address = new_address("someone")

    page.goto(f"/{language}/events/femmes-du-monde-towns/")
    page.locator(f"main a[href$='/{language}/events/femmes-du-monde-towns/register/']:visible").first.click()
    expect(page).to_have_url(re.compile("/register/$"))
    if page.locator("[name=category]").count():
        page.locator("[name=category]").first.check()
    page.locator("[name=name]").fill("نجمة" if language == "ar" else "A. Star")
    page.locator("main [name=email]").fill(address)
    submit(page)
    expect(page).to_have_url(re.compile("/register/sent/$"))

    page.goto(link_in(wait_for_mail(address), "/c/", installation))
    assert installation.query("SELECT state FROM events_registration WHERE email = %s", address) == []
    submit(page)
    receipt = wait_for_mail(address, containing="/registrations/")
    page.goto(link_in(receipt, "/registrations/", installation))
    page.locator("main a[href$='/cancel/']").click()
    submit(page)

    states = installation.query("SELECT state FROM events_registration WHERE email = %s", address)
    assert states == [("cancelled",)]


def test_a_registration_with_a_missing_address_says_so_and_keeps_what_was_typed(visitor: tuple[Page, str, bool]):
    page, language, _javascript = visitor
    page.goto(f"/{language}/events/femmes-du-monde-towns/register/")
    page.locator("[name=name]").fill("A. Star")
    submit(page)

    expect(page.locator(".error-summary")).to_be_visible()
    assert page.locator("[name=name]").input_value() == "A. Star"
    for link in page.locator(".error-summary a").all():
        expect(page.locator(f"main input{link.get_attribute('href')}")).to_have_count(1)
    field = page.locator("main [name=email]").get_attribute("id")
    page.locator(f".error-summary a[href='#{field}']").click()
    expect(page).to_have_url(re.compile(f"/register/#{field}$"))


def test_a_reader_subscribes_by_code_says_what_they_want_and_leaves_by_the_link(
    visitor: tuple[Page, str, bool], installation: Installation, wait_for_mail: WaitForMail
):
    page, language, _javascript = visitor
    address = new_address("reader")

    page.goto(f"/{language}/newsletter/")
    page.locator("main [name=email]").fill(address)
    page.locator("[name=frequency][value=monthly]").check()
    page.get_by_role("main").locator("summary").click()  # the themes are folded
    page.locator("[name=themes]").first.check()
    page.locator("[name=consent]").check()
    submit(page)
    type_code(page, wait_for_mail(address))

    assert installation.query(WISHES, address) == [("confirmed", language, "monthly", 1, False)]
    page.locator("[name=frequency][value=each]").check()
    page.locator("[name=themes]").nth(1).check()
    page.locator("[name=discreet]").check()
    page.locator("button[value=save]").click()
    assert installation.query(WISHES, address) == [("confirmed", language, "each", 2, True)]
    last = "SELECT id, language FROM privacy_consent WHERE purpose = 'newsletter' ORDER BY id DESC LIMIT 1"
    ((consent, agreed_in),) = installation.query(last)
    assert agreed_in == language

    page.goto(page.url.replace("/manage/", "/unsubscribe/"))  # the link of every edition
    assert installation.query(WISHES, address)[0][0] == "confirmed"  # opening it changes nothing
    submit(page)
    expect(page.locator("main form[method=post]")).to_have_count(0)
    assert installation.query(WISHES, address)[0][0] == "unsubscribed"
    since = "SELECT kind FROM privacy_consent WHERE purpose = 'newsletter' AND id > %s ORDER BY id LIMIT 1"
    assert installation.query(since, consent) == [("withdrawn",)]


def test_an_events_time_is_also_the_visitors(new_context: NewContext):
    page = new_context(timezone_id="America/Mexico_City", locale="en").new_page()
    page.goto("/en/events/femmes-du-monde-towns/")
    written = page.locator("main time[data-zone='Europe/Paris']").first
    start = datetime.fromisoformat(str(written.get_attribute("datetime")))

    expect(page.locator("main [data-local-time]").first).to_contain_text(
        start.astimezone(ZoneInfo("America/Mexico_City")).strftime("%H:%M")
    )
    expect(written).to_contain_text(start.strftime("%H:%M"))
