"""CSL-JSON, which Zotero, Mendeley and Pandoc read (citation-style-language/schema, csl-data.json 1.0)."""

import json
from typing import Any

from .facts import Citation, Person

TYPES = {
    "guide": "report", "experience": "document", "study": "report", "tool": "document", "law": "legislation",
    "video": "motion_picture",
}  # fmt: skip


def write(citation: Citation) -> str:
    """Return a list of one item, as these programs expect it."""
    item: dict[str, Any] = {
        "id": citation.key,
        "type": TYPES.get(citation.kind, "document"),
        "title": citation.title,
        "author": [*map(_person, citation.people), *({"literal": body} for body in citation.bodies)],
        "publisher": citation.publisher,
        "issued": {"date-parts": [[citation.year]]},
        "language": citation.language,
        "DOI": citation.doi,
        "URL": citation.url,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=2) + "\n"


def _person(person: Person) -> dict[str, str]:
    return {"family": person.family, "given": person.given} if person.given else {"family": person.family}
