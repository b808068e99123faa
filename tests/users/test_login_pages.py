"""The pages of log-in and second factor: kept by no browser, and closed to who guesses."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.conf import settings
from django.test import Client
from django.urls import reverse

from coalition.privacy.lockout import FREE
from coalition.users.models import User

from .factors import code, give_app

PASSWORD = "a-Long-Enough-word"
OPEN_PAGES = ("account_login", "account_reset_password", "account_reset_password_done", "no_factor")
OWN_PAGES = (
    "account_logout", "account_change_password", "account_email", "account_reauthenticate", "mfa_index",
    "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
)  # fmt: skip
FACTOR_PAGES = (
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate",
)  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_superuser("nadia", "nadia@example.org", PASSWORD)


def test_nothing_of_an_account_is_kept_by_a_browser(client, editor):
    """Back would show recovery codes to whoever uses the computer next."""
    give_app(editor)
    RecoveryCodes.activate(editor)
    client.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    names = (*OPEN_PAGES, *OWN_PAGES, *FACTOR_PAGES)
    assert [name for name in names if "no-store" not in client.get(reverse(name)).get("Cache-Control", "")] == []

    for name in ("account_logout", "wagtailadmin_logout"):
        assert client.post(reverse(name))["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/accounts/login/")


@pytest.mark.parametrize("login", ["nadia", "nadia@example.org", "stranger", "stranger@example.org"])
def test_too_many_wrong_passwords_close_the_door_whether_or_not_the_account_exists(client, editor, settings, login):
    settings.AXES_ENABLED = True
    wrong = {"login": login, "password": "wrong"}
    answers = [client.post(reverse("account_login"), wrong) for _attempt in range(FREE)]
    right = client.post(reverse("account_login"), {"login": login, "password": PASSWORD})
    elsewhere = client.post(reverse("account_login"), {"login": login, "password": "wrong"}, REMOTE_ADDR="192.0.2.7")

    assert [answer.status_code for answer in answers] == [200] * (FREE - 1) + [429]
    assert (right.status_code, elsewhere.status_code) == (429, 200)
    page = right.content.decode()
    assert re.findall("<h1>([^<]+)</h1>", page) == ["Too many attempts"]
    assert "Try again in 1 minute." in page
    assert login not in page


def test_an_account_that_may_not_open_the_cms_is_told_so_and_not_sent_round_in_a_circle(client):
    client.force_login(User.objects.create_user("visitor", "visitor@example.org", PASSWORD))
    answer = client.get("/cms/", follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [("/accounts/login/?next=/cms/", 302)])
    assert "You do not have permission to access the admin." in answer.content.decode()


def test_a_link_to_the_way_out_logs_nobody_out(client: Client):
    client.force_login(User.objects.create_superuser("root", "root@town.example", "x"))

    looked = client.get("/cms/logout/")

    assert (looked.status_code, looked.cookies.keys() & {settings.SESSION_COOKIE_NAME}) == (405, set())
    assert client.get("/cms/").status_code == 200
    assert client.post("/cms/logout/").status_code == 302
    assert client.get("/cms/").status_code == 302
