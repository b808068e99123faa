"""Where a second factor is compulsory, no address of the CMS opens without one."""

import uuid
from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver, reverse
from django.urls.converters import IntConverter, UUIDConverter

from coalition.users.middleware import PROTECTED_PREFIXES
from coalition.users.models import User
from tests.factories.home import make_home

from .factors import give_app

PASSWORD = "long-Enough-12"


def sample(converter: object) -> str:
    """Return a value that `converter` takes."""
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


@pytest.fixture
def admin(db) -> User:
    return User.objects.create_superuser("admin", "admin@example.org", "x")


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


def test_every_cms_address_asks_for_the_second_factor(client, settings, admin):
    settings.MFA_REQUIRED = True
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")

    assert not_answered_by(client, (302, reverse("no_factor"))) == {}  # a link of an administrator sets the first up


@pytest.mark.attack
def test_every_cms_address_asks_a_session_that_has_not_proven_its_factor(client, settings, admin):
    settings.MFA_REQUIRED = True
    give_app(admin)
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")

    assert not_answered_by(client, (302, reverse("mfa_reauthenticate"))) == {}


@pytest.mark.django_db
def test_nobody_signs_up(client):
    words = {"username": "intruder", "email": "i@example.org", "password1": PASSWORD, "password2": PASSWORD}

    assert client.post("/accounts/signup/", words).status_code == 200
    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_public_page_asks_nobody_who_is_signed_in(client, settings):
    settings.MFA_REQUIRED = True
    make_home()

    response = client.get("/en/")

    assert (response.status_code, "Cookie" in response.get("Vary", "")) == (200, False)
