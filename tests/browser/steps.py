"""Steps that several flows take: signing in, filling a signature, reviewing it."""

import re
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Page

from home.demo import ADMIN_USERNAME, DEMO_PASSWORD
from tests.installation import Installation

from .conftest import NewContext

WaitForMail = Callable[..., str]


def new_address(what: str) -> str:
    """Return an e-mail address that no other test uses."""
    return f"{what}-{uuid.uuid4().hex[:10]}@town.example"


def submit(page: Page) -> None:
    """Press the button of the page's form."""
    page.locator("main form[method=post] button[type=submit]").last.click()


def link_in(text: str, part: str, installation: Installation) -> str:
    """Return the address of this site in a mail that holds `part`."""
    found = re.findall(re.escape(installation.url) + r"[^\s<>\"')\]]+", text)
    return next(link for link in found if part in link)


def code_in(text: str) -> str:
    """Return the six digits of a mail."""
    found = re.search(r"\b(\d{6})\b", text)
    assert found is not None, text
    return found[1]


def type_code(page: Page, mail: str) -> None:
    """Type the code of a mail where it is asked for, and send it."""
    page.locator("[name=code]").fill(code_in(mail))
    submit(page)


def fill_log_in(page: Page, username: str, password: str = DEMO_PASSWORD) -> None:
    """Fill the form of the log-in that is shown, of a demonstration account unless `password` is given; send it."""
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")


def sign_in(page: Page, username: str = ADMIN_USERNAME, password: str = DEMO_PASSWORD) -> None:
    """Log in to the CMS."""
    page.goto("/cms/")
    fill_log_in(page, username, password)
    page.wait_for_url(lambda url: urlsplit(url).path == "/cms/")


def propose_government(page: Page, name: str) -> None:
    """Propose a government that the directory lacks."""
    page.locator("#q").fill(name)
    page.locator("main form[role=search] button").click()
    page.locator("[name=country]").select_option("FR")


def fill_signature(page: Page, government: str, mailbox: str, act_file: Path | None = None) -> None:
    """Fill every step of a signature up to the code, which is mailed."""
    propose_government(page, government)
    page.locator("[name=signatory_name]").fill("Camille Exemple")
    page.locator("[name=signatory_role]").fill("Mayor")
    page.locator("[name=official_email]").fill(mailbox)
    submit(page)
    page.locator("[name=act_number]").fill("2026-42")
    page.locator("[name=act_date]").fill("2026-10-01")
    if act_file:
        page.locator("[name=act_file]").set_input_files(act_file)
    submit(page)
    page.locator("[name=agree]").check()


def open_signature(desk: Page, reviewer: str, government: str) -> None:
    """Sign in as `reviewer`, and open the signature of `government` from the queue."""
    sign_in(desk, reviewer)
    desk.goto(f"/cms/charter/signatures/?{urlencode({'q': government})}")
    desk.get_by_role("link", name=re.compile(re.escape(government))).first.click()
    desk.wait_for_url("**/charter/signatures/inspect/*/")  # what is asked next is asked of this page


def review(new_context: NewContext, government: str) -> None:
    """Check the authority of a signature as one reviewer, and publish it as another: ad referendum without an act."""
    desk = new_context(viewport={"width": 1280, "height": 900}).new_page()
    open_signature(desk, "reviewer", government)
    for point in ("mandate", "act", "domain"):
        desk.locator(f"[name={point}]").check()
    desk.locator("[name=call_back]").fill("Switchboard, number of the official gazette.")
    desk.locator("button[name=decision][value=check_authority]").click()
    desk.wait_for_url(re.compile(r"/charter/signatures/$"))

    other = new_context(viewport={"width": 1280, "height": 900}).new_page()
    open_signature(other, "reviewer2", government)
    if other.locator("[name=ad_referendum_until]").count():
        other.locator("[name=ad_referendum_until]").fill(f"{datetime.now(UTC) + timedelta(days=90):%Y-%m-%d}")
    other.locator("button[name=decision][value=publish]").click()
    other.wait_for_url(re.compile(r"/charter/signatures/$"))


def accept_change(new_context: NewContext, government: str) -> None:
    """Accept what a town hall asked, as a reviewer who read the act."""
    desk = new_context(viewport={"width": 1280, "height": 900}).new_page()
    open_signature(desk, "reviewer", government)
    desk.locator("button[name=decision][value=accept_change]").click()
    desk.wait_for_url(re.compile(r"/charter/signatures/$"))
