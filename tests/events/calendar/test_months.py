"""The calendar as pages: which events stand on which day, on whose clock, and at which one address."""

from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml.html import HtmlElement, fromstring
from wagtail.models import PageViewRestriction

from coalition.caching.page_cache import OURS
from tests.factories.events import NOW, EventFactory, event_page, events_page
from tests.factories.outside import OutsideEventFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
MEXICO = {"zone": "America/Mexico_City", "place": {"en": "Iztapalapa"}, "country": "MX"}
MARCH = "/en/calendar/2027/03/"


def at(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2027, month, day, hour, minute, tzinfo=UTC)


def shown(client, path: str) -> HtmlElement:
    response = client.get(path)
    assert response.status_code == 200, response.get("Location")
    return fromstring(response.text)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def listed(client, path: str) -> dict[str, list[str]]:
    """Return, for each day of the list of a page, the hours and the title of each event."""
    days = shown(client, path).xpath("//section[contains(@class, 'agenda-day')]")
    return {
        day.xpath("./h3/@id")[0]: [
            f"{words(entry.xpath('.//strong')[0])} {words(entry.xpath('.//h4')[0])}" for entry in day.xpath(".//li")
        ]
        for day in days
    }


def cells(client, path: str) -> dict[str, list[str]]:
    """Return, for each number of the table of a month, the words of what stands there."""
    found = {}
    for cell in shown(client, path).xpath("//table//td[not(contains(@class, '--outside'))]"):
        [number, *_phone] = cell.xpath("./*[contains(@class, 'month__number')]")
        found[words(number.xpath("self::span | ./span[@aria-hidden]")[0])] = [
            words(item) for item in cell.xpath(".//li")
        ]
    return {number: items for number, items in found.items() if items}


