"""The builder of feeds: what is chosen, what it holds, where it leads."""

from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from lxml.html import fromstring

from tests.factories.events import NOW, EventFactory, event_page, events_page

pytestmark = pytest.mark.django_db
SUBSCRIBE = "/en/calendar/subscribe/"
CHOSEN = "kind=training&kind=webinar&language=fr"


@pytest.fixture(autouse=True)
def january(settings):
    settings.SITE_URL = "https://network.example"
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def events():
    """One that the choice holds, one that it does not, one that nobody may read of, one without a date."""
    event_page(EventFactory(mode="online", place={}, country=""), title="Online training", summary="For all.")
    event_page(EventFactory(kind="seminar"), title="Seminar")
    event_page(EventFactory(mode="online", closed=True), title="Closed meeting")
    event_page(EventFactory(mode="online", state="postponed"), title="Postponed training")


def page(client, path: str):
    response = client.get(path)
    assert response.status_code == 200, response.get("Location")
    return fromstring(response.text)


def test_a_choice_leads_to_its_feed_in_every_calendar(client, events):
    html = page(client, f"{SUBSCRIBE}?{CHOSEN}")

    [address] = html.xpath("//input[@id='copy-own']/@value")
    assert address == f"https://network.example/en/calendar/all.ics?{CHOSEN}"
    ways = {link.text_content().strip(): link for link in html.xpath("//ul[@aria-labelledby='ways']//a")}
    webcal = address.replace("https:", "webcal:")
    google, outlook = (urlsplit(ways[name].get("href")) for name in ("Google Calendar", "Outlook.com"))
    assert (google.netloc, parse_qs(google.query)["cid"]) == ("calendar.google.com", [webcal])
    assert (outlook.netloc, parse_qs(outlook.query)["url"]) == ("outlook.live.com", [address])
    assert [ways[name].get("href") for name in ("Apple", "Thunderbird")] == [webcal] * 2
    assert {way.get("rel") for way in ways.values()} == {"noopener noreferrer nofollow"}
    assert len(html.xpath("//figure//*[local-name()='svg']")) == 1


@pytest.mark.parametrize("events", [1, 3])
def test_it_costs_the_same_for_any_number_of_events(client, events, django_assert_num_queries):
    events_page()
    client.get(SUBSCRIBE)
    for _number in range(events):
        event_page()

    with django_assert_num_queries(5):
        client.get(SUBSCRIBE)
