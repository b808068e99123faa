"""An event for machines: fields that Google documents, and nothing that the page itself does not say.

They are those of https://developers.google.com/search/docs/appearance/structured-data/event, read in November 2026.
"""

import json
import re
from datetime import timedelta

import pytest
import time_machine

from events.models import Event
from events.permissions import invitation
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory, event_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]
SCHEMA, SITE = "https://schema.org/", "https://network.example"


def node(text: str) -> dict:
    """Return the event of a page, {} where it says nothing for machines."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return next((node for one in found for node in json.loads(one)["@graph"] if node["@type"] == "Event"), {})


def test_an_event_says_every_documented_field(client, settings):
    settings.SITE_URL = SITE
    page = event_page(EventFactory(mode="hybrid"), title="Training")
    SeatCategoryFactory(event=page.event)

    found = node(client.get(page.url).text)

    said = {
        "name": "Training",
        "description": "What it is about.",
        "startDate": "2027-03-10T10:00:00+01:00",
        "endDate": "2027-03-10T17:00:00+01:00",
        "eventStatus": f"{SCHEMA}EventScheduled",
        "eventAttendanceMode": f"{SCHEMA}MixedEventAttendanceMode",
        "location": [
            {
                "@type": "Place",
                "name": "MC93, Bobigny",
                "address": {"@type": "PostalAddress", "addressCountry": "FR"},
            },
            {"@type": "VirtualLocation", "url": f"{SITE}{page.url}"},
        ],
        "offers": {
            "@type": "Offer",
            "url": f"{SITE}{page.url}register/",
            "price": 0,
            "priceCurrency": "EUR",
            "availability": f"{SCHEMA}InStock",
            "validFrom": NOW.isoformat(),
        },
    }
    assert {name: found[name] for name in said} == said
    assert [image.startswith(f"{SITE}/") for image in found["image"]] == [True]
    assert (found["organizer"]["url"], bool(found["organizer"]["name"])) == (f"{SITE}/en/", True)


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
