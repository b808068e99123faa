"""The addresses of documents about sessions."""

from dataclasses import replace

from wagtail.documents import get_document_model

from coalition.pages.querysets import downloadable

from .reading import Item


def with_documents(items: list[Item]) -> list[Item]:
    """Return `items`, each with the addresses of its documents that everybody may have: one query, or none."""
    keys = {key for item in items for _title, key in item.documents}
    if not keys:
        return items
    found = get_document_model().objects.filter(downloadable(), pk__in=keys)
    urls = {document.pk: document.url for document in found}
    return [
        replace(item, documents=[(title, urls[key]) for title, key in item.documents if key in urls]) for item in items
    ]
