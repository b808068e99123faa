"""What every list costs as a whole page: the same number of queries for one row and for three.

A query more is a decision: it is written down here. Web processes ask less, since they remember the way to a page
(tests/pages/test_views.py); a test is a transaction, which remembers nothing.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from coalition.users import roles
from coalition.users.models import User
from tests.factories.events import (
    NOW,
    EventFactory,
    RegistrationFactory,
    SeatCategoryFactory,
    WebinarFactory,
    event_page,
    events_page,
    webinars_page,
)
from tests.factories.home import make_page
from tests.factories.mail import MessageFactory
from tests.factories.members import ContactFactory, LocalGovernmentFactory, MemberProfileFactory, members_page
from tests.factories.outside import OutsideEventFactory
from tests.factories.resources import ResourceFactory, initiative_page, resource_page, resources_page

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("rows", [1, 3])]


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def cost(django_assert_num_queries) -> Callable[[Client, str, int], str]:
    """Return a function that asks for an address, pins its queries, and returns its HTML."""

    def ask(client: Client, address: str, queries: int, **query: str) -> str:
        client.get(address, query)  # what is read once a process: content types, the sites' roots
        with django_assert_num_queries(queries):
            response = client.get(address, query)
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


def test_the_map_for_search_engines(client, cost, rows):
    for number in range(rows):
        make_page(f"Help {number}", slug=f"help-{number}")

    xml = cost(client, "/sitemap-pages-en.xml", 7)

    assert len(re.findall(r"/en/help-\d+/</loc>", xml)) == rows


def test_members(client, cost, rows):
    members_page()
    governments = LocalGovernmentFactory.create_batch(rows)

    html = cost(client, "/en/members/", 12)

    found = re.findall(r'href="/en/members/([^/"]+)/"', html.partition("<main")[2])
    assert set(found) == {one.slug for one in governments}


def test_a_member(client, cost, rows):
    members_page()
    governments = LocalGovernmentFactory.create_batch(rows)
    for government in governments:
        MemberProfileFactory(government=government)

    assert governments[0].name in cost(client, f"/en/members/{governments[0].slug}/", 18)


def test_events(client, cost, rows):
    events_page()
    for _number in range(rows):
        event_page(EventFactory())
        event_page(past(EventFactory))
        OutsideEventFactory()

    assert cost(client, "/en/events/", 16).count('class="event-row__title"') == 3 * rows


def test_an_event(client, cost, rows):
    for _number in range(rows):
        page = event_page()
        SeatCategoryFactory.create_batch(rows, event=page.event)
        RegistrationFactory.create_batch(rows, category=page.event.seat_categories.first())

    assert page.title in cost(client, page.url, 12)


def test_seats_left(client, cost, rows):
    page = event_page()
    for category in SeatCategoryFactory.create_batch(rows, event=page.event):
        RegistrationFactory.create_batch(rows, category=category)

    assert page.title in cost(client, f"{page.url}seats/", 4)


def test_a_registration_form(client, cost, rows):
    page = event_page()
    categories = SeatCategoryFactory.create_batch(rows, event=page.event)

    html = cost(client, f"{page.url}register/", 6)

    assert html.count('type="radio"') == (len(categories) if rows > 1 else 0)


def test_webinars(client, cost, rows):
    parent = webinars_page()
    for _number in range(rows):
        event_page(WebinarFactory(), parent=parent)
        event_page(past(WebinarFactory), parent=parent)

    assert cost(client, "/en/webinars/", 15).count('class="event-row__title"') == 2 * rows


def test_resources(client, cost, rows):
    parent = resources_page()
    for number in range(rows):
        resource_page(parent)
        initiative_page(parent, slug=f"house-{number}")

    assert cost(client, "/en/resources/", 18).count('class="card"') == 2 * rows


def test_search(client, cost, rows):
    for number in range(rows):
        event_page(title=f"Observatory meeting {number}")
        LocalGovernmentFactory(names={"en": f"Observatory {number}"})

    assert cost(client, "/en/search/", 8, q="observatory").count("<bdi>Observatory") == 2 * rows


def test_one_area_of_search(client, cost, rows):
    for number in range(rows):
        event_page(title=f"Observatory meeting {number}")

    html = cost(client, "/en/search/", 3, **{"q": "observatory", "in": "events"})

    assert html.count("<bdi>Observatory") == rows


def cms_rows(name: str, rows: int) -> str:
    """Make what the list `name` shows, with all that its rows refer to; return the list's address."""
    if name == "contact":
        ContactFactory.create_batch(rows)
    elif name == "localgovernment":
        LocalGovernmentFactory.create_batch(rows)
    elif name == "resource":
        ResourceFactory.create_batch(rows)
    elif name == "event":
        for _number in range(rows):
            event = EventFactory(closed=True)
            event_page(event)
            SeatCategoryFactory.create_batch(rows, event=event)
    elif name == "registration":
        for _number in range(rows):
            RegistrationFactory(category__event__state="scheduled")
    elif name == "mail_log":
        MessageFactory.create_batch(rows)
        return reverse("mail_log:index")
    app = {"contact": "members", "localgovernment": "members", "resource": "resources"}
    return reverse(f"wagtailsnippets_{app.get(name, 'events')}_{name}:list")


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        ("localgovernment", 11),
        ("contact", 11),
        ("resource", 11),
        ("event", 11),
        ("registration", 12),
        ("mail_log", 11),
    ],
)
def test_lists_of_the_cms(cms, cost, rows, name, queries):
    address = cms_rows(name, rows)

    table = cost(cms, address, queries).partition("<tbody>")[2].partition("</tbody>")[0]

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
    event = EventFactory()
    SeatCategoryFactory.create_batch(rows, event=event)

    html = cost(cms, reverse("wagtailsnippets_events_event:edit", args=[event.pk]), 30)

    assert len(re.findall(r'name="seat_categories-\d+-capacity"', html)) == rows
