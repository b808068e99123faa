"""What holds on every page of log-in, password and second factor, as it holds on the public pages."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Response

from tests.installation import Installation

from .conftest import NewContext
from .editors import AccountPages, make_editor
from .keyboard import WaitForMail
from .looking import Findings, faults_of_html, look, width_for, written

pytestmark = pytest.mark.attack

EVERY_PAGE = [
    "login", "inactive", "signup", "password/reset", "login refused", "reset asked", "reset", "reset refused",
    "reset done", "reset ended", "users/locked_out.html", "429.html", "password/change", "email", "reauthenticate",
    "2fa", "2fa/webauthn", "first-factor", "totp", "totp refused", "recovery codes", "2fa/recovery-codes/generate",
    "2fa/totp/deactivate", "2fa/reauthenticate", "2fa active", "key add", "keys", "key edit", "key remove", "logout",
    "authenticate", "authenticate refused",
]  # fmt: skip


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.xdist_group(f"account-{name}")) for name in ("en", "ar")],
)
def findings(request: pytest.FixtureRequest, browser: Browser, installation: Installation, wait_for_mail: WaitForMail):
    """Walk the pages of an account once, in one language, and note everything."""
    maker = NewContext(browser, installation.url)
    context = maker(locale=request.param, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    found = Findings()
    found.listen(page)
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer) if answer.request.resource_type == "document" else None)
    pages = AccountPages(page, installation, make_editor(installation), wait_for_mail)
    for number, name in enumerate(pages.walk(request.param)):
        look(page, name, answers[-1], found, width=width_for(number, request.param))
    context.close()
    found.complaints += maker.leaks
    return found


def test_the_walk_meets_every_page(findings: Findings):
    assert findings.seen == EVERY_PAGE


def test_axe_finds_nothing_at_any_width_in_light_and_dark(findings: Findings):
    assert findings.violations == {}


def test_forced_colours_take_no_edge_no_focus_and_no_drawing_away(findings: Findings):
    assert findings.forced == {}


def test_no_page_scrolls_sideways_at_320_pixels(findings: Findings):
    assert findings.wide == {}


def test_every_page_is_valid_html(findings: Findings, tmp_path: Path):
    assert faults_of_html(written(findings.html, tmp_path)) == set()


def test_every_page_has_the_exit_in_sight(findings: Findings):
    assert findings.exits == {}


def test_no_page_complains_or_asks_anything_of_a_third_party(findings: Findings):
    assert findings.complaints == []


def test_every_page_has_a_closed_content_policy(findings: Findings):
    rendered_here = ("users/locked_out.html", "429.html")  # without the headers of an answer

    assert {name: policy for name, policy in findings.policies.items() if name not in rendered_here} == {}


def test_no_template_is_forgotten(findings: Findings):
    ours = {"account/login.html", "account/password_reset_from_key.html", "mfa/webauthn/authenticator_list.html"}

    assert ours - frozenset.union(*findings.made_of.values()) == set()


def test_no_page_holds_a_placeholder(findings: Findings):
    """A placeholder repeats the label and vanishes when one types."""
    assert [name for name, html in findings.html.items() if " placeholder=" in html] == []
