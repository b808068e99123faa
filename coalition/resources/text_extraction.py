"""Files of resources are read for search, by the worker, each in a process of its own.

Search forgets the words of documents at once when their collection is closed, and learns those of opened ones.
"""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import Collection
from wagtail.search import index

from coalition import queue
from coalition.pages.models import WithdrawnFile
from coalition.pages.querysets import linked
from coalition.uploads import sandbox
from coalition.uploads.inspector.verdict import Cause, Refused

from . import versions
from .models import DocumentText

AT_ONCE = 10  # in one run of the worker
FILE_BYTES = 60 * 1024 * 1024  # as `coalition.uploads.reader` has it
NO_WORDS = "no_words"
SENTENCES = {
    Cause.ENCRYPTED: _("This file is locked with a password, so search does not know its text."),
    Cause.TOO_LARGE: _("This file is larger than 60 MB, so search does not know its text."),
    Cause.TOO_COMPLEX: _("This file takes too long or too much memory to read, so search does not know its text."),
    Cause.UNKNOWN: _("Search knows the text of PDF and DOCX files only."),
    NO_WORDS: _("This file has no text, as a scan has none, so search knows its page only."),
}
WITHDRAWN = _("This file is withdrawn: nobody can download it.")
DAMAGED = _("This file is damaged or is not what it says, so search does not know its text. Save or export it again.")


def owed() -> QuerySet[Any]:
    """Return the documents that published pages offer and nobody has read as they are now."""
    read = DocumentText.objects.filter(document=OuterRef("pk"), digest=OuterRef("file_hash"))
    return get_document_model().objects.filter(~Exists(read), versions.offered()).order_by("pk")


def read_owed() -> bool:
    """Read some of what is owed; say whether more is. A file that breaks its reader is read once."""
    return sum(read(document) for document in owed()[:AT_ONCE]) == AT_ONCE


def read(document: Any) -> bool:
    """Read the file of `document` and let search know its words; say whether it was read or refused for good."""
    digest, text, cause = document.get_file_hash(), "", ""
    try:
        with document.open_file() as file:
            content = file.read(FILE_BYTES + 1)
        text = sandbox.read(content).replace("\x00", "")
        cause = "" if text.strip() else NO_WORDS
    except Refused as refusal:
        if refusal.cause is Cause.BUSY:
            return False
        cause = refusal.cause.value
    except OSError:
        cause = Cause.EMPTY.value
    DocumentText.objects.update_or_create(
        document=document, defaults={"digest": digest, "text": text, "cause": cause}
    )  # fmt: skip
    for page in versions.pages_with([document.pk]):
        index.insert_or_update_object(page)
    return True


def files(page: Any) -> list[dict[str, Any]]:
    """Return each file that `page` was saved with: the document, and what its editor must know of it, if anything."""
    if page.pk is None:
        return []
    keys = [page.document_id, *(file.document_id for file in page.files.all()), *linked(page)]
    documents = get_document_model().objects.in_bulk([key for key in keys if key])
    rows = DocumentText.objects.filter(document__in=documents).exclude(cause="")
    causes = {row.document_id: row.cause for row in rows if row.digest == documents[row.document_id].file_hash}
    gone = set(WithdrawnFile.objects.filter(document__in=documents).values_list("document", flat=True))
    found = []
    for key in dict.fromkeys(keys):
        if key in documents:
            told = WITHDRAWN if key in gone else SENTENCES.get(causes[key], DAMAGED) if key in causes else ""
            found.append({"document": documents[key], "told": str(told)})
    return found


def learn_again(documents: QuerySet[Any]) -> None:
    """Let search forget the words of `documents` at once; the worker reads them again, for those whom they are for."""
    DocumentText.objects.filter(document__in=documents).update(digest="")
    for page in versions.pages_with(documents.values("pk")):
        index.insert_or_update_object(page)
    queue.wake("resources.read_documents")


def within(collection: Collection) -> QuerySet[Any]:
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
