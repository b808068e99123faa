"""Every address of the charter, times every role: what each is answered. An address that is not listed fails."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import override

from charter.ledger.models import LedgerEntry
from coalition.users import roles
from coalition.users.models import User
from tests.charter.permission_table import CMS, HOLDER, PAGES, PUBLIC, ROLES
from tests.charter.permission_world import holders_world, make_world
from tests.factories.charter import charter_page, staff

pytestmark = pytest.mark.django_db


def addresses() -> set[str]:
    """Return the name of every address whose view is the charter's, or that stands in its part of the CMS."""

    def walk(resolver, spaces=()) -> Iterator[str]:
        for entry in resolver.url_patterns:
            if not isinstance(entry, URLPattern):
                yield from walk(entry, (*spaces, entry.namespace) if entry.namespace else spaces)
            elif entry.callback.__module__.startswith("charter.") or "".join(spaces).startswith("charter"):
                yield ":".join([*spaces, entry.name])

    with override("en"):
        return set(walk(get_resolver()))


def account(role: str) -> User | None:
    """Return an account of `role`; nobody has none."""
    groups = {
        "editor": roles.COMMITTEE_EDITORS,
        "reviewer": roles.CHARTER_REVIEWERS,
        "host": roles.EVENT_HOSTS,
        "newsletter": roles.NEWSLETTER_EDITORS,
    }
    if role == "admin":
        return User.objects.create_superuser("root", password="not-a-secret-42")
    return staff(groups[role]) if role in groups else None


def answers(client, role: str, names: list[str], world: dict[str, dict[str, object]]) -> dict[str, str]:
    """Return what `role` is answered at each address: the status of a GET, and of an empty POST."""
    user = account(role)
    found = {}
    for name in names:
        client.logout()
        if user:
            client.force_login(user)
        with override("en"):
            url = reverse(name, kwargs=world.get(name, {}))
        response = client.get(url)
        found[name] = f"{response.status_code} {client.post(url).status_code}"
        b"".join(response)
    return found


def test_every_address_is_listed():
    assert addresses() == PUBLIC.keys() | CMS.keys()


@pytest.mark.parametrize("role", ROLES)
def test_a_public_address_answers_every_role_alike(client, role):
    assert answers(client, role, list(PUBLIC), make_world()) == PUBLIC


@pytest.mark.parametrize("role", ROLES)
def test_the_back_office_answers_each_role_what_it_may(client, role):
    world = make_world()
    before = list(LedgerEntry.objects.values_list("hash", flat=True))
    expected = {name: row[ROLES.index(role)] for name, row in CMS.items()}

    assert answers(client, role, list(CMS), world) == expected
    assert list(LedgerEntry.objects.values_list("hash", flat=True)) == before


@pytest.mark.parametrize("role", ROLES)
def test_a_page_that_wagtail_serves_answers_every_role_alike(client, role):
    pages = [charter_page("en")]
    if user := account(role):
        client.force_login(user)

    found = {page.url: f"{client.get(page.url).status_code} {client.post(page.url).status_code}" for page in pages}

    assert found == PAGES


def test_who_holds_a_link_opens_what_it_leads_to_and_no_address_without_one(client):
    secret = {name for name, variables in make_world().items() if "token" in variables}

    assert HOLDER.keys() == secret


def test_a_link_opens_its_secret_addresses(client):
    assert answers(client, "nobody", list(HOLDER), holders_world()) == HOLDER
