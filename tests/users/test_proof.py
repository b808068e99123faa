"""A second factor counts when this session has proven it, and no log-in goes around it."""

import re
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from django.conf import settings as project
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from coalition.accounts.services import ask_for_new_factor
from coalition.mail.models import Message
from coalition.users.middleware import PROTECTED_PREFIXES
from coalition.users.models import User
from tests.factories.home import make_home

from .factors import code, give_app, give_passkey

PASSWORD = "a-Long-Enough-word"
LANGUAGES = [language for language, _name in project.LANGUAGES]
OTHER_LOG_INS = ["/cms/login/", *(f"/{language}/_util/login/" for language in LANGUAGES)]
OPEN = (200, None)


@pytest.fixture(autouse=True)
def _required(settings):
    settings.MFA_REQUIRED = True


@pytest.fixture
def admin(db) -> User:
    return User.objects.create_superuser("nadia", "nadia@example.org", PASSWORD)


def force(client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def answer(client, address: str = "/cms/") -> tuple[int, str | None]:
    response = client.get(address)
    return response.status_code, response.get("Location")


@pytest.mark.parametrize("address", OTHER_LOG_INS)
def test_the_right_password_at_another_log_in_signs_nobody_in(client, admin, address):
    give_app(admin)

    response = client.post(f"{address}?next=/cms/", {"username": "nadia", "password": PASSWORD, "next": "/cms/"})

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/cms/")
    assert "_auth_user_id" not in client.session
    assert answer(client) == (302, "/accounts/login/?next=/cms/")


@pytest.mark.parametrize("address", ["", "done/", "confirm/MQ/token/", "complete/"])
def test_wagtails_own_reset_of_a_password_is_closed(client, admin, address):
    path = f"/cms/password_reset/{address}"

    answers = (client.get(path, follow=True), client.post(path, {"email": admin.email}, follow=True))

    assert [response.status_code for response in answers] == [404, 404]
    assert Message.objects.count() == 0


def test_a_log_in_by_passkey_opens_the_cms(client, admin, monkeypatch):
    key = give_passkey(admin)
    monkeypatch.setattr(LoginWebAuthnForm, "clean_credential", lambda form: key)

    client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "blue"}'})

    assert answer(client) == OPEN


def test_a_session_without_proof_is_asked_once_and_led_back(client, admin):
    give_app(admin)
    force(client, admin)

    asked = answer(client, "/cms/pages/?q=charter")
    page = client.get(asked[1])
    response = client.post(reverse("mfa_reauthenticate"), {"code": code(), "next": "/cms/pages/?q=charter"})

    assert asked == (302, "/accounts/2fa/reauthenticate/?next=%2Fcms%2Fpages%2F%3Fq%3Dcharter")
    assert (page.status_code, "Use your second factor to go on." in page.content.decode()) == (200, True)
    assert (response.status_code, response["Location"]) == (302, "/cms/pages/?q=charter")
    assert answer(client) == OPEN


def test_a_post_without_proof_writes_nothing_and_is_led_to_the_first_page(client, admin):
    give_app(admin)
    force(client, admin)

    response = client.post(reverse("wagtailusers_users:add"), {"username": "intruder"})

    assert (response.status_code, response["Location"]) == (302, "/accounts/2fa/reauthenticate/?next=%2Fcms%2F")
    assert not User.objects.filter(username="intruder").exists()


@pytest.mark.parametrize(
    "name",
    ["mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "account_reauthenticate",
     "account_change_password", "account_email"],
)  # fmt: skip
def test_a_session_without_proof_changes_nothing_about_the_account(client, admin, name):
    give_app(admin)
    force(client, admin)

    assert answer(client, reverse(name))[1].startswith("/accounts/2fa/reauthenticate/?next=%2Faccounts%2F")


def test_the_first_code_of_a_new_app_is_its_proof(client, admin, monkeypatch):
    monkeypatch.setattr("django.db.transaction.on_commit", lambda callback, **_: callback())  # a test never commits
    client.get(urlsplit(ask_for_new_factor(user=admin, by=None)).path)
    client.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD})
    before = answer(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'id="authenticator_secret"[^>]* value="(\w+)"', page)[1]

    client.post(reverse("mfa_activate_totp"), {"code": code(secret)})

    assert (before, answer(client)) == ((302, "/accounts/2fa/"), OPEN)


def test_the_code_at_log_in_opens_the_cms_and_a_proof_ends_with_its_factor(client, admin):
    app = give_app(admin)
    client.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD})
    before = answer(client)
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert (before, answer(client)) == ((302, "/accounts/login/?next=/cms/"), OPEN)

    Authenticator.objects.filter(pk=app.pk).delete()

    assert answer(client) == (302, "/accounts/2fa/")


def sample(converter: object) -> str:
    if isinstance(converter, IntConverter):
        return "1"
    return str(uuid.UUID(int=1)) if isinstance(converter, UUIDConverter) else "sample"


def addresses(resolver: URLResolver, prefix: str) -> Iterator[str]:
    """Yield an address for each pattern below `resolver` that can be reversed."""
    for key in resolver.reverse_dict:
        for possibilities, _pattern, _defaults, converters in resolver.reverse_dict.getlist(key):
            for template, parameters in possibilities:
                values = {name: sample(converters.get(name)) for name in parameters}
                yield "/" + prefix + template % values
    for own_prefix, child in resolver.namespace_dict.values():
        yield from addresses(child, prefix + own_prefix)


def cms_addresses() -> list[str]:
    """Return an address for every pattern of the site that stands under a protected prefix, each once."""
    return sorted({found for found in addresses(get_resolver(), "") if found.startswith(PROTECTED_PREFIXES)})


def not_answered_by(client, expected: tuple[int, str]) -> dict[str, int]:
    """Return the status of each address of the CMS that answers otherwise: by another status, or leads elsewhere."""
    answers = {}
    for address in cms_addresses():
        answers[address] = client.get(address)
        client.cookies.pop("messages", None)  # each answer adds one: 200 of them are slow to carry
    return {
        address: answer.status_code
        for address, answer in answers.items()
        if (answer.status_code, answer.get("Location", "").partition("?")[0]) != expected
    }


def test_every_cms_address_asks_for_the_second_factor(client, admin):
    force(client, admin)

    assert not_answered_by(client, (302, reverse("no_factor"))) == {}  # a link of an administrator sets the first up


@pytest.mark.attack
def test_every_cms_address_asks_a_session_that_has_not_proven_its_factor(client, admin):
    give_app(admin)
    force(client, admin)

    assert not_answered_by(client, (302, reverse("mfa_reauthenticate"))) == {}


@pytest.mark.django_db
def test_nobody_signs_up(client):
    words = {"username": "intruder", "email": "i@example.org", "password1": PASSWORD, "password2": PASSWORD}

    assert client.post("/accounts/signup/", words).status_code == 200
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_public_page_asks_nobody_who_is_signed_in(client):
    make_home()

    response = client.get("/en/")

    assert (response.status_code, "Cookie" in response.get("Vary", "")) == (200, False)
