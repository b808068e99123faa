"""The times of an event in the CMS: its end moves along with its start, as in calendars."""

from playwright.sync_api import Page, expect

from tests.installation import Installation

from .conftest import NewContext
from .editors import PASSWORD, make_editor
from .steps import sign_in

MAKE_EVENT = """
from datetime import UTC, datetime
from tests.factories.events import EventFactory
times = {"start": datetime(2027, 9, 20, 8, tzinfo=UTC), "end": datetime(2027, 9, 20, 10, tzinfo=UTC)}
print(EventFactory(name="Moved", **times).pk)
"""


def retype(page: Page, name: str, text: str) -> None:
    """Type `text` in place of what field `name` holds, and leave the field."""
    field = page.locator(f"#id_{name}")
    field.press("Control+a")
    field.press_sequentially(text)
    field.press("Tab")


def test_end_follows_the_start_until_somebody_types_it(new_context: NewContext, installation: Installation):
    page = new_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(page, make_editor(installation).name, PASSWORD)
    page.goto(f"/cms/snippets/events/event/edit/{installation.run(MAKE_EVENT).strip()}/", wait_until="networkidle")
    start, end = page.locator("#id_start"), page.locator("#id_end")
    expect(end).to_have_value("2027-09-20 12:00")

    retype(page, "start", "2027-09-23 14:30")
    expect(end).to_have_value("2027-09-23 16:30")
    retype(page, "end", "2027-09-23 12:00")
    retype(page, "start", "2027-09-20 11:00")
    retype(page, "end", "2027-09-20 12:00")
    with page.expect_navigation():
        page.locator("main form footer button[type=submit]").first.click()

    expect(start).to_have_value("2027-09-20 11:00")
    expect(end).to_have_value("2027-09-20 12:00")
