"""What every list costs as a whole page: the same number of queries for one row and for three.

A query more is a decision: it is written down here. Web processes ask less, since they remember the way to a page
(tests/pages/test_views.py); a test is a transaction, which remembers nothing.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from coalition.users import roles
from coalition.users.models import User
from events.models import Event
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    WebinarFactory,
    event_page,
    webinars_page,
)
from tests.factories.mail import MessageFactory
from tests.factories.members import ContactFactory, LocalGovernmentFactory, MemberProfileFactory, members_page
from tests.factories.resources import (
    ResourceFactory,
    initiative_page,
    mechanism_page,
    mechanisms_page,
    resource_page,
    resources_page,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3]), pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture
def cost(django_assert_num_queries) -> Callable[[Client, str, int], str]:
    """Return a function that asks for an address, pins its queries, and returns its HTML."""

    def ask(client: Client, address: str, queries: int) -> str:
        client.get(address)  # what is read once a process: content types, the sites' roots
        with django_assert_num_queries(queries):
            response = client.get(address)
        assert response.status_code == 200
        return response.content.decode()

    return ask


@pytest.fixture
def cms(client) -> Client:
    """Return the client of an editor who also hosts events."""
    user = User.objects.create_user("editor", "editor@coalition.example", "x")
    user.groups.set(Group.objects.filter(name__in=[roles.COMMITTEE_EDITORS, roles.EVENT_HOSTS]))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def past(factory: Any, **facts: Any) -> Any:
    """Return an event that was yesterday."""
    return factory(start=NOW - timedelta(days=2), end=NOW - timedelta(days=1), **facts)


def member(rows: int) -> str:
    members_page()
    governments = LocalGovernmentFactory.create_batch(rows)
    for government in governments:
        MemberProfileFactory(government=government)
    return f"/en/members/{governments[0].slug}/"


def event(rows: int) -> str:
    for _number in range(rows):
        page = event_page()
        for category in SeatCategoryFactory.create_batch(rows, event=page.event):
            RegistrationFactory.create_batch(rows, category=category)
    return page.url


def webinars(rows: int) -> str:
    parent = webinars_page()
    for _number in range(rows):
        event_page(WebinarFactory(), parent=parent)
        event_page(past(WebinarFactory), parent=parent)
    return "/en/webinars/"


def resources(rows: int) -> str:
    parent = resources_page()
    for number in range(rows):
        resource_page(parent)
        initiative_page(parent, slug=f"house-{number}")
    return "/en/resources/"


def mechanisms(rows: int) -> str:
    parent = mechanisms_page()
    for number in range(rows):
        place = {"place": "Harbour", "since": "2009", "member": "", "url": ""}
        mechanism_page(parent, slug=f"phone-{number}", problems=["danger"], places=[("place", place)])
    return "/en/mechanisms/"


def mechanism(rows: int) -> str:
    members = LocalGovernmentFactory.create_batch(rows)
    places = [("place", {"place": "Town", "since": "2009", "member": one.code, "url": ""}) for one in members]
    return mechanism_page(mechanisms_page(), places=places).url


def search(rows: int) -> str:
    for number in range(rows):
        event_page(title=f"Observatory meeting {number}")
        LocalGovernmentFactory(names={"en": f"Observatory {number}"})
    return "/en/search/?q=observatory"


# What makes a page of so many rows, its queries, and what stands there so many times for each row.
PAGES = {
    "member": (member, 19, "<h1", 0),
    "event": (event, 14, "Training", 0),
    "registration form": (lambda rows: f"{event(rows)}register/", 7, "Training", 0),
    "webinars": (webinars, 14, 'class="event-row__title"', 2),
    "resources": (resources, 17, 'class="card"', 2),
    "mechanisms": (mechanisms, 9, 'class="card"', 1),
    "mechanism": (mechanism, 12, '<th scope="row">', 1),
    "search": (search, 10, "<bdi>Observatory", 2),
    "one area of search": (lambda rows: f"{search(rows)}&in=events", 3, "<bdi>Observatory", 1),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page(client, cost, rows, name):
    make, queries, pattern, each = PAGES[name]

    html = cost(client, make(rows), queries)

    found = re.findall(pattern, html)
    assert len(found) == rows * each if each else found


def test_members(client, cost, rows):
    members_page()
    governments = LocalGovernmentFactory.create_batch(rows)

    html = cost(client, "/en/members/", 12)

    found = re.findall(r'href="/en/members/([^/"]+)/"', html.partition("<main")[2])
    assert set(found) == {one.slug for one in governments}


def cms_events(rows: int) -> None:
    for _number in range(rows):
        event_page(EventFactory(closed=True))
        SeatCategoryFactory.create_batch(rows, event=Event.objects.latest("pk"))


def registrations(rows: int) -> None:
    for _number in range(rows):
        RegistrationFactory(category__event__state="scheduled")


CMS = {
    "wagtailsnippets_members_localgovernment:list": (LocalGovernmentFactory.create_batch, 11),
    "wagtailsnippets_members_contact:list": (ContactFactory.create_batch, 11),
    "wagtailsnippets_resources_resource:list": (ResourceFactory.create_batch, 11),
    "wagtailsnippets_events_event:list": (cms_events, 11),
    "wagtailsnippets_events_registration:list": (registrations, 12),
    "mail_log:index": (MessageFactory.create_batch, 11),
}


@pytest.mark.parametrize("name", CMS)
def test_lists_of_the_cms(cms, cost, rows, name):
    make, queries = CMS[name]
    make(rows)

    table = cost(cms, reverse(name), queries).partition("<tbody>")[2].partition("</tbody>")[0]

    assert table.count("<tr") == rows


def test_users_of_the_cms(client, cost, rows):
    client.force_login(User.objects.create_superuser("operator", "operator@coalition.example", "x"))
    for number in range(rows):
        user = User.objects.create_user(f"editor{number}", f"editor{number}@coalition.example", "x")
        user.groups.set(Group.objects.all())

    html = cost(client, reverse("wagtailusers_users:index"), 9)

    found = re.findall(rf'href="{reverse("wagtailusers_users:index")}edit/(\d+)/"', html)
    assert set(found) == {str(pk) for pk in User.objects.values_list("pk", flat=True)}


def test_an_event_with_its_seat_categories_in_the_cms(cms, cost, rows):
    shown = EventFactory()
    SeatCategoryFactory.create_batch(rows, event=shown)

    html = cost(cms, reverse("wagtailsnippets_events_event:seats", args=[shown.pk]), 29)

    assert len(re.findall(r'name="seat_categories-\d+-capacity"', html)) == rows
