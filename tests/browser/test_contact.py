"""Writing to the network on a phone, in Arabic, without JavaScript."""

import re

from playwright.sync_api import expect

from tests.installation import Installation

from .conftest import NewContext
from .steps import WaitForMail, new_address, submit


def test_a_message_is_sent_after_a_mistake_and_the_page_says_what_happens_next(
    new_context: NewContext, installation: Installation, wait_for_mail: WaitForMail
):
    page = new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False, locale="ar").new_page()
    address = new_address("reader")

    page.goto("/ar/")
    page.locator("footer a[href='/ar/contact/']").click()
    page.locator("main [name=text]").fill(f"سؤال {address}")
    page.locator("main [name=email]").fill(address)
    submit(page)
    expect(page.locator(".error-summary a")).to_have_count(1)
    expect(page.locator("main [name=text]")).to_have_value(f"سؤال {address}")

    page.locator("main [name=topic][value=press]").check()
    submit(page)
    expect(page).to_have_url(re.compile(r"/ar/contact/sent/\w{8}/$"))
    reference = page.locator(".receipt bdi").inner_text()
    told = wait_for_mail("network@coalition.example", containing=address)
    assert reference in told
    assert installation.query('SELECT count(*) FROM mail_message WHERE "to" = %s', address) == [(0,)]
