"""The Equal Earth projection, and where a place falls on our map.

Source: B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal of
Geographical Information Science 33 (2019). Areas are true, so the South is not drawn small.
"""

from math import asin, cos, radians, sin, sqrt

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ROOT3 = sqrt(3)

WIDTH = 1000  # units of the drawing, from 180° west to 180° east at the equator
NORTH, SOUTH = 84.0, -57.0  # degrees of latitude: the map leaves out the ice


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """Return x (east) and y (north) of a place given in degrees, on a globe of radius 1."""
    theta = asin(ROOT3 / 2 * sin(radians(latitude)))
    square = theta * theta
    sixth = square**3
    slope = A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)
    x = 2 * ROOT3 * radians(longitude) * cos(theta) / (3 * slope)
    y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return x, y


SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, NORTH)[1]
HEIGHT = round((TOP - equal_earth(0, SOUTH)[1]) * SCALE)


def on_map(longitude: float, latitude: float) -> tuple[float, float]:
    """Return where a place given in degrees falls on the drawing: units from the left and from the top edge."""
    x, y = equal_earth(longitude, latitude)
    return round(WIDTH / 2 + x * SCALE, 1), round((TOP - y) * SCALE, 1)
