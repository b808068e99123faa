"""What stays on the device after a visit: measured in a real profile, and equal to what the page about leaving says."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from coalition.views import TRACES
from tests.installation import Installation

from .conftest import ARGUMENTS, WHOLE
from .neutral import NeutralSite
from .pages import address
from .profile import stays

NAME, ADDRESS = "Aster Quill", "aster.quill@example.org"
# Playwright leaves out what would disturb a test and belongs to the question here.
AS_PEOPLE_HAVE_IT = ["--disable-back-forward-cache"]


def open_profile(playwright: Playwright, folder: Path, url: str, *, script: bool) -> BrowserContext:
    """Open the profile in `folder` as a person's own browser."""
    return playwright.chromium.launch_persistent_context(
        str(folder),
        executable_path=WHOLE,
        args=ARGUMENTS,
        ignore_default_args=AS_PEOPLE_HAVE_IT,
        base_url=url,
        java_script_enabled=script,
    )


def read_and_register(page: Page) -> None:
    """Read two pages, ask for a seat, open a form that takes a cookie, and end on a page of help."""
    page.goto(address("home"))
    page.goto(address("register"))
    page.locator("[name=category]").first.check()
    page.locator("[name=name]").press_sequentially(NAME)
    page.locator("[name=email]").press_sequentially(ADDRESS)
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/register/sent/$"))
    page.goto(address("contact"))
    page.goto(address("help"))


def back_shows_it(page: Page) -> bool:
    """Say whether Back shows this site again."""
    with suppress(Error):  # a page that leaves again ends the going back
        page.go_back(timeout=10_000)
    page.wait_for_timeout(500)
    return page.locator("main").is_visible()


OTHER_WAYS = [pytest.param(way, marks=pytest.mark.attack) for way in ("closed", "left_without_script")]


@pytest.mark.parametrize("way", ["left", *OTHER_WAYS])
def test_what_stays_is_what_the_page_says(
    playwright: Playwright, installation: Installation, neutral: NeutralSite, tmp_path: Path, way: str
):
    context = open_profile(playwright, tmp_path / "profile", installation.url, script=way != "left_without_script")
    page = context.pages[0]
    read_and_register(page)
    if way != "closed":
        page.locator(".bar a.quick-exit").click()
        page.wait_for_url(neutral.url)
        page.wait_for_timeout(500)  # for what the page that was left may still do
    context.close()

    (tmp_path / "scratch").mkdir()
    site = installation.url.removeprefix("http://")
    measured = stays(tmp_path / "profile", site=site, typed=[NAME, ADDRESS], scratch=tmp_path / "scratch")

    assert measured == {trace.key: getattr(trace, way) for trace in TRACES if trace.key != "back"}


@pytest.mark.attack
@pytest.mark.parametrize("way", ["left", "left_without_script"])
def test_what_back_shows_is_what_the_page_says(
    playwright: Playwright, installation: Installation, neutral: NeutralSite, tmp_path: Path, way: str
):
    context = open_profile(playwright, tmp_path, installation.url, script=way == "left")
    page = context.pages[0]
    page.goto(address("home"))
    page.goto(address("help"))
    page.locator(".bar a.quick-exit").click()
    page.wait_for_url(neutral.url)

    shown = back_shows_it(page)
    context.close()

    (trace,) = [trace for trace in TRACES if trace.key == "back"]
    assert shown == getattr(trace, way)


def test_the_page_shows_the_table(page: Page):
    page.goto(address("exit"))

    shown = [row.locator("td").all_inner_texts() for row in page.locator("[data-traces] tbody tr").all()]

    told = {True: "stays", False: "nothing"}
    assert shown == [[told[trace.closed], told[trace.left], told[trace.left_without_script]] for trace in TRACES]
