import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from wagtail.test.utils import WagtailPageTestCase

from events.pages.event_list import rows_of, to_come
from events.pages.models import EventPage
from events.pages.sections import EventsIndexPage
from events.permissions import invitation
from tests.factories.events import NOW, EventFactory, SeatCategoryFactory, event_page, events_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("january")]


def shown(response):
    """Return the titles of the rows, in order."""
    return re.findall(r'event-row__title"><a href="[^"]+">([^<]+)<', response.content.decode())


def make(title, days, **facts):
    start = NOW + timedelta(days=days)
    return event_page(EventFactory(start=start, end=start + timedelta(hours=2), **facts), title=title)


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Next 0", "Next 1", "Next 2", "Past 0", "Past 1", "Past 2"]),
        ("?upcoming=2", ["Next 3", "Next 4", "Moved"]),
        ("?upcoming=99", ["Next 3", "Next 4", "Moved"]),
        ("?page=2", ["Past 3"]),
        ("?page=2&upcoming=2", ["Past 3"]),
    ],
)
def test_both_parts_of_the_index_have_pages_and_a_further_one_is_shown_alone(client, monkeypatch, query, titles):
    monkeypatch.setattr("events.pages.event_list.PER_PAGE", 3)
    for number in range(5):
        make(f"Next {number}", 1 + number)
    make("Moved", 2, state="postponed")
    for number in range(4):
        make(f"Past {number}", -1 - number)

    response = client.get(f"/en/events/{query}")

    assert shown(response) == titles
    if not query:
        assert re.findall(r'href="\?((?:upcoming|page)=\d)" rel="next"', response.text) == ["upcoming=2", "page=2"]


def test_next_seminar_and_next_femmes_du_monde_stand_on_top(client, monkeypatch):
    monkeypatch.setattr("events.pages.event_list.PER_PAGE", 4)
    for number in range(4):
        make(f"Training {number}", 1 + number)
    make("Cancelled seminar", 5, kind="seminar", state="cancelled")
    make("Seminar of a member", 6, kind="seminar")  # nobody registers for it here
    for title, days, kind in (
        ("Seminar", 40, "seminar"),
        ("Later seminar", 50, "seminar"),
        ("Femmes du Monde", 30, "femmes-du-monde"),
        ("Old seminar", -30, "seminar"),
    ):
        SeatCategoryFactory(event=make(title, days, kind=kind).event)

    assert shown(client.get("/en/events/"))[:4] == ["Femmes du Monde", "Seminar", "Training 0", "Training 1"]
    assert shown(client.get("/en/events/?upcoming=2")) == [
        "Training 2", "Training 3", "Cancelled seminar", "Seminar of a member"
    ]  # fmt: skip
    assert shown(client.get("/en/events/?country=FR"))[:4] == [f"Training {number}" for number in range(4)]


def test_events_of_others_stand_among_ours():
    for number in range(3):
        make(f"Ours {number}", 1 + 2 * number)
    make("Moved", 2, state="postponed")
    others = [
        replace(EventPage.objects.get(title="Ours 0").row, title=f"Theirs {days}", start=NOW + timedelta(days=days))
        for days in (9, 2, 4)
    ]

    own = EventPage.objects.public().upcoming(NOW)
    ahead = to_come(own, others)

    pages = [[row.title for row in rows_of(ahead[at : at + 3], own)] for at in (0, 3, 6)]
    assert pages == [["Ours 0", "Theirs 2", "Ours 1"], ["Theirs 4", "Ours 2", "Theirs 9"], ["Moved"]]


class PageTypes(WagtailPageTestCase):
    def test_where_pages_may_be(self):
        self.assertAllowedSubpageTypes(EventsIndexPage, {EventPage})
        self.assertAllowedSubpageTypes(EventPage, set())

    def test_pages_render(self):
        index = events_page()
        self.assertPageIsRenderable(index)
        page = event_page()
        self.assertPageIsRenderable(page)


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
    }
    assert {name: found[name] for name in said} == said
    assert [image.startswith(f"{SITE}/") for image in found["image"]] == [True]
    assert (found["organizer"]["url"], bool(found["organizer"]["name"])) == (f"{SITE}/en/", True)


@pytest.mark.parametrize("facts", [{"closed": True}, {"neutral_address": True}])
def test_nothing_is_said_for_machines_where_links_must_say_nothing(client, facts):
    event = EventFactory(**facts)
    page = event_page(event)

    response = client.get(f"{page.url}{invitation(event)}")

    assert response.status_code == 200
    assert node(response.text) == {}
