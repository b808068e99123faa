"""What each role may open: each address of the CMS, and the programme's public ones. One that is not listed fails.

The charter's and the events' own are in tables of their own (tests/charter, tests/events). `make test` asks our own
views; those that Wagtail makes of its permissions are asked in `make attack` too.
"""

import re

import pytest
from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.http import HttpResponse
from django.template.backends.django import Template
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import override

from coalition.users import roles
from coalition.users.models import User
from tests.attacks.measuring import LONG
from tests.events.test_permission_table import ABOUT
from tests.factories.charter import staff

from .cms_world import PARAMETER, WORDS, keys_of, make_world, routes, view_of
from .permission_table import CMS, PUBLIC, ROLES

pytestmark = [
    pytest.mark.lengthy,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:Pagination may yield:django.core.paginator.UnorderedObjectListWarning"),
    # Wagtail leaves the file that it draws a picture in to the garbage collector; ends when its models.py closes it.
    pytest.mark.filterwarnings(
        "ignore:Exception ignored in.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"
    ),
]
OUT = {"failwhale/", "test404/", "logout/"}  # Wagtail shows its errors; and the way out
PROGRAMME = re.compile(r"webinars\.|coalition\.(calls|certificates|figures|resources)\.|home\.(agenda|territories)\.")
REFUSED = re.compile(
    r"/cms/$|/cms/login/|/accounts/login/|/\w\w/cms/"
)  # also: to the language of a page that is not there


@pytest.fixture(scope="module")
def world(rows_of_the_module: None) -> dict[str, int]:
    """One row of everything, made once for the module."""
    return make_world()


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether an address opens is asked, not what stands there: the walks through the CMS and the site look at that."""
    monkeypatch.setattr(Template, "render", lambda self, context=None, request=None: "")


@pytest.fixture
def visitor(client: Client) -> Client:
    """A browser that is shown errors of the server, as people are."""
    client.raise_request_exception = False
    return client


def of_the_cms() -> dict[str, bool]:
    """Return every route of the CMS that no other table has, and whether its view is ours."""
    return {
        route.removeprefix("cms/"): not view_of(pattern).startswith("wagtail")
        for route, pattern in routes(get_resolver().url_patterns)
        if route.startswith("cms/") and not re.search(r"\(\?P|\.\*|cms/charter/", route) and not ABOUT.match(route)
    }


def of_the_programme() -> set[str]:
    """Return every public route of the programme, in English."""
    with override("en"):
        found = set()
        for route, pattern in routes(get_resolver().url_patterns):
            if not route.startswith("cms/") and PROGRAMME.match(view_of(pattern)):
                found.add(route)
        return found


def address(route: str, key: str, **words: str) -> str:
    """Return an address of `route`: words where it takes words, else `key`."""
    return "/" + PARAMETER.sub(lambda match: (WORDS | words).get(match[2], key), route)


def is_open(response: HttpResponse) -> bool:
    """Say whether an address does something for who asks; "not that way" (405) is no."""
    return response.status_code not in (403, 404, 405) and not REFUSED.match(response.get("Location", ""))


def log_in(client: Client, role: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Become somebody of `role`: its letter in ROLES. Who that is and what they may do is read once for all cells."""
    if role == "-":
        return
    if role == "A":
        user = User.objects.create_superuser("root", "root@town.example", "x")
    else:
        user = staff(getattr(roles, ROLES[role]))
    client.force_login(user)
    user = User.objects.get(pk=user.pk)
    monkeypatch.setattr(ModelBackend, "get_user", lambda _backend, _key: user)


def asked(client: Client, address: str, *, posts: bool) -> tuple[bool, bool]:
    """Return whether `address` opens by GET and, where it is asked so, by an empty POST; nothing is kept of either."""
    with transaction.atomic():
        looks = client.get(address)
        assert looks.status_code < 500, address
        does = client.post(address) if posts else None
        transaction.set_rollback(True)
    return is_open(looks), does is not None and is_open(does)


def test_every_address_is_listed():
    assert (set(of_the_cms()) - OUT, of_the_programme()) == (set(CMS), set(PUBLIC))


@pytest.mark.parametrize("role", [*ROLES, "-"])
def test_the_cms_opens_to_each_role_what_it_may(
    visitor: Client, world: dict[str, int], role: str, monkeypatch: pytest.MonkeyPatch
):
    log_in(visitor, role, monkeypatch)
    keys, ours = keys_of(dict(world)), of_the_cms()
    longest_first = sorted(keys, key=len, reverse=True)
    listed = {route: who for route, who in CMS.items() if LONG or ours[route]}
    answers = {}
    for route in listed:
        key = next(keys[beginning] for beginning in longest_first if f"cms/{route}".startswith(beginning))
        answers[route] = asked(visitor, "/cms" + address(route, str(key)), posts=ours[route])

    assert answers == {route: (role in looks, ours[route] and role in does) for route, (looks, does) in listed.items()}


@pytest.mark.parametrize("role", ["-", "E", "A"])
def test_a_public_address_of_the_programme_answers_every_role_alike(
    visitor: Client, world: dict[str, int], role: str, monkeypatch: pytest.MonkeyPatch
):
    log_in(visitor, role, monkeypatch)
    answers = {}
    for route in PUBLIC:
        with transaction.atomic():
            path = address(route, "1", code="AAAA-BBBB-CCCC")
            looks, does = visitor.get(path), visitor.post(path)
            b"".join(looks)
            transaction.set_rollback(True)
        answers[route] = f"{looks.status_code} {does.status_code}"

    assert answers == PUBLIC
