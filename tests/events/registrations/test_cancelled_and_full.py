"""What is cancelled and has no place left is cancelled: no page says a word of places, or of a list to wait on."""

from datetime import timedelta

import pytest
import time_machine

from events.models import Event
from tests.factories.events import NOW, SeatCategoryFactory, event_page

pytestmark = pytest.mark.django_db
OF_SEATS = ("All seats are taken", "Seats are l", "waiting list", "Many seats", "Registration is not open", "Continue<")


@pytest.fixture
def page():
    """A page whose seats are taken, with many who wait."""
    page = event_page(slug="full")
    SeatCategoryFactory(event=page.event, capacity=2, peak=99)
    return page


def said(client, page, words):
    """Return which of `words` the page of the event, its form and its page of seats say."""
    texts = [client.get(f"{page.url}{end}").text for end in ("", "register/", "seats/")]
    return [{one for one in words if one in text} for text in texts]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("cancelled", "This event is cancelled"),
        ("postponed", "This event is postponed"),
        ("over", "This event has taken place"),
    ],
)
def test_an_event_that_is_not_held_says_that_first_and_nothing_of_seats(client, page, state, words):
    with time_machine.travel(NOW, tick=False):
        assert said(client, page, OF_SEATS[:1]) == [set(), {OF_SEATS[0]}, {OF_SEATS[0]}]
    if state != "over":
        Event.objects.update(state=state)
    with time_machine.travel(page.event.end + timedelta(days=1) if state == "over" else NOW, tick=False):
        assert said(client, page, (words, *OF_SEATS)) == [{words}] * 3
