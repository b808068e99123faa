"""An event for machines: fields that Google documents, and nothing that the page itself does not say.

The table is that of https://developers.google.com/search/docs/appearance/structured-data/event, read in November 2026.
"""

import json
import re
from datetime import date, datetime, timedelta

import pytest
import time_machine

from events.models import Event
from events.permissions import invitation
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory, event_page

pytestmark = pytest.mark.django_db
SCHEMA = "https://schema.org/"


def _address(value: object) -> bool:
    return isinstance(value, str) and value.startswith("https://network.example/")


def _moment(value: object) -> bool:
    """Say whether it is a day, or an instant with its offset from UTC."""
    assert isinstance(value, str)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return bool(date.fromisoformat(value))
    return datetime.fromisoformat(value).utcoffset() is not None


def _words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _one_of(*names: str):
    return lambda value: str(value).removeprefix(SCHEMA) in names and str(value).startswith(SCHEMA)


STATUSES = ("EventCancelled", "EventPostponed", "EventScheduled")
REQUIRED, RECOMMENDED = True, False
DOCUMENTED = {
    "name": (REQUIRED, _words),
    "startDate": (REQUIRED, _moment),
    "location": (REQUIRED, bool),
    "location.address": (REQUIRED, bool),
    "location.url": (REQUIRED, _address),  # of a VirtualLocation
    "location.name": (RECOMMENDED, _words),
    "description": (RECOMMENDED, _words),
    "endDate": (RECOMMENDED, _moment),
    "eventAttendanceMode": (
        RECOMMENDED,
        _one_of("OfflineEventAttendanceMode", "OnlineEventAttendanceMode", "MixedEventAttendanceMode"),
    ),
    "eventStatus": (
        RECOMMENDED, _one_of(*STATUSES),
    ),
    "image": (RECOMMENDED, _address),
    "offers": (RECOMMENDED, bool),
    "offers.availability": (RECOMMENDED, _one_of("InStock", "SoldOut", "PreOrder")),
    "offers.price": (RECOMMENDED, lambda value: value == 0),
    "offers.priceCurrency": (RECOMMENDED, lambda value: re.fullmatch("[A-Z]{3}", value)),
    "offers.url": (RECOMMENDED, _address),
    "offers.validFrom": (RECOMMENDED, _moment),
    "organizer": (RECOMMENDED, bool),
    "organizer.name": (RECOMMENDED, _words),
    "organizer.url": (RECOMMENDED, _address),
}  # fmt: skip


@pytest.fixture(autouse=True)
def january(settings):
    settings.SITE_URL = "https://network.example"
    with time_machine.travel(NOW, tick=False):
        yield


def node(text: str) -> dict:
    """Return the event of a page, {} where it says nothing for machines."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return next((node for one in found for node in json.loads(one)["@graph"] if node["@type"] == "Event"), {})


def fields(event: dict) -> dict[str, list]:
    """Return every value of each field, those of parts by their path."""
    found: dict[str, list] = {}
    for name, value in event.items():
        for one in value if isinstance(value, list) else [value]:
            found.setdefault(name, []).append(one)
            for part, inner in one.items() if isinstance(one, dict) else ():
                found.setdefault(f"{name}.{part}", []).append(inner)
    return found


def wrong(event: dict) -> list[str]:
    """Return each documented field that is not as it is documented, and each required one that is missing."""
    there = fields(event)
    kinds = {place["@type"] for place in event["location"]}
    needed = {"location.address": "Place", "location.url": "VirtualLocation"}
    missing = [
        name
        for name, (required, _check) in DOCUMENTED.items()
        if required and name not in there and needed.get(name, "Place") in kinds
    ]
    return missing + [name for name, values in there.items() if name in DOCUMENTED
                      for value in values if not DOCUMENTED[name][1](value)]  # fmt: skip


def test_an_event_says_every_documented_field(client):
    event = EventFactory(mode="hybrid")
    SeatCategoryFactory(event=event)
    page = event_page(event)

    found = node(client.get(page.url).text)

    assert (wrong(found), set(DOCUMENTED) - set(fields(found))) == ([], set())
    assert found["eventStatus"] == f"{SCHEMA}EventScheduled"
    assert found["startDate"] == "2027-03-10T10:00:00+01:00"
    assert found["offers"]["url"] == f"https://network.example{page.url}register/"


def test_seats_are_on_offer_while_one_can_register(client):
    event = EventFactory(registration_opens=NOW + timedelta(days=1), registration_closes=NOW + timedelta(days=2))
    SeatCategoryFactory(event=event)
    page = event_page(event)

    def offered() -> str:
        return node(client.get(page.url).text).get("offers", {}).get("availability", "").removeprefix(SCHEMA)

    found = [offered()]
    for days in (1, 2):
        with time_machine.travel(NOW + timedelta(days=days), tick=False):
            found.append(offered())
    Event.objects.filter(pk=event.pk).update(by_invitation=True, registration_closes=None)

    assert [*found, offered()] == ["PreOrder", "InStock", "", ""]


@pytest.mark.parametrize("facts", [{"closed": True}, {"neutral_address": True}])
def test_nothing_is_said_for_machines_where_links_must_say_nothing(client, facts):
    event = EventFactory(**facts)
    page = event_page(event)

    response = client.get(f"{page.url}{invitation(event)}")

    assert response.status_code == 200
    assert node(response.text) == {}
