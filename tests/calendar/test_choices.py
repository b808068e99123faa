"""Feeds that somebody put together: one address for each choice, and exactly the events that it asks for."""

from uuid import UUID

import pytest
from django.http import QueryDict
from icalendar import Calendar

from events.calendar.filters import MOST, Chosen, NotThere, choices, offered
from events.pages.models import EventPage
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
FEEDS = "/en/calendar/"
SERIES = UUID("a3f1b0de-57d5-4d7c-9a37-4d1f2f8f1a10")


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


def read(query: str) -> Chosen:
    return Chosen.read(QueryDict(query), strict=True)


TOO_MANY = "&".join(f"language={code}" for code in ("fr", "es", "ar", "en", "pt", "ca", "it", "de", "ils"))
NOT_THERE = (
    "kind=party", "region=moon", "series=a%00", "series=weekly", f"series={SERIES.hex}",
    "language=xx", "language=fr&kind=%27", TOO_MANY,
)  # fmt: skip


@pytest.mark.parametrize("query", NOT_THERE)
def test_what_is_not_there_is_refused_or_asks_nothing(query):
    with pytest.raises(NotThere):
        read(query)

    lenient = Chosen.read(QueryDict(query)).asked
    assert [name for name, values in lenient.items() if len(values) > MOST or "party" in values] == []


def test_it_holds_exactly_what_is_asked():
    africa, europe = (LocalGovernmentFactory(section=section) for section in ("africa", "europe"))
    events = {
        "training": EventFactory(host=europe, spoken=["fr"], interpreted=["ar"]),
        "webinar": EventFactory(kind="webinar", host=africa, mode="online", country="", spoken=["en"], signed=["ils"],
                                series=SERIES),
        "seminar": EventFactory(kind="seminar", mode="hybrid", country="PS", spoken=["ar"], audience="professionals"),
    }  # fmt: skip
    for event in events.values():
        event_page(event)

    def held(query: str) -> list[str]:
        pks = set(read(query).narrow(EventPage.objects.all()).values_list("event", flat=True))
        return sorted(name for name, event in events.items() if event.pk in pks)

    assert {query: held(query) for query in ASKED} == ASKED


ASKED = {
    "": ["seminar", "training", "webinar"],
    "kind=training&kind=webinar": ["training", "webinar"],
    f"series={SERIES}": ["webinar"],
    f"kind=training&series={SERIES}": [],
    "region=africa": ["webinar"],
    "language=ar": ["seminar", "training"],
    "language=ils": ["webinar"],
    "kind=training&language=ar": ["training"],
    "kind=training&language=en": [],
}


def test_who_follows_a_series_that_the_site_shows_no_more_sees_its_meetings_go():
    page = event_page(EventFactory(series=SERIES), title="The first evening")
    page.unpublish()

    assert read(f"series={SERIES}").labels() == ["Series"]


def test_series_are_offered_by_name():
    event_page(EventFactory(series=SERIES), title="An evening")
    event_page(EventFactory(closed=True, series=UUID(int=7)), title="Closed")
    event_page(EventFactory())

    found = offered(EventPage.objects.public())

    assert found["series"] == [(str(SERIES), "An evening")]
    assert [group.name for group in choices(Chosen(), "en")] == ["series"]  # one value is a choice as well
