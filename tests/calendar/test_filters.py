"""The vocabulary of filters: one address for each choice, and exactly the events that it asks for."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.http import QueryDict
from django.utils import translation

from coalition.resources.models import Theme
from events.calendar.filters import MOST, NAMES, Chosen, NotThere, offered
from events.months.choices import choices
from events.pages.models import EventPage
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db
SERIES = UUID("a3f1b0de-57d5-4d7c-9a37-4d1f2f8f1a10")
START = datetime(2027, 3, 10, 9, tzinfo=UTC)


@pytest.fixture
def themes():
    """Two themes of the library."""
    Theme.objects.all().delete()  # what a new site begins with
    return [Theme.objects.create(slug=slug, name_en=slug.title(), name_ar=f"{slug} ع") for slug in ("shelter", "law")]


@pytest.fixture
def governments():
    """A member in Africa and one in Europe, and a place that a visitor proposed: nobody knows of it."""
    return [
        LocalGovernmentFactory(code="GM-BJL", section="africa", names={"en": "Banjul", "ar": "بانجول"}),
        LocalGovernmentFactory(code="FR-93", section="europe", names={"en": "Seine-Saint-Denis"}),
        LocalGovernmentFactory(code="XX-1", member=False, proposed=True),
    ]


def read(query: str) -> Chosen:
    return Chosen.read(QueryDict(query), strict=True)


def test_each_choice_has_one_address(governments):
    asked = "mode=online&language=fr&kind=training&kind=seminar&member=FR-93&language=ar&kind=seminar&utm=x&region="

    chosen = read(asked)

    assert chosen.query == "kind=seminar&kind=training&member=FR-93&language=ar&language=fr&mode=online"
    assert read(chosen.query) == chosen
    assert chosen.but(kind=(), mode=()).query == "member=FR-93&language=ar&language=fr"
    assert (Chosen().query, list(NAMES)) == ("", list(Chosen.__dataclass_fields__))


TOO_MANY = "&".join(f"country={code}" for code in ("FR", "ES", "GM", "KM", "MX", "CL", "AR", "EC", "PS"))
NOT_THERE = (
    "kind=party", "region=moon", "country=XX", "country=fr", "member=XX-1", "member=FR-94", "member=a%00",
    "theme=moon", "theme=a%00", "theme=ع", "series=a%00", "series=weekly", f"series={SERIES.hex}",
    f"series={UUID(int=7)}",
    "language=xx", "audience=nobody", "mode=hybrid", "mode=online&kind=%27", TOO_MANY,
)  # fmt: skip


@pytest.mark.parametrize("query", NOT_THERE)
def test_what_is_not_there_is_refused_or_asks_nothing(governments, query):
    with pytest.raises(NotThere):
        read(query)

    lenient = Chosen.read(QueryDict(query)).asked
    assert [
        name for name, values in lenient.items() if len(values) > MOST or "party" in values or "XX-1" in values
    ] == []


def test_it_holds_exactly_what_is_asked(governments, themes):
    africa, europe, _proposed = governments
    events = {
        "training": EventFactory(host=europe, spoken=["fr"], interpreted=["ar"], themes=["law", "shelter"]),
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
    "theme=law": ["training"],
    "theme=law&theme=shelter": ["training"],
    f"series={SERIES}": ["webinar"],
    f"kind=training&series={SERIES}": [],
    "region=africa": ["webinar"],
    "country=PS&country=FR": ["seminar", "training"],
    "member=FR-93": ["training"],
    "language=ar": ["seminar", "training"],
    "language=ils": ["webinar"],
    "audience=professionals": ["seminar"],
    "mode=online": ["seminar", "webinar"],
    "mode=on-site": ["seminar", "training"],
    "kind=training&language=ar": ["training"],
    "kind=training&language=en": [],
}


def test_it_is_said_in_words_of_the_reader(governments, themes):
    for number, title in enumerate(("The first evening", "The second")):
        start = START + timedelta(days=number)
        event_page(EventFactory(series=SERIES, start=start, end=start + timedelta(hours=2)), title=title)
    asked = f"member=GM-BJL&language=ar&kind=webinar&theme=law&series={SERIES}"

    with translation.override("ar"):
        assert read(asked).labels() == ["ندوة عبر الإنترنت", "law ع", "بانجول", "The first evening", "العربية"]


def test_who_follows_a_series_that_the_site_shows_no_more_sees_its_meetings_go(governments):
    page = event_page(EventFactory(series=SERIES), title="The first evening")
    page.unpublish()

    assert read(f"series={SERIES}").labels() == ["Series"]


def test_themes_and_series_are_offered_by_name(governments, themes):
    event_page(EventFactory(themes=["shelter", "law"], series=SERIES), title="An evening")
    event_page(EventFactory(closed=True, series=UUID(int=7)), title="Closed")
    event_page(EventFactory())

    found = offered(EventPage.objects.public())

    assert (found["theme"], found["series"]) == (
        [("law", "Law"), ("shelter", "Shelter")],
        [(str(SERIES), "An evening")],
    )
    assert [group.name for group in choices(Chosen(), "en")] == ["theme", "series"]  # one value is a choice as well


@pytest.mark.parametrize("events", [1, 3])
def test_what_is_offered_is_what_there_is(governments, events, django_assert_num_queries):
    for _number in range(events):
        event_page(EventFactory(host=governments[0], mode="hybrid", country="GM", spoken=["en", "mnk"]))

    with django_assert_num_queries(2):
        found = offered(EventPage.objects.public())

    assert {name: [value for value, _words in choices] for name, choices in found.items()} == {
        "kind": ["training"], "theme": [], "region": ["africa"], "country": ["GM"], "member": ["GM-BJL"], "series": [],
        "language": ["en", "mnk"], "audience": ["all"], "mode": ["on-site", "online"],
    }  # fmt: skip
    assert found["member"] == [("GM-BJL", "Banjul")]
