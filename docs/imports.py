"""Draws which app imports which, and which room of an app which: `python docs/imports.py` writes docs/architecture.md.

An arrow that another path implies is left out, so that the picture reads downwards. The graph is grimp's, the library
below the import contract.
"""

import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
HEAD = """# Which app and which room imports which

Drawn by `python docs/imports.py`. Dependencies run downwards only; the contracts in `pyproject.toml` check it.
"""
WITH_ROOMS = ("charter", "events", "newsletters", "webinars")
NO_ROOMS = ("migrations", "management", "templatetags", "demo", "models")

type Arrows = Mapping[str, set[str]]  # each with what it imports


def apps() -> tuple[list[str], list[str]]:
    """Return the root packages, and the apps among which imports run downwards, from the import contract."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in settings["contracts"] if contract["type"] == "layers")
    return settings["root_packages"], [app.strip() for layer in layers for app in layer.split("|")]


def rooms(graph: grimp.ImportGraph, app: str) -> list[str]:
    """Return the packages in `app` that are rooms of it."""
    found = (name for name in graph.find_children(app) if name.rpartition(".")[2] not in NO_ROOMS)
    return sorted(name for name in found if graph.find_children(name))


def imports_between(graph: grimp.ImportGraph, packages: Iterable[str]) -> dict[str, set[str]]:
    """Return which of `packages` imports which, whatever module does it."""
    packages = list(packages)
    return {
        one: {
            other
            for other in packages
            if other != one and graph.direct_import_exists(importer=one, imported=other, as_packages=True)
        }
        for one in packages
    }


def below(arrows: Arrows, one: str) -> set[str]:
    """Return everything that `one` imports, through others too."""
    found: set[str] = set()
    waiting = list(arrows[one])
    while waiting:
        if (other := waiting.pop()) not in found:
            found.add(other)
            waiting += arrows[other]
    return found


def circles(arrows: Arrows) -> list[str]:
    """Return what imports itself through others: while there is one, no picture reads downwards."""
    return sorted(one for one in arrows if one in below(arrows, one))


def without_implied(arrows: Arrows) -> dict[str, set[str]]:
    """Return the arrows that no longer path says."""
    return {
        one: {target for target in to if not any(target in below(arrows, other) for other in to - {target})}
        for one, to in arrows.items()
    }


def picture(arrows: Arrows) -> str:
    """Return the Mermaid source of `arrows`."""
    lines = ["```mermaid", "flowchart TD"]
    names = {one: one.replace(".", "_") for one in arrows}
    lines += [f'    {names[one]}["{one}"]' for one in sorted(arrows)]
    lines += [f"    {names[one]} --> {names[other]}" for one, to in sorted(arrows.items()) for other in sorted(to)]
    return "\n".join([*lines, "```", ""])


def pictures() -> str:
    """Return the pictures of the apps, and of the rooms in each that has some. Raises ValueError for a circle."""
    roots, known = apps()
    graph = grimp.build_graph(*roots, cache_dir=None)
    parts = []
    for title, packages in [
        ("The apps:", known),
        *((f"The rooms of `{app}`:", rooms(graph, app)) for app in WITH_ROOMS),
    ]:
        arrows = imports_between(graph, packages)
        if found := circles(arrows):
            raise ValueError(f"imported in a circle: {', '.join(found)}")
        parts.append(f"{title}\n\n{picture(without_implied(arrows))}")
    return "\n".join(parts)


def page() -> str:
    """Return the page with today's pictures."""
    return f"{HEAD}\n{pictures()}"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    ARCHITECTURE.write_text(page(), encoding="utf-8")
