"""Search forgets the words of documents at once when their collection is closed, and learns those of opened ones."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Collection
from wagtail.search import index

from coalition.privacy import queue

from . import versions
from .models import DocumentText


def learn_again(documents: QuerySet[Any]) -> None:
    """Let search forget the words of `documents` at once; the worker reads them again, for those whom they are for."""
    DocumentText.objects.filter(document__in=documents).update(digest="")
    for page in versions.pages_with(documents.values("pk")):
        index.insert_or_update_object(page)
    queue.wake("resources.read_documents")


def within(collection: Collection) -> QuerySet[Any]:
    """Return the documents of `collection` and of those below it."""
    return get_document_model().objects.filter(collection__path__startswith=collection.path)


def after_a_move(collection: Collection) -> None:
    """Learn again the documents of `collection` if what is done with it in this transaction closes or opens it.

    Wagtail saves a collection and then moves it, without a signal of its own.
    """
    closed = collection.get_view_restrictions().exists()
    transaction.on_commit(partial(_learn_if_otherwise, collection.pk, closed))


def _learn_if_otherwise(pk: int, closed: bool) -> None:
    collection = Collection.objects.filter(pk=pk).first()
    if collection is not None and collection.get_view_restrictions().exists() != closed:
        learn_again(within(collection))


def has_moved(document: Any) -> bool:
    """Say whether `document`, before it is saved, goes into another collection than it is in."""
    stored = type(document).objects.filter(pk=document.pk).values_list("collection_id", flat=True).first()
    return stored is not None and stored != document.collection_id
