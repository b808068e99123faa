"""The world map: what is on it, in which order, and the way from a mark for several to each of them."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from coalition.members import maps
from coalition.members.directory import front_map
from coalition.members.maps import APART, HEIGHT, WIDTH, Mark, Place, draw, equal_earth, on_map, places
from coalition.members.models import LocalGovernment
from tests.factories.charter import SignatureFactory
from tests.factories.members import LocalGovernmentFactory, members_page

pytestmark = pytest.mark.django_db

URL = "/en/members/"


def seat(name, latitude, longitude, section="", **facts):
    """Make a member called `name` with its seat there."""
    facts |= {"latitude": latitude, "longitude": longitude, "section": section}
    return LocalGovernmentFactory(code=name, slug=name.lower(), names={"en": name}, **facts)


def drawn(client, query=""):
    """Return the map of the directory that `query` asks for."""
    return client.get(URL + query).context["world_map"]


def names(world):
    return [mark.name for mark in world.marks]


def test_marks_are_public_rows_with_a_seat():
    seat("Bobigny", "48.91", "2.44")
    SignatureFactory(state="signed", government=seat("Quito", "-0.18", "-78.47", country="EC"))
    LocalGovernmentFactory(code="nowhere", latitude=None, longitude=None)
    LocalGovernmentFactory(code="hidden", member=False, proposed=True)
    assert draw(places(LocalGovernment.objects.all()), maps.WORLD, lambda group: None) == (
        Mark(*on_map(2.44, 48.91), "Bobigny", "France", "/en/members/bobigny/", signed=False),
        Mark(*on_map(-78.47, -0.18), "Quito", "Ecuador: signed the charter", "/en/members/quito/", signed=True),
    )


def test_marks_are_read_row_by_row_in_the_direction_of_the_language():
    found = [
        Place(longitude, latitude, name, "", "/", signed=False)
        for name, latitude, longitude in (("Cape", -34, 18), ("Paris", 48, 2), ("Quito", 0, -78), ("Tokyo", 47, 139))
    ]
    read = {}
    for language in ("en", "ar"):
        with translation.override(language):
            read[language] = [mark.name for mark in draw(found, maps.WORLD, lambda group: None)]
    assert read == {"en": ["Paris", "Tokyo", "Quito", "Cape"], "ar": ["Tokyo", "Paris", "Quito", "Cape"]}


def test_several_that_lie_close_together_open_until_each_is_a_dot(client):
    """From the world to their region, there to a ring."""
    members_page()
    seat("Bobigny", "48.91", "2.44", "europe")
    seat("Saint-Denis", "48.94", "2.36", "europe")
    seat("Lyon", "45.76", "4.84", "europe")
    seat("Porto", "41.15", "-8.61", "europe")
    SignatureFactory(state="signed", government=seat("Banjul", "13.45", "-16.58", "africa", country="GM"))

    world = drawn(client)
    several = world.marks[0]
    assert (several.count, several.note, several.url) == (
        "3", "Saint-Denis, Bobigny, Lyon", f"{URL}?section=europe#map"
    )  # fmt: skip
    assert names(world)[1:] == ["Porto", "Banjul"]
    assert world.kinds == {"several", "plain", "signed"}

    shown = drawn(client, several.url.removeprefix(URL).removesuffix("#map"))
    assert sorted(names(shown)) == ["Bobigny", "Lyon", "Porto", "Saint-Denis"]
    assert all(
        abs(one.x - other.x) + abs(one.y - other.y) >= APART * 0.9
        for one in shown.marks for other in shown.marks if one is not other
    )  # fmt: skip


def test_too_many_of_one_place_lead_to_their_list(client, monkeypatch):
    members_page()
    monkeypatch.setattr("coalition.members.maps.SPREAD", 2)
    for name in ("Alpha", "Beta", "Gamma"):
        seat(name, "48.9", "2.4", "europe")
    assert [mark.url for mark in drawn(client, "?section=europe").marks] == [f"{URL}?section=europe&country=FR"]


def test_regions_have_addresses_of_their_own_that_keep_the_filters(client):
    members_page()
    seat("Bobigny", "48.91", "2.44", "europe")
    seat("Quito", "-0.18", "-78.47", "latin-america", country="EC")
    world = drawn(client, "?kind=municipality&section=europe")
    assert [(region.label, region.url, region.current) for region in world.regions] == [
        ("The whole world", f"{URL}?kind=municipality#map", False),
        ("Europe", f"{URL}?section=europe&kind=municipality#map", True),
        ("Latin America", f"{URL}?section=latin-america&kind=municipality#map", False),
    ]
    assert world.view == maps.section_view("europe")


def test_a_region_with_a_member_far_from_it_is_shown_with_the_world(client):
    members_page()
    seat("Bobigny", "48.91", "2.44", "europe")
    seat("Saint-Denis-de-la-Reunion", "-20.88", "55.45", "europe")
    assert drawn(client, "?section=europe").view == maps.WORLD


def test_another_page_leads_to_the_directory():
    seat("Bobigny", "48.91", "2.44", "europe")
    seat("Lyon", "45.76", "4.84", "europe")
    seat("Nowhere", "0.1", "0.1")
    seat("Null", "0", "0")
    world = front_map(places(LocalGovernment.objects.all()), URL)
    addresses = [f"{URL}?section=europe#map", "/en/members/nowhere/", "/en/members/null/"]
    assert [mark.url for mark in world.marks] == addresses
    assert world.regions == ()


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [(0, 0, 0, 0), (180, 0, 2.70663, 0), (0, 90, 0, 1.31736), (-180, -90, -1.60359, -1.31736)],
)
def test_equal_earth_at_its_corners(longitude, latitude, x, y):
    """Corner values follow from the published coefficients."""
    assert equal_earth(longitude, latitude) == pytest.approx((x, y), abs=1e-5)


@given(st.floats(-180, 180), st.floats(-57, 84))
def test_every_inhabited_place_falls_on_the_map(longitude, latitude):
    x, y = on_map(longitude, latitude)
    assert 0 <= x <= WIDTH
    assert -0.1 <= y <= HEIGHT + 0.5
