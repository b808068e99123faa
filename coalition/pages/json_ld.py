"""The facts of a page for machines: JSON-LD in the words of schema.org."""

import json
from html import unescape
from typing import Any

from django.conf import settings

from .share_images import site_name

Node = dict[str, Any]
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}  # as Django's own `json_script`


def script(nodes: list[Node]) -> str:
    """Return `nodes` as a script that no browser runs; nothing in them can end it."""
    text = json.dumps({"@context": "https://schema.org", "@graph": nodes}, ensure_ascii=False)
    return f'<script type="application/ld+json">{text.translate(ESCAPES)}</script>'


def plain(words: str) -> str:
    return " ".join(unescape(words).split())


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def network() -> Node:
    """Return the network itself, in few words, as organiser, author or publisher."""
    return {"@type": "Organization", "@id": absolute("/#network"), "name": site_name()}


def organization(path: str) -> Node:
    """Return the network with its address and its mark, for the front page at `path`."""
    return network() | {"url": absolute(path), "logo": absolute("/static/img/mark.svg")}


def way(steps: list[dict[str, str]], title: str) -> list[Node]:
    """Return the way to the page `title` by the pages above it; nothing for a page that has none above it."""
    if not steps or not title:
        return []
    items: list[Node] = [
        {"@type": "ListItem", "position": place, "name": str(step["title"]), "item": absolute(step["url"])}
        for place, step in enumerate(steps, start=1)
    ]
    items.append({"@type": "ListItem", "position": len(items) + 1, "name": title})
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def work(*, path: str, title: str, summary: str, genre: str, year: int, languages: list[str], **more: Any) -> Node:
    """Return a work of the library. It is that of who wrote it: the network says that it lists it, no more."""
    found = {
        "@type": "CreativeWork",
        "@id": absolute(f"{path}#work"),
        "name": title,
        "description": summary,
        "genre": genre,
        "datePublished": str(year),
        "inLanguage": languages,
        "mainEntityOfPage": absolute(path),
        **more,
    }
    return {name: value for name, value in found.items() if value}


def article(*, path: str, title: str, summary: str, language: str, published: Any, changed: Any, image: str) -> Node:
    """Return a text of the network: news, an edition."""
    found = {
        "@type": "Article",
        "@id": absolute(f"{path}#article"),
        "headline": title,
        "description": summary,
        "inLanguage": language,
        "datePublished": published.isoformat() if published else None,
        "dateModified": changed.isoformat() if changed else None,
        "image": image,
        "mainEntityOfPage": absolute(path),
        "author": network(),
        "publisher": network(),
    }
    return {name: value for name, value in found.items() if value}
