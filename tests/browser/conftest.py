"""A real Chromium against a running installation, one for all browser tests."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.installation import Installation, running_installation

from .keyboard import Keyboard

LOOKS = {"test_every_page.py", "test_account_pages.py", "test_quick_exit.py", "test_address_walk.py"}
PATIENCE = 30_000  # milliseconds for one step: two installations share two cores
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the browser tests in two groups, one a process: those of a group share one installation."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("looks" if item.path.name in LOOKS else "flows"))


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """A running installation with the demonstration content."""
    folder = tmp_path_factory.mktemp("installation")
    with running_installation(f"coalition_browser_{os.getpid()}", folder=folder) as running:
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium: the one on PATH, else Playwright's own."""
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    arguments = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"]
    if os.getuid() == 0:
        arguments.append("--no-sandbox")
    chromium = playwright.chromium.launch(executable_path=path, args=arguments)
    yield chromium
    chromium.close()


NewContext = Callable[..., BrowserContext]


@pytest.fixture
def new_context(browser: Browser, installation: Installation) -> Iterator[NewContext]:
    """Make browser contexts that refuse any request that leaves the site, and close them after the test."""
    contexts: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        context = browser.new_context(**{"base_url": installation.url, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page of a desktop's width."""
    return new_context(viewport={"width": 1280, "height": 900}).new_page()


@pytest.fixture(params=["en", "ar"])
def typist(request: pytest.FixtureRequest, new_context: NewContext) -> tuple[Keyboard, str]:
    """A keyboard and a language."""
    context = new_context(viewport={"width": 1280, "height": 800}, locale=request.param, reduced_motion="reduce")
    return Keyboard(context.new_page()), request.param


@pytest.fixture(scope="session")
def wait_for_mail(installation: Installation) -> Callable[..., str]:
    """Return the plain text of the first mail to an address that holds `containing`, once it is delivered."""

    def wait(address: str, containing: str = "") -> str:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            for message in installation.mailbox.to(address):
                body = message.get_body(preferencelist=("plain",))
                if body is not None and containing in (text := str(body.get_content())):
                    return text
            time.sleep(0.1)
        raise AssertionError(f"No mail with {containing!r} to {address} within 20 seconds.")

    return wait
