"""Feeds that somebody put together: one address each."""

import pytest
from icalendar import Calendar

from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
FEEDS = "/en/calendar/"


def titles(body: bytes) -> list[str]:
    return sorted(str(item["SUMMARY"]) for item in Calendar.from_ical(body).events)


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        ("all.ics?kind=training", "training.ics"),
        ("training.ics?language=ar&region=africa", "training.ics?region=africa&language=ar"),
        ("training.ics?kind=seminar", "all.ics?kind=seminar&kind=training"),
        ("all.ics?utm_source=letter", "all.ics"),
        ("all.ics?language=fr&language=fr&kind=", "all.ics?language=fr"),
        ("2025.ics?kind=training&x=1", "training.ics"),
        # By what a feed could be chosen once: it leads to the feed that holds the rest.
        ("all.ics?theme=law&region=africa&country=FR", "all.ics?region=africa"),
        ("training.ics?audience=all&mode=online&member=FR-93", "training.ics"),
    ],
)
def test_whoever_asks_in_another_order_is_led_to_the_one_address(client, asked, address):
    led = client.get(f"{FEEDS}{asked}")

    told = (led.status_code, led["Location"], led["Cache-Control"])
    assert told == (301, f"{FEEDS}{address}", "public, max-age=86400")
    assert client.get(led["Location"]).status_code == 200


@pytest.mark.parametrize("asked", ["all.ics?kind=party", "party.ics", "02025.ics"])
def test_what_does_not_exist_is_not_there(client, asked):
    assert client.get(f"{FEEDS}{asked}").status_code == 404


def test_a_feed_says_what_it_holds(client):
    host = LocalGovernmentFactory(code="GM-BJL", section="africa", names={"en": "Banjul"})
    event_page(EventFactory(host=host, interpreted=["ar"]), title="Asked for")
    event_page(EventFactory(host=host), title="In no Arabic")
    event_page(EventFactory(host=host, interpreted=["ar"], closed=True), title="Closed")
    event_page(EventFactory(interpreted=["ar"]), title="By another")

    answer = client.get(f"{FEEDS}training.ics?region=africa&language=ar")

    calendar = Calendar.from_ical(answer.content)
    name, source = "Coalition: Training, Africa, Arabic", "/en/calendar/training.ics?region=africa&language=ar"
    assert (titles(answer.content), str(calendar["NAME"])) == (["Asked for"], name)
    assert str(calendar["SOURCE"]).endswith(source)


@pytest.mark.parametrize("events", [1, 3])
def test_a_choice_costs_the_same_for_any_number_of_events(client, events, django_assert_num_queries):
    host = LocalGovernmentFactory(code="GM-BJL", section="africa")
    for _number in range(events):
        event_page(EventFactory(host=host))
    address = f"{FEEDS}all.ics?region=africa&language=fr"
    client.get(f"{FEEDS}all.ics")  # where the site begins is known from here on

    with django_assert_num_queries(4):  # the state, what left by its age, the pages, and hours of days
        first = client.get(address)
    with django_assert_num_queries(2):
        again = client.get(address, headers={"If-None-Match": first["ETag"]})

    assert (len(titles(first.content)), again.status_code) == (events, 304)
