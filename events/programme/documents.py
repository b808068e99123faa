"""The addresses of documents about sessions."""

from dataclasses import replace

from wagtail.documents import get_document_model

from .reading import Item


def with_documents(items: list[Item]) -> list[Item]:
    """Return `items`, each with the addresses of its documents that are still there: one query, where there are any."""
    keys = {key for item in items for _title, key in item.documents}
    if not keys:
        return items
    urls = {pk: document.url for pk, document in get_document_model().objects.in_bulk(keys).items()}
    return [
        replace(item, documents=[(title, urls[key]) for title, key in item.documents if key in urls]) for item in items
    ]
