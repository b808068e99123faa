"""A second factor counts when this session has proven it, no log-in goes around it, and its secret is sealed."""

import re
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from django.conf import settings as project
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from coalition.accounts.services import ask_for_new_factor
from coalition.mail.models import Message
from coalition.users import tasks
from coalition.users.factors import SealedAdapter
from coalition.users.middleware import PROTECTED_PREFIXES
from coalition.users.models import User
from tests.factories.home import make_home

from .factors import SECRET, code, give_app, give_passkey

PASSWORD = "a-Long-Enough-word"
LANGUAGES = [language for language, _name in project.LANGUAGES]
OTHER_LOG_INS = ["/cms/login/", *(f"/{language}/_util/login/" for language in LANGUAGES)]
OPEN = (200, None)
pytestmark = pytest.mark.django_db
OPEN_PAGES = ("account_login", "account_reset_password", "account_reset_password_done", "no_factor")
OWN_PAGES = (
    "account_logout", "account_change_password", "account_email", "account_reauthenticate", "mfa_index",
    "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn",
)  # fmt: skip
FACTOR_PAGES = (
    "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_reauthenticate",
)  # fmt: skip


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


def not_answered_by(client, expected: tuple[int, str]) -> dict[str, int]:
    """Return the status of each address of the CMS that answers otherwise: by another status, or leads elsewhere."""
    answers = {}
    for address in sorted({found for found in addresses(get_resolver(), "") if found.startswith(PROTECTED_PREFIXES)}):
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


def test_nobody_signs_up(client):
    words = {"username": "intruder", "email": "i@example.org", "password1": PASSWORD, "password2": PASSWORD}

    assert client.post("/accounts/signup/", words).status_code == 200
    assert not User.objects.exists()


def test_a_public_page_asks_nobody_who_is_signed_in(client):
    make_home()

    response = client.get("/en/")

    assert (response.status_code, "Cookie" in response.get("Vary", "")) == (200, False)


def test_nothing_of_an_account_is_kept_by_a_browser(client, admin):
    """Back would show recovery codes to whoever uses the computer next."""
    give_app(admin)
    RecoveryCodes.activate(admin)
    client.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code()})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    names = (*OPEN_PAGES, *OWN_PAGES, *FACTOR_PAGES)
    assert [name for name in names if "no-store" not in client.get(reverse(name)).get("Cache-Control", "")] == []

    for name in ("account_logout", "wagtailadmin_logout"):
        assert client.post(reverse(name))["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/accounts/login/")


def test_an_account_that_may_not_open_the_cms_is_told_so_and_not_sent_round_in_a_circle(client, settings):
    settings.MFA_REQUIRED = False
    client.force_login(User.objects.create_user("visitor", "visitor@example.org", PASSWORD))
    answer = client.get("/cms/", follow=True)
    assert (answer.status_code, answer.redirect_chain) == (200, [("/accounts/login/?next=/cms/", 302)])
    assert "You do not have permission to access the admin." in answer.content.decode()


def test_a_link_to_the_way_out_logs_nobody_out(client: Client, admin, settings):
    settings.MFA_REQUIRED = False
    force(client, admin)

    looked = client.get("/cms/logout/")

    assert (looked.status_code, looked.cookies.keys() & {project.SESSION_COOKIE_NAME}) == (405, set())
    assert client.get("/cms/").status_code == 200
    assert client.post("/cms/logout/").status_code == 302
    assert client.get("/cms/").status_code == 302


def kept() -> str:
    return Authenticator.objects.get().data["secret"]


def test_a_copy_of_the_database_holds_no_secret():
    give_app(User.objects.create_user("ada"))
    assert kept().startswith("sealed:")
    assert SECRET not in kept()
    assert SealedAdapter().decrypt(kept()) == SECRET


def test_what_was_kept_open_before_is_sealed_in_the_night_and_works_meanwhile():
    row = give_app(User.objects.create_user("ada"))
    Authenticator.objects.filter(pk=row.pk).update(data={"secret": SECRET})
    assert SealedAdapter().decrypt(kept()) == SECRET
    tasks.reseal_factors()
    assert SealedAdapter().decrypt(kept()) == SECRET
    assert kept().startswith("sealed:")


def test_a_new_key_of_the_site_reseals_and_without_the_old_one_nothing_opens(settings):
    give_app(User.objects.create_user("ada"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    sealed = kept()
    tasks.reseal_factors()
    assert kept() != sealed
    settings.SECRET_KEY_FALLBACKS = []
    assert SealedAdapter().decrypt(kept()) == SECRET
    with pytest.raises(ValueError, match="sealed by another key"):
        SealedAdapter().decrypt(sealed)
    resealed = kept()
    tasks.reseal_factors()
    assert kept() == resealed
