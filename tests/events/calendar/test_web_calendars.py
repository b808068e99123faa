"""Buttons that open one event in a calendar on the web: right to the minute, none where they would tell too much."""

from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlsplit

import pytest
import time_machine
from lxml.html import fromstring

from events.permissions import invitation
from tests.factories.events import NOW, EventFactory, event_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def january(settings):
    settings.SITE_URL = "https://network.example"
    with time_machine.travel(NOW, tick=False):
        yield


def links(client, page, suffix: str = "") -> dict[str, dict[str, str]]:
    """Return what each link to another site asks, by its host."""
    html = fromstring(client.get(f"{page.url}{suffix}").text)
    found = html.xpath("//main//details//a[starts-with(@href, 'https://')]")
    assert all(set(link.get("rel").split()) == {"noopener", "noreferrer", "nofollow"} for link in found)
    return {urlsplit(link.get("href")).netloc: dict(parse_qsl(urlsplit(link.get("href")).query)) for link in found}


ALL_DAY = {"all_day": True, "start": datetime(2027, 3, 9, 23, tzinfo=UTC), "end": datetime(2027, 3, 11, 23, tzinfo=UTC)}
GOOGLE, OUTLOOK, OFFICE = "calendar.google.com", "outlook.live.com", "outlook.office.com"


@pytest.mark.parametrize(
    ("facts", "google", "microsoft"),
    [
        (
            {},
            ("20270310T100000/20270310T170000", "Europe/Paris"),
            ("2027-03-10T09:00:00Z", "2027-03-10T16:00:00Z", "false"),
        ),
        (  # two days, the second of which is the last
            ALL_DAY,
            ("20270310/20270312", None), ("2027-03-10", "2027-03-12", "true"),
        ),
        (  # it begins in the hour that clocks show twice
            {"start": datetime(2027, 10, 31, 1, 30, tzinfo=UTC), "end": datetime(2027, 10, 31, 4, tzinfo=UTC)},
            ("20271031T013000Z/20271031T040000Z", None), ("2027-10-31T01:30:00Z", "2027-10-31T04:00:00Z", "false"),
        ),
    ],
)  # fmt: skip
def test_each_link_says_when_it_is(client, facts, google, microsoft):
    page = event_page(EventFactory(**facts), title="Training: a & b", summary="For all.")
    text = f"For all.\n\nhttps://network.example{page.url}"

    found = links(client, page)

    asked = found[GOOGLE]
    assert (asked["dates"], asked.get("ctz")) == google
    assert (asked["text"], asked["location"], asked["details"]) == ("Training: a & b", "MC93, Bobigny", text)
    for host in (OUTLOOK, OFFICE):
        assert (found[host]["startdt"], found[host]["enddt"], found[host]["allday"]) == microsoft
        assert (found[host]["subject"], found[host]["body"]) == ("Training: a & b", text)


@pytest.mark.parametrize("facts", [{"closed": True}, {"neutral_address": True}])
def test_no_link_tells_others_of_an_event_that_is_not_everybodys(client, facts):
    event = EventFactory(**facts)
    page = event_page(event)

    html = fromstring(client.get(f"{page.url}{invitation(event)}").text)

    assert links(client, page, invitation(event)) == {}
    assert [link.get("href") for link in html.xpath("//details[contains(@class, 'add-to')]//a")] == [
        f"{page.url}event.ics{invitation(event)}"
    ]
