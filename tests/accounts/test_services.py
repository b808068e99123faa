"""What is done to an account is told to its owner, and a first factor comes by an administrator's link alone."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from coalition.accounts import services as owners
from coalition.mail.models import Message
from coalition.privacy import lockout
from coalition.users import factors
from coalition.users.models import User
from tests.users.factors import code, give_app, give_passkey

PASSWORD, NEW_PASSWORD = "a-Long-Enough-word", "another-Long-word-1"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
OFFICE, ELSEWHERE = "192.0.2.1", "203.0.113.9"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> Iterator[time_machine.Traveller]:
    monkeypatch.setattr("django.db.transaction.on_commit", lambda callback, **_: callback())  # a test never commits
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def owner() -> User:
    return User.objects.create_superuser("nadia", "nadia@town.example", PASSWORD)


@pytest.fixture
def administrator(owner, client) -> User:
    """Whoever is logged in in `client`."""
    found = User.objects.create_superuser("ines", "ines@town.example", PASSWORD)
    client.force_login(found, backend="django.contrib.auth.backends.ModelBackend")
    return found


def log_in(client: Client, name: str = "nadia", *, network: str = OFFICE, proof: bool = True) -> None:
    client.post(reverse("account_login"), {"login": name, "password": PASSWORD}, REMOTE_ADDR=network)
    if proof:
        client.post(reverse("mfa_authenticate"), {"code": code()}, REMOTE_ADDR=network)


def told() -> list[tuple[str, str]]:
    """Return to whom each mail went and its first sentence, and forget them."""
    found = [(mail.to, mail.context["paragraphs"][0][0]) for mail in Message.objects.order_by("pk")]
    Message.objects.all().delete()
    return found


def test_the_owner_is_told_of_a_new_browser_once_without_its_network(owner, client, clock):
    give_app(owner)
    client.defaults["HTTP_USER_AGENT"] = "Mozilla/5.0 (hers)"
    log_in(client, network="198.51.100.77")
    words = str(Message.objects.get().context)
    assert "Account nadia, 25 November 2026, 13:00, Paris time." in words
    assert ("198.51.100.77" in words, "hers" in words) == (False, False)
    assert told() == [("nadia@town.example", str(owners.DEVICE))]

    client.post(reverse("account_logout"))
    clock.shift(60)  # another code
    log_in(client, network="198.51.100.77")
    assert told() == []


def change_address(client: Client) -> None:
    client.post(reverse("account_email"), {"email": "new@town.example", "action_add": ""})
    EmailAddress.objects.filter(email="new@town.example").update(verified=True)
    Message.objects.filter(to="new@town.example").delete()  # the link that confirms it
    client.post(reverse("account_email"), {"email": "new@town.example", "action_primary": ""})


def change_password(client: Client) -> None:
    words = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(reverse("account_change_password"), words)


def remove_key(client: Client) -> None:
    key = Authenticator.objects.get(type="webauthn")
    client.post(reverse("mfa_remove_webauthn", args=[key.pk]))


@pytest.mark.parametrize(
    ("act", "changes"),
    [
        (change_password, [("nadia@town.example", owners.PASSWORD)]),
        (
            change_address,
            [("nadia@town.example", owners.ADDRESS_ADDED)]
            + [(f"{name}@town.example", owners.ADDRESS) for name in ("nadia", "new")],
        ),
        (remove_key, [("nadia@town.example", owners.CHANGES["mfa/email/webauthn_removed"])]),
        (
            lambda client: client.post(reverse("mfa_generate_recovery_codes")),
            [("nadia@town.example", owners.CHANGES["mfa/email/recovery_codes_generated"])],
        ),
        (
            lambda client: client.post(reverse("mfa_deactivate_totp")),
            [("nadia@town.example", owners.CHANGES["mfa/email/totp_deactivated"])],
        ),
    ],
)
def test_the_owner_is_told_of_each_change_the_old_address_too(owner, client, act, changes):
    give_app(owner)
    give_passkey(owner)
    RecoveryCodes.activate(owner)
    log_in(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    told()

    act(client)

    assert told() == [(address, str(change)) for address, change in changes]


def test_what_an_administrator_changes_is_told_to_the_owner(administrator, owner, client):
    form = {"username": "nadia", "email": "new@town.example", "first_name": "Nadia", "last_name": "Ex",
            "password1": NEW_PASSWORD, "password2": NEW_PASSWORD, "is_active": "on", "is_superuser": "on"}  # fmt: skip
    client.post(reverse("wagtailusers_users:edit", args=[owner.pk]), form)
    changes = [("nadia", owners.ADDRESS), ("new", owners.ADDRESS), ("new", owners.PASSWORD)]
    assert told() == [(f"{name}@town.example", str(change)) for name, change in changes]

    del form["password1"], form["password2"]
    client.post(reverse("wagtailusers_users:edit", args=[owner.pk]), form)
    assert told() == []


def link() -> str:
    """Return the path of the link in the only mail, which goes to the owner."""
    mail = Message.objects.get()
    assert (mail.to, mail.sensitive) == ("nadia@town.example", True)
    return re.search(r"/accounts/first-factor/[^/]+/", str(mail.context))[0]


def set_up(client: Client, path: str = "") -> int:
    """Log in with the password, by the link of `path` if any, set up an app; return how many factors there are."""
    if path:
        client.get(path)
    log_in(client, proof=False)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]* value="(\w+)"', page)
    if secret:
        client.post(reverse("mfa_activate_totp"), {"code": code(secret[1])})
    return Authenticator.objects.filter(user__username="nadia", type="totp").count()


def test_a_lost_phone_one_press_ends_sessions_and_asks_for_a_new_factor(administrator, owner, client, settings):
    settings.MFA_REQUIRED = False
    give_app(owner)
    thief = Client()
    log_in(thief)
    told()

    page = client.get(reverse("accounts_new_factor", args=[owner.pk]))
    assert (page.status_code, Authenticator.objects.count()) == (200, 1)  # asking changes nothing
    assert reverse("accounts_new_factor", args=[owner.pk]) in client.get(reverse("wagtailusers_users:index")).text
    client.post(reverse("accounts_new_factor", args=[owner.pk]))

    assert Authenticator.objects.count() == 0
    assert thief.get("/cms/").status_code == 302
    assert client.get("/cms/").status_code == 200
    entry = ModelLogEntry.objects.get(action=factors.ASKED)
    assert (entry.user, entry.object_id) == (administrator, str(owner.pk))
    settings.MFA_REQUIRED = True
    assert set_up(thief) == 0  # the password alone
    assert set_up(Client(), link()) == 1


def test_a_link_works_for_one_factor_three_days_and_its_owner(owner, settings, clock, capsys):
    settings.MFA_REQUIRED = True
    call_command("new_factor", "nadia")
    first = link()
    assert capsys.readouterr().out == f"{settings.SITE_URL}{first}\n"
    told()
    early = Client()
    early.get(first)
    owners.ask_for_new_factor(user=owner, by=None)
    second = link()

    assert Client().get(first)["Location"] == reverse("no_factor")  # another one was sent since
    assert set_up(early) == 0  # also where the first was opened before
    other = Client()
    User.objects.create_superuser("ines", "ines@town.example", PASSWORD)
    other.get(second)
    other.post(reverse("account_login"), {"login": "ines", "password": PASSWORD})
    assert other.get(reverse("mfa_activate_totp"))["Location"] == reverse("no_factor")
    hers = Client()
    assert set_up(hers, second) == 1
    assert hers.get("/cms/").status_code == 200
    assert Client().get(second)["Location"] == reverse("no_factor")  # used
    Authenticator.objects.all().delete()
    clock.shift(timedelta(days=3, seconds=1))
    assert Client().get(second)["Location"] == reverse("no_factor")


def test_a_new_account_is_mailed_its_link(administrator, client, settings):
    settings.MFA_REQUIRED = True
    give_app(administrator)
    client.logout()
    log_in(client, "ines")
    told()
    form = {"username": "samir", "email": "samir@town.example", "first_name": "Samir", "last_name": "Ex",
            "password1": PASSWORD, "password2": PASSWORD, "is_active": "on"}  # fmt: skip
    client.post(reverse("wagtailusers_users:add"), form)

    assert told() == [
        ("samir@town.example", "Open this link and log in to set up the second factor of the account samir.")
    ]


def test_an_editor_of_accounts_asks_no_administrator_for_a_new_factor(owner, client):
    """Nor does anybody else ask at all."""
    host = User.objects.create_user("host", "host@town.example", PASSWORD)
    client.force_login(host, backend="django.contrib.auth.backends.ModelBackend")

    client.post(reverse("accounts_new_factor", args=[owner.pk]))

    assert told() == []


def guess(client: Client, typed: str, network: str) -> bool:
    """Type a code at the log-in; say whether it was looked at."""
    page = client.post(reverse("mfa_authenticate"), {"code": typed}, REMOTE_ADDR=network)
    return "Too many wrong codes" not in page.text if page.status_code == 200 else True


def test_codes_are_guessed_slower_and_slower_and_keep_the_owner_out_from_nowhere_else(owner, clock, settings):
    settings.RATE_LIMITS_ENABLED = True
    give_app(owner)
    hers, thief = Client(), Client()
    log_in(hers)
    hers.post(reverse("account_logout"))
    told()
    clock.shift(60)
    log_in(thief, network=ELSEWHERE, proof=False)

    looked_at = [guess(thief, "000000", ELSEWHERE) for _try in range(10)]
    assert looked_at == [True] * lockout.FREE + [False] * 2
    assert told() == [("nadia@town.example", str(owners.GUESSED))]  # after the fifth, once
    clock.shift(61)
    assert [guess(thief, "000000", ELSEWHERE) for _try in range(2)] == [True, False]
    clock.shift(61)
    assert not guess(thief, "000000", ELSEWHERE)  # two minutes now
    for client, network in ((Client(), OFFICE), (hers, ELSEWHERE)):  # elsewhere, and her own browser beside the thief
        clock.shift(60)
        log_in(client, network=network)
        assert client.get("/cms/").status_code == 200
