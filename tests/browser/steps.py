"""Steps that several flows take: an address, a form, the link or the code of a mail, a log-in."""

import re
import uuid
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page

from home.demo import ADMIN_USERNAME, DEMO_PASSWORD
from tests.installation import Installation

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
