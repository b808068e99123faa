"""What is new, for feed readers: Atom in each language."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import settings

from tests.factories.events import NOW, EventFactory, event_page

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def at(days: int):
    return time_machine.travel(NOW + timedelta(days=days), tick=False)


def test_events_are_told_in_the_order_in_which_they_were_announced(client):
    with at(0):
        event_page(title="First")
    with at(2):
        event_page(EventFactory(state="cancelled"), title="Third")
        event_page(EventFactory(closed=True), title="Closed")
        event_page(title="Draft").unpublish()
    with at(1):
        event_page(EventFactory(country="GM"), title="Second", slug="talk")
        event_page(EventFactory(), "fr", title="Deuxième")
    with at(3):
        atom = client.get("/en/calendar/feed.atom", headers={"Host": "127.0.0.1"})

    feed = ET.fromstring(atom.content)  # noqa: S314  # our own
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Cancelled: Third", "Second", "First"]
    assert entries[1].findtext(f"{ATOM}published") == "2027-01-11T10:00:00+00:00"
    assert entries[1].find(f"{ATOM}link").get("href") == f"{settings.SITE_URL}/en/events/talk/"
    assert entries[1].findtext(f"{ATOM}summary") == (
        "10 March 2027, 10:00 to 17:00, Paris time\nMC93, Bobigny\nWhat it is about."
    )
    assert entries[1].find(f"{ATOM}category").get("term") == "Training"
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3
    assert atom["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert (atom["Cache-Control"], atom.cookies) == ("public, max-age=300", {})


@pytest.mark.parametrize("events", [1, 3])
def test_it_costs_the_same_for_any_number_of_events(client, events, django_assert_max_num_queries):
    for _number in range(events):
        event_page()
    client.get("/en/calendar/feed.atom")

    with django_assert_max_num_queries(1):
        client.get("/en/calendar/feed.atom")
