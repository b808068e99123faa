"""Trainings for associations stand together: among the initiatives and on the page of a call, open or not."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from coalition.calls.models import Call
from events.models import Event
from events.pages.models import EventPage
from tests.factories.calls import CallFactory, call_page
from tests.factories.events import EventFactory, event_page
from tests.factories.resources import resources_page

pytestmark = pytest.mark.django_db
TRAINING = Event.Kind.TRAINING


def training(title: str, **facts) -> Event:
    """Return a training to come, with a page."""
    start = timezone.now() + timedelta(days=facts.pop("in_days", 15))
    event = EventFactory(kind=TRAINING, start=start, end=start + timedelta(hours=2), **facts)
    event_page(event, title=title)
    return event


def shown(client, address: str) -> list[str]:
    """Return the titles of the trainings on the page at `address`, in order."""
    text = client.get(address).content.decode()
    section = text.partition('aria-labelledby="trainings')[2].partition("</section>")[0]
    found = EventPage.objects.values_list("title", flat=True)
    return sorted((title for title in found if f">{title}<" in section), key=lambda title: section.index(f">{title}<"))


@pytest.fixture
def world():
    """An index with a call, and trainings of which two are for associations."""
    index = resources_page()
    page = call_page(index, call=CallFactory(key="open-call"))
    training("For everybody", in_days=20)
    training("For associations", audience="associations")
    training("For professionals", audience="professionals")
    training("Closed", audience="associations", closed=True)
    training("Cancelled", audience="associations", state="cancelled")
    training("Over", audience="associations", in_days=-9)
    meeting = EventFactory(kind=Event.Kind.SEMINAR, audience="associations")
    event_page(meeting, title="A seminar")
    return page


FOUND = ["For associations", "For everybody"]


def test_they_stand_together_with_a_call_and_without_one(client, world):
    assert shown(client, world.url) == shown(client, "/en/resources/") == FOUND
    text = client.get("/en/resources/").content.decode()
    assert "Training for associations" in text
    with time_machine.travel(Call.objects.get().closes_at + timedelta(hours=1), tick=False):
        assert shown(client, world.url) == shown(client, "/en/resources/") == FOUND
    world.unpublish()
    assert shown(client, "/en/resources/") == FOUND
    assert shown(client, "/en/resources/?kind=guide") == []  # who asks for guides wants no list of events


def test_without_one_nothing_is_said(client):
    resources_page()
    training("For professionals", audience="professionals")
    assert "Training for associations" not in client.get("/en/resources/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_the_same_however_many_there_are(client, django_assert_num_queries, rows):
    page = call_page(resources_page(), call=CallFactory(key="open-call"))
    for number in range(rows):
        training(f"Training {number}", audience="associations")
    for address, queries in (("/en/resources/", 17), (page.url, 14)):
        client.get(address)
        with django_assert_num_queries(queries):
            html = client.get(address).content.decode()
        assert all(f"Training {number}" in html for number in range(rows))


def test_events_are_found_by_whom_they_are_for(client, world):
    def titles(query):
        return [row.title for row in client.get(f"/en/events/{query}").context["upcoming"]]

    assert sorted(titles("?audience=associations")) == ["A seminar", "Cancelled", "For associations"]
    assert titles("?audience=professionals") == ["For professionals"]
    assert "Audience" in client.get("/en/events/").content.decode()
    Event.objects.update(audience="all")
    assert "Audience" not in client.get("/en/events/").content.decode()
