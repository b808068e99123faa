"""A series has one page with all its dates, and each meeting shows the others."""

import uuid
from datetime import timedelta

import pytest
from lxml.html import fromstring

from tests.factories.events import NOW, EventFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
NUMBER = uuid.UUID(int=7)
ADDRESS = f"/en/series/{NUMBER}/"


def meeting(days: int, **facts):
    start = NOW + timedelta(days=days)
    event = EventFactory(series=NUMBER, start=start, end=start + timedelta(hours=2), **facts)
    return event_page(event, title=f"Meeting of {days}", slug=f"meeting-{event.pk}")


def links(client, path: str, inside: str) -> list[str]:
    """Return where the links in the first part of this class lead."""
    return [link.get("href") for link in fromstring(client.get(path).text).find_class(inside)[0].xpath(".//a")]


@pytest.fixture
def dates():
    """Three meetings that lists show, one that was, and two that no list tells of."""
    meeting(9, closed=True)
    meeting(-9, neutral_address=True)  # the first: its title names neither the page nor the feed
    return [meeting(days) for days in (30, 10, 20, -5)]


def test_one_page_has_all_dates_that_lists_show(client, dates):
    last, first, second, over = (page.url for page in dates)

    page = fromstring(client.get(ADDRESS).text)

    rows = [[link.get("href") for link in part.xpath(".//h3/a")] for part in page.find_class("rows")]
    assert rows == [[first, second, last], [over]]
    assert page.findtext(".//h1") == "Meeting of -5"  # as its feed is called: by the first that is shown
    assert f"/en/calendar/subscribe/?series={NUMBER}" in page.xpath("//main//a/@href")


def test_each_meeting_shows_the_other_dates_that_are_to_come(client, dates):
    last, first, second, over = (page.url for page in dates)

    shown = [links(client, url, "fact-card__links") for url in (first, over)]

    assert shown == [[second, last, ADDRESS], [first, second, last, ADDRESS]]


def test_what_lists_do_not_tell_of_has_no_series(client, dates):
    other = uuid.UUID(int=8)
    event_page(EventFactory(series=other, closed=True))
    hidden = event_page(EventFactory(series=other, neutral_address=True))

    assert (
        client.get(f"/en/series/{other}/").status_code == client.get(f"/en/series/{uuid.uuid4()}/").status_code == 404
    )
    assert "/series/" not in client.get(hidden.url).text
