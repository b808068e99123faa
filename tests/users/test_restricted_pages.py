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


def test_only_the_proven_factor_opens_the_page(client, closed, member):
    assert where(client.get(closed)) == (302, reverse("account_login"))
    client.post(reverse("account_login"), {"login": "nadia", "password": PASSWORD})
    alone = client.get(closed)
    assert (where(alone), "no-store" in alone["Cache-Control"]) == ((302, reverse("no_factor")), True)

    give_app(member)
    asked = client.get(closed)
    assert where(asked) == (302, reverse("mfa_reauthenticate"))
    assert asked["Location"].endswith(f"?next={closed.replace('/', '%2F')}")

    client.post(reverse("mfa_reauthenticate"), {"code": code()})
    response = client.get(closed)
    assert (response.status_code, "Shelters of the north" in response.content.decode()) == (200, True)
