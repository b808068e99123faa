"""A certificate from the site is checked on the site: by code, by file, with and without JavaScript."""

import hashlib
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation

pytestmark = pytest.mark.xdist_group("verify")  # what its fixtures make is made once

WAIT = 90  # seconds for the worker to make the demonstration's certificates, on a busy machine


@pytest.fixture(scope="module")
def code(installation: Installation) -> str:
    """The code of a demonstration signature whose certificates the worker has made."""
    query = (
        "SELECT signature.verification_code FROM charter_certificate certificate "
        "JOIN charter_signature signature ON signature.id = certificate.signature_id "
        "WHERE certificate.issued_at IS NOT NULL AND signature.state = 'signed' "
        "GROUP BY signature.id HAVING count(*) = 4 ORDER BY signature.number LIMIT 1"
    )
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if rows := installation.query(query):
            return str(rows[0][0])
        time.sleep(0.5)
    raise AssertionError(f"No certificate was made within {WAIT} seconds.")


def choose(page: Page, language: str, javascript: bool, file: Path) -> None:
    """Give `file` to the page that checks certificates, and press its button."""
    page.goto(f"/{language}/charter/verify/")
    if not javascript:
        page.locator("[data-verify-file-otherwise] a").click()
    form = page.locator("form[data-verify-file]" if javascript else "main form[method=post]")
    form.locator("input[type=file]").set_input_files(file)
    form.locator("button[type=submit]").click()


def test_a_certificate_is_checked_by_code_and_by_file(visitor: tuple[Page, str, bool], code: str, tmp_path: Path):
    page, language, javascript = visitor
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)

    page.goto(f"/{language}/charter/verify/")
    page.locator("#code").fill(code.lower().replace("-", " "))
    page.locator("form:has(#code) button").click()
    page.wait_for_url(f"**/{language}/charter/verify/{code}/")
    expect(page.locator(".history > li")).to_have_count(1)

    with page.expect_download() as download:
        page.locator(f"main a[href$='/{code}/{language}.pdf']").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    assert (file.name, file.read_bytes()[:5]) == (f"certificate-{code}-{language}.pdf", b"%PDF-")

    choose(page, language, javascript, file)
    page.wait_for_url(f"**/{language}/charter/verify/file/{sha256}/")
    expect(page.locator(".notice--success")).to_have_count(2)  # the signature stands, and the file is genuine
    expect(page.locator("main")).to_contain_text(code)

    changed = tmp_path / "changed.pdf"
    changed.write_bytes(file.read_bytes() + b"\n")
    choose(page, language, javascript, changed)
    page.wait_for_url(f"**/charter/verify/file/{hashlib.sha256(changed.read_bytes()).hexdigest()}/")
    expect(page.locator(".notice--danger")).to_have_count(1)
    expect(page.locator(".notice--success")).to_have_count(0)
    assert (posted == []) is javascript  # with a script, the file stays on the device
