"""The first page of the CMS: by role what may be begun, what comes and what is behind, under the network's name."""

import re
from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.admin.search import admin_search_areas

from coalition.users import roles
from coalition.users.models import User
from events.models import Event
from events.team import permissions as team
from home import first_page, starter
from tests.factories.charter import staff
from tests.factories.events import EventFactory
from tests.factories.home import make_home, make_page

pytestmark = pytest.mark.django_db


def page_of(client, user: User) -> str:
    client.force_login(user)
    return client.get("/cms/").content.decode()


def event_in(days: int, **facts: object) -> Event:
    start = timezone.now() + timedelta(days=days)
    return EventFactory(start=start, end=start + timedelta(hours=2), **facts)


@pytest.mark.parametrize(
    ("role", "ways"),
    [
        (roles.COMMITTEE_EDITORS, ["New event", "New news item", "New edition", "New resource"]),
        (roles.EVENT_HOSTS, ["New event"]),
        (roles.NEWSLETTER_EDITORS, ["New edition"]),
        (roles.CHARTER_REVIEWERS, []),
        (roles.DATA_PROTECTION, []),
    ],
)
def test_each_role_begins_what_it_may_create_by_one_press(client, role, ways):
    starter.build(name="Coalition")
    user = staff(role)

    buttons = first_page.ways_to_begin(user)
    client.force_login(user)

    assert [button.label for button in buttons] == ways
    assert [client.get(button.url, follow=True).status_code for button in buttons] == [200] * len(ways)


def test_a_host_sees_the_next_of_their_own_events_with_their_numbers(client):
    host = staff(roles.EVENT_HOSTS)
    later, sooner = event_in(14, name="In two weeks"), event_in(1, name="Tomorrow")
    over, cancelled = event_in(-3, name="Over"), event_in(3, name="Off", state=Event.State.CANCELLED)
    event_in(2, name="Of another team")
    for event in (later, sooner, over, cancelled):
        team.join(event=event, user=host)

    page = page_of(client, host)

    coming = page[page.index('id="coming"') :]
    assert re.findall(r"<bdi>(.*?)</bdi>", coming) == ["Tomorrow", "In two weeks"]


@pytest.mark.parametrize("events", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_events(client, django_assert_num_queries, events):
    host = staff(roles.EVENT_HOSTS)
    for event in EventFactory.create_batch(events):
        team.join(event=event, user=host)

    with django_assert_num_queries(3):
        found = [(str(event), event.confirmed) for event in first_page.coming_events(host)]
    assert len(found) == Event.objects.count() == events


def test_a_page_whose_translations_are_missing_or_out_of_date_is_named_with_its_languages(client):
    make_home()
    page = make_page("About us")
    page.save_revision().publish()

    found = first_page.behind(staff(roles.COMMITTEE_EDITORS))

    assert [(str(row), languages) for row, languages in found if row.pk == page.pk] == [
        ("About us", ["French", "Spanish", "Arabic"])
    ]
    assert first_page.behind(staff(roles.DATA_PROTECTION)) == []


@pytest.mark.parametrize(
    ("role", "areas"),
    [
        (roles.COMMITTEE_EDITORS, {"Events", "Local governments", "Signatures", "Readers"}),
        (roles.EVENT_HOSTS, {"Events"}),
        (roles.CHARTER_REVIEWERS, {"Local governments", "Signatures"}),
    ],
)
def test_the_search_finds_events_towns_signatures_and_readers_for_who_may_see_them(role, areas):
    request = RequestFactory().get("/cms/")
    request.user = staff(role)

    shown = admin_search_areas.search_items_for_request(request)

    assert {str(area.label) for area in shown} - {"Pages", "Images", "Documents", "Users"} == areas
