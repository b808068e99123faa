"""A passkey from end to end, on the browser's own virtual authenticator, by keyboard alone.

A passkey belongs to a name: the installation is reached as `localhost`, which browsers trust without TLS.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, expect

from tests.installation import Installation

from .conftest import NewContext
from .editors import PASSWORD, make_editor
from .keyboard import Keyboard

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(params=["en", "ar"])
def holder(
    request: pytest.FixtureRequest, new_context: NewContext, installation: Installation
) -> Iterator[tuple[Keyboard, CDPSession, str]]:
    """A keyboard on a device that holds passkeys; the authenticator's id."""
    context = new_context(
        base_url=installation.url.replace("127.0.0.1", "localhost"),
        viewport={"width": 1280, "height": 800},
        locale=request.param,
        reduced_motion="reduce",
    )
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    added = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    yield Keyboard(page), device, added["authenticatorId"]
    device.detach()


def log_in(keyboard: Keyboard, name: str) -> None:
    """Sign in by name and password."""
    keyboard.page.goto("/accounts/login/")
    keyboard.type("[name=login]", name)
    keyboard.type("[name=password]", PASSWORD)
    keyboard.enter()


def prove_again(keyboard: Keyboard) -> None:
    """Type the password where it is asked for once more."""
    if "/reauthenticate/" in keyboard.page.url:
        keyboard.type("[name=password]", PASSWORD)
        keyboard.enter()


def test_a_passkey_is_added_and_signs_in_alone(holder: tuple[Keyboard, CDPSession, str], installation: Installation):
    keyboard, device, authenticator = holder
    page, editor = keyboard.page, make_editor(installation)
    log_in(keyboard, editor.name)

    page.goto("/accounts/2fa/")
    keyboard.follow("main a[href='/accounts/2fa/webauthn/add/']")
    prove_again(keyboard)
    keyboard.tick("[name=passwordless]")
    keyboard.follow("#mfa_webauthn_add")
    expect(page.locator("#recovery_codes")).to_be_visible()
    kept = device.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert [(key["rpId"], key["isResidentCredential"]) for key in kept] == [("localhost", True)]
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main tbody .badge--success")).to_have_count(1)

    keyboard.follow("a[href='/accounts/logout/']")
    keyboard.follow("main form button[type=submit]")
    page.goto("/cms/")
    keyboard.follow("#passkey_login")
    expect(page).to_have_url(f"{installation.url.replace('127.0.0.1', 'localhost')}/cms/")

    page.goto("/accounts/2fa/webauthn/")
    keyboard.follow("main td a[href$='/remove/']")
    keyboard.follow("main a[href^='/accounts/2fa/webauthn/reauthenticate/']")
    keyboard.follow("#mfa_webauthn_reauthenticate")
    expect(page).to_have_url(re.compile("/remove/$"))
    keyboard.follow("main form button[type=submit]")
    expect(page.locator("main tbody")).to_have_count(0)


def test_a_passkey_is_the_second_factor_of_a_password(
    holder: tuple[Keyboard, CDPSession, str], installation: Installation
):
    keyboard, _device, _authenticator = holder
    page, editor = keyboard.page, make_editor(installation)
    log_in(keyboard, editor.name)
    page.goto("/accounts/2fa/webauthn/add/")
    prove_again(keyboard)
    keyboard.follow("#mfa_webauthn_add")
    page.goto("/accounts/logout/")
    keyboard.follow("main form button[type=submit]")

    log_in(keyboard, editor.name)
    expect(page).to_have_url(re.compile("/accounts/2fa/authenticate/$"))
    keyboard.follow("#mfa_webauthn_authenticate")
    expect(page).to_have_url(re.compile("/cms/$"))
