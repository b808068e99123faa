"""The library and the initiatives."""

from functools import partial
from typing import Any

from coalition.resources.models import InitiativePage, Resource, ResourceFile, ResourcePage
from home.site_tree import Translations, add_page
from home.words import blocks

from .documents import document_of, languages_of, other_kind

FACTS = (
    "kind", "year", "themes", "authors", "bodies", "publisher", "country", "member_code", "languages", "url", "licence",
    "illustrative",
)  # fmt: skip


def load(content: dict[str, Any], index: Translations) -> dict[str, Translations]:
    """Make the resources and initiatives of `content` that are missing, with a page per language below `index`.

    Return the pages by their key.
    """
    pages = {}
    for item in content["resource"]:
        facts = {name: item[name] for name in FACTS if name in item}
        if "member" in item:
            facts["member_code"] = item["member"]
        resource, _made = Resource.objects.get_or_create(key=item["key"], defaults=facts)
        pages[item["key"]] = add_page(index, ResourcePage, item["key"], partial(_resource, item, resource))
    for item in content.get("initiative", []):
        pages[item["key"]] = add_page(index, InitiativePage, item["key"], partial(_initiative, item))
    return pages


def _words(item: dict[str, Any], language: str) -> dict[str, Any]:
    summary = item["summary"][language].strip()
    return {
        "title": item["title"][language],
        "summary": summary,
        "search_description": summary[:250],
        "body": blocks(item["body"][language]),
    }


def _resource(item: dict[str, Any], resource: Resource, language: str) -> dict[str, Any]:
    key, written = item["key"], languages_of(item["key"])
    own = document_of(key, language) if language in written else None
    further = [ResourceFile(document=document_of(key, other), language=other) for other in written if other != language]
    if own is not None and (kind := other_kind(key)):
        further.insert(0, ResourceFile(document=document_of(key, language, kind), language=language))
    return _words(item, language) | {"resource": resource, "document": own, "files": further}


def _initiative(item: dict[str, Any], language: str) -> dict[str, Any]:
    association = item["association"]
    return _words(item, language) | {
        "association": association[language] if isinstance(association, dict) else association,
        "country": item.get("country", ""),
        "website": item.get("website", ""),
    }
