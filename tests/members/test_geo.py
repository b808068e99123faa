import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.members.maps import HEIGHT, WIDTH, equal_earth, on_map


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
