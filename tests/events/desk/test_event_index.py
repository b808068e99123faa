"""The list of events in the CMS."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories.events import NOW, EventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
LIST = reverse("wagtailsnippets_events_event:list")


@pytest.fixture
def events():
    """Events before and after now, made in another order than that of their starts."""
    days = {"In April": 90, "Last year": -30, "Tomorrow": 1, "Last week": -7, "In a month": 30}
    for name, day in days.items():
        start = NOW + timedelta(days=day)
        EventFactory(name=name, start=start, end=start + timedelta(hours=2))
    moved = NOW + timedelta(days=2)
    EventFactory(name="Postponed", state="postponed", start=moved, end=moved + timedelta(hours=2))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Tomorrow", "In a month", "In April", "Postponed", "Last week", "Last year"]),
        ("?when=upcoming", ["Tomorrow", "In a month", "In April", "Postponed"]),
        ("?when=past", ["Last week", "Last year"]),
        ("?ordering=-start", ["In April", "In a month", "Postponed", "Tomorrow", "Last week", "Last year"]),
        ("?q=in", ["In a month", "In April"]),
    ],
)
def test_list_of_events_shows_upcoming_ones_first_and_soonest_first(host, events, query, names):
    assert [event.name for event in host.get(f"{LIST}{query}").context["object_list"]] == names
