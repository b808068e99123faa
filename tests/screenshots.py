"""The pictures of the README, taken again by `make screenshots` from a running installation."""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import django
from playwright.sync_api import Page, sync_playwright

django.setup()

from coalition.stack import ROOT  # noqa: E402
from home.demo import ADMIN_USERNAME, DEMO_PASSWORD  # noqa: E402
from tests.browser.conftest import CHROMIUM  # noqa: E402
from tests.installation import running_installation  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
DESKTOP = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 720}
SHOTS = [
    ("home", "/en/", DESKTOP),
    ("home-arabic-phone", "/ar/", PHONE),
    ("members", "/fr/members/", DESKTOP),
    ("charter", "/en/charter/", DESKTOP),
    ("register-phone", "/es/events/femmes-du-monde-towns/register/", PHONE),
    ("calendar", "/en/calendar/", DESKTOP),
]


def sign_in(page: Page) -> None:
    """Log in to the CMS as the demonstration's administrator."""
    page.goto("/cms/")
    page.locator("input[name=login]").fill(ADMIN_USERNAME)
    page.locator("input[name=password]").fill(DEMO_PASSWORD)
    page.locator("form:has([name=login]) button[type=submit]").first.click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/cms/")


def main() -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        running_installation("coalition_screenshots", folder=Path(folder)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, path, viewport in SHOTS:
            page = browser.new_page(base_url=site.url, viewport=viewport)
            answer = page.goto(path, wait_until="networkidle")
            if answer is None or not answer.ok:
                raise SystemExit(f"{path} was not answered as it should be: no picture is taken of that.")
            page.screenshot(path=FOLDER / f"{name}.jpg", type="jpeg", quality=82)
        desk = browser.new_page(base_url=site.url, viewport=DESKTOP)
        sign_in(desk)
        desk.screenshot(path=FOLDER / "cms.jpg", type="jpeg", quality=82)
        browser.close()


if __name__ == "__main__":
    main()
