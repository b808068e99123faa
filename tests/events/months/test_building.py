"""The builder of feeds: what is chosen, what it holds, where it leads; and the calendar on other sites."""

import json
import re
from datetime import datetime
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from lxml.html import fromstring

from events.months.colours import OUR_OWN, Colours, contrast
from tests.factories.events import NOW, EventFactory, event_page, events_page

pytestmark = pytest.mark.django_db
SUBSCRIBE, EMBED, JSON = "/en/calendar/subscribe/", "/en/calendar/embed/", "/en/calendar/events.json"
CHOSEN = "kind=training&kind=webinar&mode=online"


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


def test_it_says_what_the_feed_holds(client, events):
    html = page(client, f"{SUBSCRIBE}?{CHOSEN}")
    feed = client.get(f"/en/calendar/all.ics?{CHOSEN}").content

    titles = html.xpath("//ul[@class='builder__rows']//a/text()")
    assert titles == ["Online training", "Postponed training"]
    held = [str(event["SUMMARY"]) for event in icalendar.Calendar.from_ical(feed).events]
    assert sorted(held) == ["Online training", "Postponed: Postponed training"]
    assert "2 upcoming events" in html.text_content()


@pytest.mark.parametrize(
    ("language", "days"),
    [
        ("en", "5 to 7 February 2027"),
        ("fr", "du 5 au 7 février 2027"),
        ("es", "del 5 al 7 de febrero de 2027"),
        ("ar", "من 5 إلى 7 فبراير 2027"),
    ],
)
def test_whole_days_are_those_of_the_place_and_what_was_cancelled_is_not_to_come(client, language, days):
    start, end = (datetime(2027, 2, day, tzinfo=ZoneInfo("America/Mexico_City")) for day in (5, 8))
    event = EventFactory(start=start, end=end, zone="America/Mexico_City", all_day=True)
    event_page(event, language, title="Whole days")
    event_page(EventFactory(state="cancelled"), language, title="Called off")

    html = page(client, f"/{language}/calendar/subscribe/")
    assert html.xpath("//ul[@class='builder__rows']//a/text()") == ["Whole days"]
    assert html.xpath("//ul[@class='builder__rows']//span/text()") == [days]


@pytest.mark.parametrize(
    ("asked", "one"),
    [
        (f"{SUBSCRIBE}?mode=online&kind=webinar&kind=training&kind=", f"{SUBSCRIBE}?{CHOSEN}"),
        (f"{SUBSCRIBE}?ground=%23FFFDF9&ink=%2327112e&link=%235b1d68", SUBSCRIBE),
        (f"{EMBED}?ink=000000&kind=training", f"{EMBED}?kind=training&ink=000000"),
        (f"{EMBED}?ink=ffffff", EMBED),  # not to be read on a ground that is light
        (f"{EMBED}?ink=red;}}", EMBED),
        ("/en/calendar/embed.css?link=zzzzzz", "/en/calendar/embed.css"),
        (f"{JSON}?kind=party", JSON),
    ],
)
def test_each_choice_has_one_address(client, asked, one):
    response = client.get(asked)

    assert (response.status_code, response["Location"]) == (302, one)
    assert client.get(one).status_code == 200


@pytest.mark.parametrize(("query", "why"), [("ink=%23eeeeee", "could not be read"), ("ink=red", "six digits")])
def test_colours_that_are_not_taken_are_told(client, query, why):
    html = page(client, f"{SUBSCRIBE}?{query}")

    assert why in html.xpath("//*[@role='alert']")[0].text_content()
    assert html.xpath("//input[@id='copy-line']/@value")[0].startswith(f'<iframe src="https://network.example{EMBED}" ')


def test_the_line_shows_the_choice_in_its_colours(client, events):
    html = page(client, f"{SUBSCRIBE}?{CHOSEN}&ground=ffffff&link=0a3d62")

    line = fromstring(html.xpath("//input[@id='copy-line']/@value")[0])

    assert line.get("src") == f"https://network.example{EMBED}?{CHOSEN}&ground=ffffff&link=0a3d62"
    framed = page(client, line.get("src").removeprefix("https://network.example"))
    assert framed.xpath("//li//a/text()") == ["Online training", "Postponed training"]
    assert set(framed.xpath("//a/@target")) == {"_blank"}
    assert framed.xpath("//script | //form | //img") == []
    style = client.get(framed.xpath("//link[contains(@href, 'embed.css?')]/@href")[0])
    assert style.text == ":root { --ground: #ffffff; --ink: #27112e; --link: #0a3d62; }\n"
    assert style["Content-Type"] == "text/css; charset=utf-8"


def test_one_address_alone_may_stand_in_a_frame_and_nothing_else_is_looser(client):
    framed, other = client.get(EMBED), client.get(SUBSCRIBE)

    def policy(response) -> dict[str, str]:
        return dict(part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))

    closed = policy(other) | {"frame-ancestors": "*", "script-src": "'none'", "form-action": "'none'"}
    assert policy(framed) == closed
    assert policy(other)["frame-ancestors"] == "'none'"
    assert ("X-Frame-Options" in framed, other["X-Frame-Options"]) == (False, "DENY")
    assert (dict(framed.cookies), dict(client.get(JSON).cookies)) == ({}, {})


def test_data_is_for_any_site_and_is_sent_again_only_when_it_changed(client, events):
    response = client.get(f"{JSON}?{CHOSEN}", headers={"Origin": "https://town.example"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    dated, undated = json.loads(response.content)["events"]
    assert (dated["title"], dated["start"], dated["end"], dated["zone"]) == (
        "Online training", "2027-03-10T10:00:00+01:00", "2027-03-10T17:00:00+01:00", "Europe/Paris"
    )  # fmt: skip
    assert (undated["state"], "start" in undated) == ("postponed", False)
    assert re.fullmatch(r"https://network\.example/en/events/event-\d+/", dated["url"])
    again = client.get(f"{JSON}?{CHOSEN}", headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again["Access-Control-Allow-Origin"]) == (304, "*")
    assert client.get(f"{JSON}?kind=party")["Access-Control-Allow-Origin"] == "*"


def test_our_own_colours_can_be_read():
    assert Colours().can_be_read
    assert (round(contrast("000000", "ffffff"), 2), contrast(*[OUR_OWN["ink"]] * 2)) == (21, 1)


@pytest.mark.parametrize("events", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [(SUBSCRIBE, 6), (EMBED, 3), (JSON, 3)])
def test_they_cost_the_same_for_any_number_of_events(client, events, path, queries, django_assert_num_queries):
    events_page()
    client.get(path)
    for _number in range(events):
        event_page()

    with django_assert_num_queries(queries):
        client.get(path)
