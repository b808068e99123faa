"""A session that ends while an editor types: nothing is lost, and they go on after a log-in beside."""

import re

from playwright.sync_api import expect

from tests.installation import Installation

from .conftest import NewContext
from .steps import fill_log_in

CUT = "from django.contrib.sessions.models import Session; Session.objects.all().delete()"
SOON = """
from datetime import timedelta
from django.contrib.sessions.models import Session
from django.utils import timezone
Session.objects.update(expire_date=timezone.now() + timedelta(minutes=9))
"""
NAME = "print(__import__('coalition.users.models', fromlist=['User']).User.objects.get(username='host').first_name)"


def test_what_was_typed_outlives_the_session(new_context: NewContext, installation: Installation):
    context = new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto("/cms/account/")
    fill_log_in(page, "host")
    page.wait_for_url(re.compile("/cms/account/"))
    dialog, field = page.locator("#session-end"), page.locator("#id_name_email-first_name")
    save = page.get_by_role("button", name="Save", exact=True)
    with page.expect_response(re.compile("/cms/session/$")):
        page.reload()
    field.fill("Typed before the end")
    page.locator("#id_name_email-last_name").fill("Host")

    installation.run(CUT)
    save.click()

    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("heading")).to_have_text("Your session has ended", use_inner_text=True)
    assert page.evaluate("document.activeElement.closest('dialog')?.id") == "session-end"
    assert installation.run(NAME).strip() == ""

    with context.expect_page() as opened:
        dialog.get_by_role("link").click()
    fill_log_in(opened.value, "editor")
    opened.value.wait_for_url(re.compile("/cms/session/back/"))
    expect(dialog.get_by_role("heading")).to_have_text("Somebody else is logged in now", use_inner_text=True)
    opened.value.goto("/accounts/login/?next=/cms/session/back/")
    fill_log_in(opened.value, "host")
    opened.value.wait_for_url(re.compile("/cms/session/back/"))
    opened.value.close()

    expect(dialog.get_by_role("heading")).to_have_text("You are logged in again", use_inner_text=True)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(field).to_have_value("Typed before the end")
    with page.expect_navigation():
        save.click()
    assert installation.run(NAME).strip() == "Typed before the end"


def test_the_end_is_said_ten_minutes_before(new_context: NewContext, installation: Installation):
    context = new_context(viewport={"width": 1280, "height": 900}, locale="ar")
    page = context.new_page()
    page.goto("/cms/account/")
    fill_log_in(page, "host")
    page.wait_for_url(re.compile("/cms/account/"))
    installation.run(SOON)

    page.reload()

    dialog = page.locator("#session-end")
    expect(dialog).to_be_visible()
    expect(dialog.locator("[data-when=soon]").first).to_be_visible()
    page.set_viewport_size({"width": 360, "height": 800})
    expect(dialog.locator("[data-time] strong")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    cut = "[...document.querySelectorAll('#session-end .button')].filter((one) => one.scrollWidth > one.clientWidth)"
    assert page.evaluate(f"{cut}.length") == 0
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
