"""Every address that a release gave up leads to what took its place, or says that nothing did."""

import pytest
from django.test import Client
from django.urls import URLPattern

from coalition import former

# What was given up: where it leads, and None where nothing took its place.
ADDRESSES: dict[str, str | None] = {
    "/en/calendar/2027/03/10/?kind=training": "../?kind=training",
    "/en/calendar/2027/03/08/week/": "../../",
    "/en/calendar/feed.rss?kind=training": "/en/calendar/feed.atom?kind=training",
    "/en/calendar/embed/?kind=training": "/en/calendar/?kind=training",
    "/en/calendar/embed.css": None,
    "/en/calendar/events.json": None,
    "/en/events/talk/schedule.xml": "schedule.json",
    "/en/e/abc/schedule.xml": "schedule.json",
    "/en/agenda/0SECRET0.ics": "/en/calendar/own/0SECRET0.ics",
    "/en/courses/policies/platform.zip": None,
    "/en/courses/badge-key.json": None,
}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_former_address_leads_on_or_is_gone(client: Client, address: str) -> None:
    response = client.get(address)
    expected = (301, ADDRESSES[address]) if ADDRESSES[address] else (410, None)
    assert (response.status_code, response.get("Location")) == expected


def test_each_is_listed() -> None:
    patterns: list[URLPattern] = former.urlpatterns + former.in_languages
    assert len(ADDRESSES) == len(patterns)
