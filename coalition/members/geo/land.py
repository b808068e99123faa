"""The land of the map as one SVG path, from TopoJSON.

Source of the format: the TopoJSON Format Specification (2013), sections 2.1.4 (arcs, delta-encoded) and 2.2.1.
"""

import json
from pathlib import Path
from typing import Any

from .projection import HEIGHT, SOUTH, WIDTH, on_map

SOURCE = Path(__file__).with_name("land-110m.json")
STEP = 0.9  # units of the drawing: nearer points are left out
SMALLEST = 2.0  # units: a ring within such a box is left out

Point = tuple[float, float]


def rings(topology: dict[str, Any]) -> list[list[Point]]:
    """Return every ring of the object `land` as points of longitude and latitude, in degrees."""
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_decode(arc, scale, translate) for arc in topology["arcs"]]
    land = topology["objects"]["land"]
    geometries = land.get("geometries", [land])
    polygons = [
        polygon
        for geometry in geometries
        for polygon in (geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]])
    ]
    return [_join(ring, arcs) for polygon in polygons for ring in polygon]


def _decode(arc: list[list[int]], scale: list[float], translate: list[float]) -> list[Point]:
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale[0] + translate[0], y * scale[1] + translate[1]))
    return points


def _join(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring


def path(topology: dict[str, Any]) -> str:
    """Return the SVG path of the land, projected and thinned; Antarctica is left out."""
    pieces = [piece for ring in rings(topology) if _is_shown(ring) for piece in cut_at_date_line(ring)]
    shapes = [_thin([on_map(*point) for point in piece]) for piece in pieces]
    return "".join(_draw(shape) for shape in shapes if len(shape) > 2 and _size(shape) >= SMALLEST)


def cut_at_date_line(ring: list[Point]) -> list[list[Point]]:
    """Return the pieces of `ring` on each side of the 180th meridian, so that no line crosses the map."""
    unrolled = ring[:1]
    for longitude, latitude in ring[1:]:
        turns = round((unrolled[-1][0] - longitude) / 360)
        unrolled.append((longitude + 360 * turns, latitude))
    if all(-180 <= longitude <= 180 for longitude, _latitude in unrolled):
        return [unrolled]
    pieces = []
    for shift in (-360, 0, 360):
        east = _clip([(longitude + shift, latitude) for longitude, latitude in unrolled], 180, -1)
        if piece := _clip(east, -180, 1):
            pieces.append(piece)
    return pieces


def _clip(ring: list[Point], edge: float, side: int) -> list[Point]:
    """Return the part of `ring` east (`side` 1) or west (-1) of the meridian `edge` (Sutherland-Hodgman)."""
    kept: list[Point] = []
    for before, point in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was_inside, is_inside = ((place[0] - edge) * side >= 0 for place in (before, point))
        if was_inside != is_inside:
            share = (edge - before[0]) / (point[0] - before[0])
            kept.append((edge, before[1] + share * (point[1] - before[1])))
        if is_inside:
            kept.append(point)
    return kept


def _is_shown(ring: list[Point]) -> bool:
    return max(latitude for _longitude, latitude in ring) > SOUTH


def _size(shape: list[Point]) -> float:
    xs, ys = zip(*shape, strict=True)
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _thin(points: list[Point]) -> list[Point]:
    kept = points[:1]
    for point in points[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= STEP:
            kept.append(point)
    return kept


def _draw(shape: list[Point]) -> str:
    """Return one closed ring, in relative steps: about a third shorter than absolute points."""
    x, y = shape[0]
    steps = []
    for point in shape[1:]:
        dx, dy = round(point[0] - x, 1), round(point[1] - y, 1)
        x, y = round(x + dx, 1), round(y + dy, 1)
        steps.append(f"{dx:g} {dy:g}")
    return f"M{shape[0][0]:g} {shape[0][1]:g}l{' '.join(steps)}z".replace(" -", "-")


def drawing() -> str:
    """Return the SVG file: one path with the id `land`, coloured by the page that uses it."""
    topology = json.loads(SOURCE.read_text(encoding="utf-8"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        "<!-- Made with Natural Earth (public domain), from world-atlas 2.0.2 -->"
        f'<path id="land" d="{path(topology)}"/></svg>\n'
    )
