"""The vocabulary of filters: one address for each choice, and exactly the events that it asks for."""

from uuid import UUID

import pytest
from django.http import QueryDict

from events.calendar.filters import MOST, Chosen, NotThere, choices, offered
from events.pages.models import EventPage
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
SERIES = UUID("a3f1b0de-57d5-4d7c-9a37-4d1f2f8f1a10")


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
