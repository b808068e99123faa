"""What this app adds to the CMS."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.snippets.models import register_snippet

from . import mechanisms, text_extraction
from .viewsets import LibraryGroup

register_snippet(LibraryGroup)
hooks.register("waiting_work", mechanisms.waiting)


@hooks.register("after_bulk_action")
def documents_moved(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> None:
    """Let search know of documents that went into another collection together: no signal says so."""
    documents = get_document_model().objects
    if action_type == "add_to_collection" and action.model is documents.model:
        text_extraction.learn_again(documents.filter(pk__in=[row.pk for row in objects]))
