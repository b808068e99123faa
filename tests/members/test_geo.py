import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.members.geo import HEIGHT, WIDTH, equal_earth, on_map


@pytest.mark.parametrize(
    ("longitude", "latitude", "x", "y"),
    [(0, 0, 0, 0), (180, 0, 2.70663, 0), (0, 90, 0, 1.31736), (-180, -90, -1.60359, -1.31736)],
)
def test_equal_earth_at_its_corners(longitude, latitude, x, y):
    """Corner values follow from the published coefficients."""
    assert equal_earth(longitude, latitude) == pytest.approx((x, y), abs=1e-5)


def test_equal_earth_keeps_areas():
    """A band of latitude takes its true share: half of a hemisphere lies south of 30 degrees."""

    def area(south: float, north: float) -> float:
        step = (north - south) / 2000
        bands = (south + step * (index + 0.5) for index in range(2000))
        return sum(
            equal_earth(180, band)[0] * (equal_earth(0, band + step / 2)[1] - equal_earth(0, band - step / 2)[1])
            for band in bands
        )

    assert area(0, 30) == pytest.approx(area(30, 90), rel=1e-4)


@given(st.floats(-180, 180), st.floats(-57, 84))
def test_every_inhabited_place_falls_on_the_map(longitude, latitude):
    x, y = on_map(longitude, latitude)
    assert 0 <= x <= WIDTH
    assert -0.1 <= y <= HEIGHT + 0.5


def test_east_is_right_and_north_is_up():
    paris, quito = on_map(2.35, 48.86), on_map(-78.5, -0.2)
    assert paris[0] > quito[0]
    assert paris[1] < quito[1]
