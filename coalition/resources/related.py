"""What else of the library is near a resource: what shares most themes first, then what has its type and country."""

from . import shelf as shelves
from .library import Row, rows
from .models import ResourcePage

MOST = 3


def related(page: ResourcePage) -> list[Row]:
    """Return what is near `page`, the nearest first, then the newest; one query beside those of the shelf."""
    resource, found = page.resource, []
    for place, facets in shelves.shelf(page.locale.language_code).rows:
        shared = len(set(resource.themes).intersection(facets["theme"]))
        kind, country = resource.kind in facets["kind"], resource.country in facets["country"]
        near = (shared, kind, kind and country) if shared else (0, country, kind)
        if place != page.pk and any(near):
            found.append((near, place))
    found.sort(key=lambda row: row[0], reverse=True)
    return rows(place for _near, place in found[:MOST])
