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
    shapes = [_thin([on_map(*point) for point in ring]) for ring in rings(topology) if _is_shown(ring)]
    return "".join(_draw(shape) for shape in shapes if len(shape) > 2 and _size(shape) >= SMALLEST)


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
