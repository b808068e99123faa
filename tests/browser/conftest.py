"""A real Chromium against a running installation, one for all browser tests."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.installation import Installation, running_installation

from .keyboard import Keyboard
from .neutral import NeutralSite

# Nothing of the outside can be reached, not even its name.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
PATIENCE = 30_000  # milliseconds for one step: two installations share two cores
HANGS = 180  # seconds after which a mail is given up: the worker gives way to visitors, and this only ends a hang
HERE = ("127.0.0.1", "localhost")
# The worker would draw for minutes, since it gives way, what no test reads: who waits until it is idle waits for that.
NOT_DRAWN = """
DELETE FROM charter_certificate WHERE issued_at IS NULL AND signature_id <> (
    SELECT signature.id FROM charter_signature signature JOIN charter_certificate ON signature_id = signature.id
    WHERE signature.state = 'signed' ORDER BY signature.number LIMIT 1
)
"""
# A person's browser, whole, with its profile; and its shell, which is the same engine for two thirds of the work.
WHOLE = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CHROMIUM = shutil.which("chromium-headless-shell") or WHOLE
ARGUMENTS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", ALONE]
if os.getuid() == 0:
    ARGUMENTS.append("--no-sandbox")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark the browser tests as such."""
    item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def neutral() -> Iterator[NeutralSite]:
    """The site that *Leave this site* leads to."""
    with NeutralSite() as site:
        yield site


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory, neutral: NeutralSite) -> Iterator[Installation]:
    """A running installation with the demonstration content; of its signatures the first gets its certificates."""
    folder = tmp_path_factory.mktemp("installation")
    name, told = f"coalition_browser_{os.getpid()}", {"NAMED_TEMPLATES": "true", "QUICK_EXIT_URL": neutral.url}
    with running_installation(name, folder=folder, more_environment=told) as running:
        running.query(NOT_DRAWN)
        yield running


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright's driver."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium: the shell or the whole one on PATH, else Playwright's own."""
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield chromium
    chromium.close()


class NewContext:
    """Makes browser contexts, and notes each request of theirs to another site: ALONE lets none arrive."""

    def __init__(self, browser: Browser, url: str) -> None:
        self.browser, self.url = browser, url
        self.contexts: list[BrowserContext] = []
        self.leaks: list[str] = []

    def __call__(self, *, leaves_to: tuple[str, ...] = (), **options: object) -> BrowserContext:
        """Return a new context; `leaves_to` are the addresses of elsewhere that the test itself goes to."""
        context = self.browser.new_context(**{"base_url": self.url, **options})  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self.note(request.url, leaves_to))
        self.contexts.append(context)
        return context

    def note(self, url: str, allowed: tuple[str, ...]) -> None:
        """Keep `url` when it is of another site and was not to be expected."""
        parts = urlsplit(url)
        if (
            parts.scheme in ("http", "https", "ws", "wss")
            and parts.hostname not in HERE
            and not url.startswith(allowed)
        ):
            self.leaks.append(url)


@pytest.fixture
def new_context(browser: Browser, installation: Installation) -> Iterator[NewContext]:
    """Make browser contexts, close them after the test, and fail it if one asked anything of another site."""
    maker = NewContext(browser, installation.url)
    yield maker
    for context in maker.contexts:
        context.close()
    assert maker.leaks == []


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A page of a desktop's width."""
    return new_context(viewport={"width": 1280, "height": 900}).new_page()


@pytest.fixture(params=[("en", False), ("ar", True)], ids=lambda way: f"{way[0]}-{'js' if way[1] else 'nojs'}")
def visitor(request: pytest.FixtureRequest, new_context: NewContext) -> tuple[Page, str, bool]:
    """A visitor's phone, language, and whether it runs scripts."""
    language, javascript = request.param
    context = new_context(
        viewport={"width": 360, "height": 800}, java_script_enabled=javascript, locale=language, accept_downloads=True
    )
    return context.new_page(), language, javascript


@pytest.fixture(params=["en", "ar"])
def typist(request: pytest.FixtureRequest, new_context: NewContext) -> tuple[Keyboard, str]:
    """A keyboard and a language."""
    context = new_context(viewport={"width": 1280, "height": 800}, locale=request.param, reduced_motion="reduce")
    return Keyboard(context.new_page()), request.param


@pytest.fixture(scope="session")
def wait_for_mail(installation: Installation) -> Callable[..., str]:
    """Return the plain text of the first mail to an address that holds `containing`, once it is delivered."""

    def wait(address: str, containing: str = "") -> str:
        deadline = time.monotonic() + HANGS
        while time.monotonic() < deadline:
            for message in installation.mailbox.to(address):
                body = message.get_body(preferencelist=("plain",))
                if body is not None and containing in (text := str(body.get_content())):
                    return text
            time.sleep(0.1)
        raise AssertionError(f"No mail with {containing!r} to {address} within {HANGS} seconds.")

    return wait
