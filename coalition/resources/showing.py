"""What the page of a resource shows beside its words: facts in the reader's language, and how it is cited."""

from typing import Any

from coalition.pages import countries
from coalition.pages.languages import language_name

from . import shelf as shelves
from . import versions
from .citations import citation
from .library import Row, rows
from .licences import LICENCES
from .models import ResourcePage, Theme


def shown(page: ResourcePage) -> dict[str, Any]:
    resource, cited = page.resource, citation(page)
    further = list(page.files.select_related("document"))
    earlier = versions.earlier(page)
    standing = versions.everybodys(page, further)
    return {
        "facts": {
            "kind": resource.get_kind_display(),
            "year": resource.year,
            "country": countries.country_name(resource.country),
            "languages": [language_name(code) for code in resource.languages],
            "themes": [(theme.slug, theme.name) for theme in Theme.objects.filter(slug__in=resource.themes)],
            "giver": page.giver,
            "licence": LICENCES.get(resource.licence),
            "publisher": cited.publisher,
        },
        "cited": cited,
        "related": related(page),
        "version": versions.current(page),
        "offers": page.document_id in standing and standing[page.document_id] is None,
        "gone": standing.get(page.document_id or 0),
        "further": [(file, standing[file.document_id]) for file in further if file.document_id in standing],
        "earlier": [(one, one.document_id in standing, standing.get(one.document_id)) for one in earlier],
    }


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
