"""The address by which a browser forgets this site, the colour of leaving, and the cookie of forms."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

CLEARED = '"cache", "cookies", "storage"'


@pytest.mark.parametrize(
    ("site", "cleared"),
    [("same-origin", CLEARED), ("none", CLEARED), (None, CLEARED), ("cross-site", None), ("same-site", None)],
)
def test_only_who_leaves_from_here_is_made_to_forget(client: Client, site: str | None, cleared: str | None):
    headers = {"Sec-Fetch-Site": site} if site else {}
    response = client.get("/exit/now/", headers=headers)

    assert (response.status_code, response["Location"]) == (302, settings.QUICK_EXIT_URL)
    assert response.get("Clear-Site-Data") == cleared
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "no-referrer")


@pytest.mark.django_db
def test_the_cookie_of_a_form_ends_with_the_session_of_the_browser(client: Client):
    client.get("/accounts/login/")

    cookie = client.cookies[settings.CSRF_COOKIE_NAME]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")


def test_what_leaves_this_site_has_a_colour_that_nothing_else_has():
    text = Path("coalition/static/css/site.css").read_text(encoding="utf-8")
    colours = re.findall(r"--exit(?:-soft)?: (#\w+);", text)
    users = re.findall(r"^ *([^{}\n]+) \{[^}]*var\(--exit", text, re.MULTILINE)

    assert [text.count(colour) for colour in colours] == [1, 1]
    assert users == [".quick-exit", ".quick-exit:hover"]
