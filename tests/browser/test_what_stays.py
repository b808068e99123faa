"""What stays on the device after a visit: measured in a real profile, and equal to what the page about leaving says.

And after a log-out on a shared computer, *Back* shows no secret of the account.
"""

import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from coalition.views import TRACES
from tests.installation import Installation

from .conftest import ARGUMENTS, WHOLE
from .editors import PASSWORD, code, make_editor, send
from .neutral import NeutralSite
from .pages import address

NAME, ADDRESS = "Aster Quill", "aster.quill@example.org"
# Playwright leaves out what would disturb a test and belongs to the question here.
AS_PEOPLE_HAVE_IT = ["--disable-back-forward-cache"]
OWN_ROWS = ("History", "Cache", "Cookies", "Network", "Web Data", "Sessions", "Session Storage")


def stays(profile: Path, *, site: str, typed: Iterable[str], scratch: Path) -> dict[str, bool]:
    """Return what a closed `profile` still tells, by the key of coalition.views.

    `site` is host and port; `typed` are words that were typed into a form; `scratch` is an empty folder for copies.
    """
    home = profile / "Default"
    history = rows(home / "History", "SELECT url FROM urls", scratch)
    return {
        "history": any(site in url for (url,) in history),
        "tabs": tells(home / "Sessions", [site]),
        "notes": any(tells(path, [site]) for path in home.iterdir() if path.name not in OWN_ROWS),
        "typed": tells(profile, typed),
        "cookies": bool(rows(cookie_jar(home), "SELECT name FROM cookies", scratch)),
        "cache": tells(home / "Cache", [site]),
    }


def cookie_jar(home: Path) -> Path:
    """Return where this version of Chromium keeps its cookies."""
    return next(path for path in (home / "Network" / "Cookies", home / "Cookies") if path.exists())


def rows(database: Path, statement: str, scratch: Path) -> list[tuple[Any, ...]]:
    """Return rows of a copy of `database`, an SQLite file with its journal."""
    for path in database.parent.glob(f"{database.name}*"):
        if path.is_file():
            shutil.copy(path, scratch / path.name)
    with closing(sqlite3.connect(scratch / database.name)) as connection:
        return connection.execute(statement).fetchall()


def tells(place: Path, words: Iterable[str]) -> bool:
    """Say whether a file at or below `place` holds one of `words`, in either of the encodings that Chromium writes."""
    needles = [word.encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le")]
    paths = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    return any(needle in data for data in (path.read_bytes() for path in paths) for needle in needles)


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
    page.locator("main details > summary").click()

    shown = [row.locator("td").all_inner_texts() for row in page.locator("[data-traces] tbody tr").all()]

    told = {True: "still there", False: "gone"}
    assert shown == [[told[trace.closed], told[trace.left], told[trace.left_without_script]] for trace in TRACES]


def test_back_shows_no_recovery_codes_and_no_secret(playwright: Playwright, installation: Installation, tmp_path: Path):
    page = open_profile(playwright, tmp_path / "profile", installation.url, script=True).new_page()
    editor = make_editor(installation)
    page.goto("/accounts/login/")
    send(page, login=editor.name, password=PASSWORD)
    page.goto("/accounts/2fa/totp/activate/")
    send(page, password=PASSWORD)
    secret = page.locator("#authenticator_secret").input_value()
    send(page, code=code(secret))
    secrets = [secret, *page.locator("#recovery_codes").input_value().split()]
    assert len(secrets) == 11
    page.goto("/accounts/logout/")
    send(page)

    seen = []
    for _step in range(8):
        with suppress(Error):  # one that comes back whole is not loaded again
            page.go_back(wait_until="commit", timeout=3_000)
        page.wait_for_timeout(300)
        seen.append(page.content())
    page.context.close()
    assert [secret for secret in secrets for html in seen if secret in html] == []
