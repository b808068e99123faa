"""Where a second factor is compulsory, a page that a log-in opens is not opened by a password alone."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import PageViewRestriction

from coalition.users.models import User
from home.models import StandardPage
from tests.factories.home import make_page

from .factors import code, give_app

PASSWORD = "a-Long-Enough-word"
PILOTS = "Pilots"


@pytest.fixture(autouse=True)
def _compulsory(settings) -> None:
    settings.MFA_REQUIRED = True


@pytest.fixture
def member(db) -> User:
    user = User.objects.create_user("nadia", "nadia@example.org", PASSWORD)
    user.groups.add(Group.objects.create(name=PILOTS))
    return user


def restrict(page, kind: str) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name=PILOTS))


@pytest.fixture(params=[PageViewRestriction.LOGIN, PageViewRestriction.GROUPS])
def closed(request, member) -> str:
    """The address of a page that a log-in opens; the restriction is of the page above it."""
    above = make_page("Pilots", slug="pilots")
    below = above.add_child(instance=StandardPage(title="Shelters of the north", slug="shelters", locale=above.locale))
    restrict(above, request.param)
    return below.url


def where(response) -> tuple[int, str]:
    return response.status_code, response.get("Location", "").partition("?")[0]


def test_a_stranger_is_sent_to_the_log_in(client, closed):
    assert where(client.get(closed)) == (302, reverse("account_login"))


def test_a_password_alone_opens_no_page(client, closed, member):
    client.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD})

    response = client.get(closed)

    assert where(response) == (302, reverse("no_factor"))
    assert "no-store" in response["Cache-Control"]


def test_a_session_that_has_not_proven_its_factor_opens_no_page(client, closed, member):
    give_app(member)
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")

    response = client.get(closed)

    assert where(response) == (302, reverse("mfa_reauthenticate"))
    assert response["Location"].endswith(f"?next={closed.replace('/', '%2F')}")


def test_the_proven_factor_opens_the_page(client, closed, member):
    give_app(member)
    client.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD})
    client.post(reverse("mfa_authenticate"), {"code": code()})

    response = client.get(closed)

    assert response.status_code == 200
    assert "Shelters of the north" in response.content.decode()
