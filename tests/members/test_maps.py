import re

import pytest

from coalition.members.geo.projection import on_map
from coalition.members.maps import MapDot, map_dots
from coalition.members.models import LocalGovernment
from tests.factories.members import LocalGovernmentFactory

pytestmark = pytest.mark.django_db


def test_dots_are_public_rows_with_a_seat_west_to_east(signatures):
    LocalGovernmentFactory(code="B", names={"en": "Bobigny"}, slug="b", latitude="48.91", longitude="2.44")
    quito = LocalGovernmentFactory(
        code="Q", names={"en": "Quito"}, slug="q", country="EC", latitude="-0.18", longitude="-78.47"
    )
    signatures(quito)
    LocalGovernmentFactory(code="nowhere", latitude=None, longitude=None)
    LocalGovernmentFactory(code="hidden", member=False, proposed=True)
    world = map_dots(LocalGovernment.objects.all())
    assert world.dots == (
        MapDot(*on_map(-78.47, -0.18), "Quito, Ecuador: signed the charter", "/en/members/q/", True),
        MapDot(*on_map(2.44, 48.91), "Bobigny, France", "/en/members/b/", False),
    )
    assert world.thread.count("M") == 1


def test_the_thread_joins_each_dot_to_its_nearest_neighbour():
    for code, longitude in (("A", "0"), ("B", "10"), ("C", "50"), ("D", "58")):
        LocalGovernmentFactory(code=code, latitude="0", longitude=longitude)
    world = map_dots(LocalGovernment.objects.all())
    x = [f"{dot.x:g}" for dot in world.dots]
    joined = re.findall(r"M([\d.]+) [\d.]+Q[\d.]+ -?[\d.]+ ([\d.]+) ", world.thread)
    assert joined == [(x[0], x[1]), (x[1], x[2]), (x[2], x[3])]


def test_no_dot_is_a_false_map():
    assert not map_dots(LocalGovernment.objects.all())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_map_costs_one_query(rows, django_assert_num_queries):
    LocalGovernmentFactory.create_batch(rows)
    with django_assert_num_queries(1):
        assert len(map_dots(LocalGovernment.objects.all()).dots) == rows
