"""Where an editor chose no picture a row has one of a dozen patterns, the same for ever, which tells nothing of it."""

import re
from xml.etree import ElementTree

import pytest

from coalition.pages.covers.addresses import FOLDER, PATTERNS, Cover, woven
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory, members_page
from tests.factories.resources import initiative_page, resource_page, resources_page


def test_each_pattern_is_a_small_and_sound_picture():
    assert sorted(file.stem for file in FOLDER.iterdir()) == [f"{number:02}" for number in range(1, PATTERNS + 1)]
    for number in range(1, PATTERNS + 1):
        drawn = Cover(number).svg

        assert len(drawn.encode()) < 4096
        assert ElementTree.fromstring(drawn).get("viewBox") == "0 0 640 360"  # noqa: S314  # our own
        assert re.search(r"script|style|on\w+=|http(?!://www\.w3\.org/2000/svg)", drawn) is None


def test_rows_share_all_patterns_and_each_keeps_its_own():
    assert {woven("event", number).pattern for number in range(200)} == set(range(1, PATTERNS + 1))
    assert woven("event", 7) == woven("event", 7)


@pytest.fixture
def addresses(db):
    """Return each page that has a cover, and the cover."""
    event = EventFactory()
    event_page(event, slug="meeting")
    government = LocalGovernmentFactory()
    members_page()
    library = resources_page()
    resource, initiative = resource_page(library), initiative_page(library)
    return {
        "/en/events/meeting/": woven("event", event.uid),
        "/en/events/": woven("event", event.uid),
        government.get_absolute_url(): woven("member", government.code),
        resource.url: woven("resource", resource.resource.key),
        "/en/resources/": woven("resource", resource.resource.key),
        initiative.url: woven("initiative", initiative.translation_key),
    }


def test_each_page_shows_its_cover_as_decoration(client, addresses):
    for address, cover in addresses.items():
        pictures = re.findall(rf'<img src="{re.escape(cover.url)}" alt=""', client.get(address).text)

        assert pictures, address
