"""What the page of a resource shows beside its words: facts in the reader's language, and how it is cited."""

from typing import Any

from django.urls import reverse
from django.utils.translation import get_language

from coalition.pages import countries
from coalition.pages.languages import language_name

from . import versions
from .citations.facts import citation
from .citations.views import FORMATS
from .licences import LICENCES
from .models import ResourcePage, Theme
from .related import related

NAMES = {"bib": "BibTeX", "ris": "RIS", "json": "CSL-JSON"}


def shown(page: ResourcePage) -> dict[str, Any]:
    """Return what the template needs, in the active language."""
    resource, cited = page.resource, citation(page, page.giver)
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
        "formats": formats(page),
        "related": related(page),
        "version": versions.current(page),
        "offers": page.document_id in standing and standing[page.document_id] is None,
        "gone": standing.get(page.document_id or 0),
        "further": [(file, standing[file.document_id]) for file in further if file.document_id in standing],
        "earlier": [(one, one.document_id in standing, standing.get(one.document_id)) for one in earlier],
    }


def formats(page: ResourcePage) -> list[tuple[str, str]]:
    """Return the files of the citation of `page`: name and address; none of a page that stands nowhere yet."""
    if not page.slug or get_language() != page.locale.language_code:
        return []
    return [(NAMES[ending], reverse("resources:cite", args=[page.slug, ending])) for ending in FORMATS]


def linked(page: ResourcePage) -> dict[str, Any]:
    """Return what machines are told besides: who wrote it, who published it, under which licence."""
    cited = citation(page, page.giver)
    people = [
        {"@type": "Person", "name": " ".join(filter(None, (person.given, person.family)))} for person in cited.people
    ]
    bodies = [{"@type": "Organization", "name": body} for body in cited.bodies]
    licence = LICENCES.get(page.resource.licence)
    return {
        "author": [*people, *bodies],
        "publisher": {"@type": "Organization", "name": cited.publisher} if cited.publisher else None,
        "license": licence.url if licence else "",
    }
