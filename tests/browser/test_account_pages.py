"""What holds on every page of log-in, password and second factor, as it holds on the public pages."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.installation import Installation

from .conftest import PATIENCE
from .editors import AccountPages, make_editor
from .keyboard import WaitForMail
from .test_every_page import AXE, faults_of_html, violations


@dataclass
class Findings:
    """What one walk found, by page."""

    seen: list[str] = field(default_factory=list)
    violations: dict[tuple[str, int, str], list[str]] = field(default_factory=dict)
    wide: dict[str, int] = field(default_factory=dict)
    html: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


EVERY_PAGE = [
    "login", "inactive", "signup", "password/reset", "login refused", "reset asked", "reset", "reset refused",
    "reset done", "reset ended", "users/locked_out.html", "429.html", "password/change", "email", "reauthenticate",
    "2fa", "2fa/webauthn", "totp", "totp refused", "recovery codes", "2fa/recovery-codes/generate",
    "2fa/totp/deactivate", "2fa/reauthenticate", "2fa active", "key add", "keys", "key edit", "key remove", "logout",
    "authenticate", "authenticate refused",
]  # fmt: skip


@pytest.fixture(scope="module", params=["en", "ar"])
def findings(request: pytest.FixtureRequest, browser: Browser, installation: Installation, wait_for_mail: WaitForMail):
    """Walk the pages of an account once, in one language, and note everything."""
    context = browser.new_context(
        base_url=installation.url,
        locale=request.param,
        viewport={"width": 1280, "height": 900},
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    found = Findings()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.request.resource_type == "document" else None)
    page.on("console", lambda message: found.complaints.append(message.text) if message.type == "error" else None)
    for name in AccountPages(page, installation, make_editor(installation), wait_for_mail).walk(request.param):
        found.seen.append(name)
        found.html[name] = answers[-1].text()
        look(page, name, found)
    context.close()
    return found


def look(page: Page, name: str, found: Findings) -> None:
    """Note what axe says at two widths, in light and dark, and whether the page scrolls sideways."""
    page.evaluate(AXE)
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("scrollTo(0, 0)")  # an error summary took the focus: what the bar covers there is no smaller
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            if wrong := violations(page):
                found.violations[name, width, scheme] = wrong
    page.set_viewport_size({"width": 320, "height": 900})
    if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
        found.wide[name] = width
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_walk_meets_every_page(findings: Findings):
    assert findings.seen == EVERY_PAGE


def test_axe_finds_nothing_at_any_width_in_light_and_dark(findings: Findings):
    assert findings.violations == {}


def test_no_page_scrolls_sideways_at_320_pixels(findings: Findings):
    assert findings.wide == {}


def test_every_page_is_valid_html(findings: Findings, tmp_path: Path):
    for name, html in findings.html.items():
        (tmp_path / f"{name.replace('/', '-').replace(' ', '-')}.html").write_text(html, encoding="utf-8")

    assert faults_of_html(tmp_path) == set()


def test_no_page_breaks_the_content_policy(findings: Findings):
    assert findings.complaints == []


def test_no_page_holds_a_placeholder(findings: Findings):
    """A placeholder repeats the label and vanishes when one types."""
    assert [name for name, html in findings.html.items() if " placeholder=" in html] == []