@pytest.mark.parametrize(
    ("language", "days", "first"),
    [
        ("en", ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"], 0),
        ("fr", ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"], 0),
        ("ar", ["السبت", "الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة"], 2),  # 1 March is a Monday
    ],
)
def test_a_week_begins_as_it_does_where_the_language_is_spoken(client, language, days, first):
    table = shown(client, f"/{language}/calendar/2027/03/").xpath("//table")[0]

    assert table.xpath("./thead//th/@abbr") == days
    row = table.xpath("./tbody/tr[1]/td")
    assert [index for index, cell in enumerate(row) if "--outside" in cell.get("class")] == list(range(first))
    assert len(table.xpath("./caption")) == 1
    assert set(table.xpath("./thead//th/@scope")) == {"col"}


def test_an_event_is_shown_at_the_time_of_its_place_unless_a_clock_is_chosen(client):
    event_page(EventFactory(start=at(11, 1), end=at(11, 3), **MEXICO), title="Council")

    assert listed(client, f"{MARCH}list/") == {"d2027-03-10": ["19:00 to 21:00 Council"]}
    chosen = shown(client, f"{MARCH}list/?zone=Asia%2FHebron")
    assert listed(client, f"{MARCH}list/?zone=Asia%2FHebron") == {"d2027-03-11": ["03:00 to 05:00 Council"]}
    assert "Local time: 10 Mar 2027, 19:00 to 21:00, Mexico City time" in words(chosen)
    assert "All times are in Palestine time." in words(chosen)


def test_a_whole_day_is_the_same_on_every_clock(client):
    event_page(EventFactory(wall_start=datetime(2027, 3, 20), wall_end=datetime(2027, 3, 21), all_day=True, **MEXICO))

    assert [[*listed(client, f"{MARCH}list/{clock}")] for clock in ("", "?zone=Asia%2FHebron")] == [["d2027-03-20"]] * 2


def test_an_event_over_midnight_is_on_both_days_of_the_chosen_clock(client):
    event_page(EventFactory(start=at(10, 21), end=at(11, 0), **MEXICO), title="Evening")
    event_page(EventFactory(start=at(20, 20), end=at(20, 23)), title="Until midnight")

    assert listed(client, f"{MARCH}list/?zone=Europe%2FParis") == {
        "d2027-03-10": ["from 22:00 Evening"],
        "d2027-03-11": ["until 01:00 Evening"],
        "d2027-03-20": ["21:00 to 00:00 Until midnight"],
    }
    assert listed(client, f"{MARCH}list/")["d2027-03-10"] == ["15:00 to 18:00 Evening"]


def test_what_is_not_everybodys_is_on_no_page(client):
    event_page(EventFactory(closed=True), title="Closed meeting")
    hidden = event_page(title="Restricted training")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    unpublished = event_page(title="Draft")
    unpublished.unpublish()
    event_page(EventFactory(state="postponed", start=at(12, 9), end=at(12, 10)), title="Postponed")
    event_page(EventFactory(state="cancelled", start=at(12, 9), end=at(12, 10)), title="Cancelled seminar")

    assert listed(client, f"{MARCH}list/") == {"d2027-03-12": ["10:00 to 11:00 Cancelled seminar"]}
    assert cells(client, MARCH) == {"12": ["10:00 (Paris time) Cancelled seminar (cancelled)"]}
    told = ["new date not yet set" in shown(client, month).text_content() for month in (MARCH, "/en/calendar/2026/12/")]
    assert told == [True, False]


def test_an_event_without_words_in_the_language_is_shown_in_another(client):
    event_page(EventFactory(), "fr", title="Formation", parent=events_page("fr"))

    [title] = shown(client, f"{MARCH}list/").xpath("//h4/a")

    assert (title.text, title.get("lang"), title.get("href").split("/")[1]) == ("Formation", "fr", "fr")


@pytest.mark.parametrize(
    ("asked", "one"),
    [
        ("/en/calendar/?zone=&kind=", "/en/calendar/"),
        ("/en/calendar/?utm_source=x", "/en/calendar/"),
        (f"{MARCH}?zone=Moon&kind=party", MARCH),
        (f"{MARCH}?zone=Asia/Hebron&kind=training", f"{MARCH}?kind=training&zone=Asia%2FHebron"),
        ("/en/calendar/2027/3/", MARCH),
    ],
)
def test_each_calendar_has_one_address(client, asked, one):
    response = client.get(asked)

    assert (response.status_code, response["Location"]) == (302, one)
    assert client.get(one).status_code == 200


def test_it_ends_two_years_beyond_the_events(client):
    event_page(EventFactory(start=at(10, 9), end=at(10, 10) + timedelta(days=400)))
    event_page(EventFactory(closed=True, start=at(10, 9).replace(year=2040), end=at(10, 10).replace(year=2040)))

    years = (2024, 2025, 2030, 2031)
    assert [client.get(f"/en/calendar/{year}/12/").status_code for year in years] == [404, 200, 200, 404]
    impossible = ("2027/13/", "0/1/", f"{'9' * 30}/1/list/")
    assert {client.get(f"/en/calendar/{end}").status_code for end in impossible} == {404}
    last = shown(client, "/en/calendar/2030/12/")
    assert last.xpath("//a[contains(@rel, 'next')]") == []
    assert len(last.xpath("//a[contains(@rel, 'prev')]")) == 1


def test_robots_read_months_and_do_not_walk_on(client):
    event_page()

    def noindex(path: str) -> bool:
        return shown(client, path).xpath("//meta[@name='robots']/@content") == ["noindex"]

    assert [noindex(path) for path in ("/en/calendar/2027/01/", MARCH, f"{MARCH}list/")] == [False] * 3
    assert noindex(f"{MARCH}?kind=training")
    ways = shown(client, MARCH).xpath("//main//nav//a[contains(@href, '/calendar/20')]")
    assert len(ways) == 5
    assert [way.get("href") for way in ways if "nofollow" not in way.get("rel", "")] == []


def test_the_page_cache_keeps_a_bounded_number_of_pages(client):
    event_page()
    kept = ("/en/calendar/", MARCH, f"{MARCH}list/", "/en/calendar/2026/01/")
    made_anew = ("/en/calendar/2028/06/", "/en/calendar/2025/11/list/")

    assert [client.get(path).get(OURS) for path in kept] == [None] * 4
    assert [client.get(path).get(OURS) for path in made_anew] == ["no-store"] * 2


@pytest.mark.parametrize("end", ["", "list/"])
def test_events_of_others_stand_among_ours_with_whose_they_are(client, end):
    events_page()
    OutsideEventFactory(calendar__name="Cities", calendar__language="es", start=at(12, 9), end=at(12, 16))
    OutsideEventFactory(calendar__name="Off", calendar__active=False, title="Hidden", start=at(12, 9), end=at(12, 16))

    page = fromstring(client.get(f"{MARCH}{end}").content)

    links = [link for link in page.iter("a") if "Congress of cities" in link.text_content()]
    assert {(link.get("href"), link.get("rel")) for link in links} == {
        ("https://cities.example/congress", "nofollow noopener external")
    }
    text = " ".join(page.text_content().split())
    assert "From the calendar of Cities" in text
    assert "Hidden" not in text


CHOSEN = "kind=training&kind=webinar&language=fr"


def test_a_choice_leads_to_its_feed_in_every_calendar(client, settings):
    settings.SITE_URL = "https://network.example"
    event_page(EventFactory(spoken=["fr"]), title="Training")
    html = shown(client, f"/en/calendar/subscribe/?{CHOSEN}")

    [address] = html.xpath("//input[@id='copy-own']/@value")
    assert address == f"https://network.example/en/calendar/all.ics?{CHOSEN}"
    ways = {link.text_content().strip(): link for link in html.xpath("//ul[@id='ways']//a")}
    webcal = address.replace("https:", "webcal:")
    google, outlook = (urlsplit(ways[name].get("href")) for name in ("Google Calendar", "Outlook.com"))
    assert (google.netloc, parse_qs(google.query)["cid"]) == ("calendar.google.com", [webcal])
    assert (outlook.netloc, parse_qs(outlook.query)["url"]) == ("outlook.live.com", [address])
    assert ways["Apple, Thunderbird"].get("href") == webcal
    assert {way.get("rel") for way in ways.values()} == {"noopener noreferrer nofollow"}
    assert len(html.xpath("//figure//*[local-name()='svg']")) == 1
    assert [one.get("name") for one in html.xpath("//main//select")] == ["kind"]


def test_the_calendar_opens_on_what_comes_next(client):
    event_page(EventFactory(start=NOW - timedelta(days=5), end=NOW - timedelta(days=4)), title="Over")
    nothing_to_come = client.get("/en/calendar/")
    event_page(title="Training")
    led = [client.get(f"/en/calendar/{query}").get("Location") for query in ("", "?zone=UTC")]
    event_page(EventFactory(start=NOW + timedelta(days=2), end=NOW + timedelta(days=3)), title="Soon")

    assert nothing_to_come.status_code == 200
    assert led == [MARCH, f"{MARCH}?zone=UTC"]
    assert client.get("/en/calendar/").context["asked"].day == date(2027, 1, 1)
