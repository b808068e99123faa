"""A town hall writes its yearly report by its secret link, with and without JavaScript."""

import hashlib
import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.installation import Installation


@pytest.fixture
def report(installation: Installation) -> str:
    """The address of a fresh report, behind the link to the desk of a signatory of the demonstration."""
    secret = secrets.token_urlsafe(32)
    digest = hashlib.sha256(secret.encode()).hexdigest()
    [[year]] = installation.query(
        "WITH signed AS (SELECT id, government_id, language FROM charter_signature WHERE state = 'signed' "
        "ORDER BY number LIMIT 1), "
        "link AS (INSERT INTO charter_desklink (signature_id, digest, created_at, expires_at, to_contact, occasion) "
        "SELECT id, %s, now(), now() + interval '1 day', false, '' FROM signed) "
        "INSERT INTO charter_report (government_id, year, state, language, answers, invited_at, reason) "
        "SELECT government_id, 1 + (SELECT coalesce(max(year), 2019) FROM charter_report), 'draft', language, '{}', "
        "now(), '' FROM signed RETURNING year",
        digest,
    )
    return f"{secret}/report/{year}"


def test_a_report_is_written_left_and_sent(visitor: tuple[Page, str, bool], report: str):
    page, language, javascript = visitor
    start = f"/{language}/charter/desk/{report}/"
    page.goto(start)
    page.locator("main a.button").first.click()
    page.locator("#id_guide_date").fill("2026-02-01")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".error-summary a[href='#id_guide_link']")).to_have_count(0)  # the check names what is missing
    page.wait_for_url("**/training/")

    page.locator("#id_women_trained").fill("about 12")
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".error-summary a[href='#id_women_trained']")).to_have_count(1)
    expect(page.locator("#id_women_trained")).to_have_value("about 12")
    page.locator("#id_women_trained").fill("12")
    if javascript:
        expect(page.locator("[data-autosave-status]")).not_to_be_empty()
        page.goto(start + "training/")  # left without a button
        expect(page.locator("#id_women_trained")).to_have_value("12")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/reception/")

    page.goto(start)
    with page.expect_download() as download:
        page.locator("main a[href$='sheet.xlsx']").click()
    assert download.value.suggested_filename.endswith(".xlsx")

    page.goto(start + "check/")
    page.locator("main form button[type=submit]").click()
    page.locator(".error-summary a[href$='#id_guide_link']").click()
    page.locator("#id_guide_link").fill("https://town.example/guide")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/training/"))  # a redirect keeps the fragment of the address before
    page.goto(start + "check/")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**{start}")
    expect(page.locator(".notice--success")).to_have_count(1)
