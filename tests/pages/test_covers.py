"""A weave of its own: drawn from the seed alone, small, the same for ever, and telling nothing of the row."""

import re
from xml.etree import ElementTree

import pytest

from coalition.pages.covers.addresses import woven
from coalition.pages.covers.weave import CELL, YARNS, weave
from tests.factories.events import EventFactory, event_page
from tests.factories.members import LocalGovernmentFactory, members_page
from tests.factories.resources import initiative_page, resource_page, resources_page

SVG = "{http://www.w3.org/2000/svg}"
SEEDS = [f"event:{number}" for number in range(200)]
COLOURS = {colour for yarns in YARNS for colour in (yarns.ground, *yarns.warp, *yarns.weft, *yarns.accent)}


def parsed(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)  # noqa: S314  # our own


def test_a_weave_is_small_sound_and_of_the_sites_colours():
    for seed in SEEDS:
        drawn = weave(seed)
        colours = set(re.findall(r"#[0-9a-f]{6}", drawn))

        assert len(drawn.encode()) < 4096
        assert parsed(drawn).get("viewBox") == "0 0 640 360"
        assert colours <= COLOURS
        assert len(colours) > 3
        assert re.search(r"script|style|on\w+=|http(?!://www\.w3\.org/2000/svg)", drawn) is None


def test_each_row_has_a_weave_of_its_own_for_ever():
    assert len({weave(seed) for seed in SEEDS}) == len(SEEDS)
    assert weave(SEEDS[0]) == weave(SEEDS[0])


def test_every_run_of_a_weft_lies_inside_the_repeat():
    for seed in SEEDS:
        root = parsed(weave(seed))
        repeat = int(root.find(f".//{SVG}pattern").get("width"))
        runs = [run for path in root.findall(f"{SVG}defs/{SVG}path") for run in path.get("d").split("M")[1:]]

        ends = [int(run.split()[0]) + int(run.split("h")[1]) for run in runs]

        assert runs
        assert max(ends) <= repeat
        assert not any(end % CELL for end in ends)


def test_an_address_keeps_its_answer_for_ever_and_asks_no_row(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        found = client.get(woven("event", 7).weave)
        made_up = client.get("/covers/anything/at-all.svg")

    assert found.status_code == made_up.status_code == 200
    assert found["Content-Type"] == "image/svg+xml"
    assert found["Cache-Control"] == "public, max-age=31536000, immutable"
    assert found.content != made_up.content
    assert {name for name, _value in found.items()} == {name for name, _value in made_up.items()}


def test_a_weave_goes_compressed(client):
    response = client.get(woven("event", 7).weave, headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 1200


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
        pictures = re.findall(rf'<img src="{re.escape(cover.weave)}" alt=""', client.get(address).text)

        assert pictures, address


def test_the_address_of_a_cover_names_no_row():
    assert "FR-93" not in woven("member", "FR-93").weave
    assert woven("member", "FR-93") != woven("event", "FR-93")
