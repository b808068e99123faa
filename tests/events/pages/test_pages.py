import re
from datetime import timedelta

import pytest
import time_machine
from wagtail.models import Site
from wagtail.test.utils import WagtailPageTestCase

from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory, event_page, events_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _january():
    with time_machine.travel(NOW, tick=False):
        yield


def shown(response):
    """Return the titles of the rows, in order."""
    return re.findall(r'event-row__title"><a href="[^"]+">([^<]+)<', response.content.decode())


def make(title, days, **facts):
    start = NOW + timedelta(days=days)
    return event_page(EventFactory(start=start, end=start + timedelta(hours=2), **facts), title=title)


@pytest.fixture
def calendar():
    make("Later", 20, kind="seminar", country="KM")
    make("Soon", 1)
    make("Long ago", -30, kind="seminar")
    make("Just over", -1)
    make("Closed", 3, closed=True)
    make("Draft", 4).unpublish()


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Soon", "Later", "Just over", "Long ago"]),
        ("?kind=seminar", ["Later", "Long ago"]),
        ("?kind=seminar&country=km", ["Later"]),
        ("?kind=%00&country=XX&page=-1", ["Soon", "Later", "Just over", "Long ago"]),
    ],
)
def test_index_lists_what_comes_then_what_was(client, calendar, query, titles):
    assert shown(client.get(f"/en/events/{query}")) == titles


QUERIES_OF_INDEX = 14  # nine of them Wagtail's: site, tree, rights, translations


@pytest.mark.parametrize("events", [1, 3])
def test_index_costs_the_same_for_any_number_of_events(client, events, django_assert_num_queries):
    for number in range(events):
        make(f"To come {number}", 10)
        make(f"Past {number}", -10)
    Site.clear_site_root_paths_cache()
    client.get("/en/events/")

    with django_assert_num_queries(QUERIES_OF_INDEX):
        response = client.get("/en/events/")

    assert len(shown(response)) == 2 * events


def test_page_shows_when_where_and_in_which_languages(client):
    event = EventFactory(zone="Asia/Hebron", interpreted=["ar", "es"], signed=["fsl"])
    event_page(event, slug="training", title="A training")
    SeatCategoryFactory(event=event)

    html = client.get("/en/events/training/").content.decode()

    assert 'datetime="2027-03-10T11:00:00+02:00" data-zone="Asia/Hebron"' in html
    for words in ("MC93, Bobigny", "France", "Spoken: French", "Interpreted into: Arabic and Spanish",
                  "Signed: French Sign Language", 'href="/en/events/training/register/"',
                  'href="/en/events/training/event.ics"'):  # fmt: skip
        assert words in html


@pytest.mark.parametrize(
    ("state", "words"), [("cancelled", "This event is cancelled"), ("postponed", "This event is postponed")]
)
def test_page_says_its_state_and_takes_no_registration(client, state, words):
    event = EventFactory(state=state)
    event_page(event, slug="training")
    SeatCategoryFactory(event=event)

    html = client.get("/en/events/training/").content.decode()

    assert words in html
    assert "register/" not in html


def test_a_closed_event_is_in_no_search_index():
    assert event_page(EventFactory(closed=True)).get_indexed_instance() is None
    assert event_page().get_indexed_instance() is not None


class PageTypes(WagtailPageTestCase):
    def test_where_pages_may_be(self):
        self.assertAllowedSubpageTypes(EventsIndexPage, {EventPage})
        self.assertAllowedSubpageTypes(EventPage, set())

    def test_pages_render(self):
        index = events_page()
        self.assertPageIsRenderable(index)
        page = event_page()
        self.assertPageIsRenderable(page)


@pytest.mark.parametrize("slug", ["séminaire-2027", "ندوة"])
def test_a_name_in_any_script_leads_to_all_that_stands_beside_the_page(client, slug):
    page = event_page(slug=slug)
    SeatCategoryFactory(event=page.event)
    ends = ["", "register/", "register/sent/", "link/", "link/sent/", "seats/", "event.ics"]

    assert [client.get(f"{page.url}{end}").status_code for end in ends] == [200] * len(ends)
    sent = client.post(f"{page.url}register/", {"name": "Ada", "email": "ada@mail.example", "language": "en"})
    assert sent["Location"] == f"{page.url}register/sent/"
