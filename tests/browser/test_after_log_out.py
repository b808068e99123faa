"""After a log-out on a shared computer, *Back* shows no secret of the account."""

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error, Playwright

from tests.installation import Installation

from .editors import PASSWORD, code, make_editor, send
from .test_what_stays import open_profile


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
