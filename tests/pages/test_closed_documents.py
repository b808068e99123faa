"""Of a document in a closed collection no page tells even the title."""

from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from coalition.calls.models import CallDocument
from coalition.pages.blocks import BodyBlock
from coalition.pages.querysets import downloadable
from events.programme import views
from tests.factories.calls import CallFactory
from tests.factories.events import EventFactory
from webinars.replays.models import Replay, ReplayDocument

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_files():
    """An open document, and one in a collection below a closed one."""
    root = Collection.get_first_root_node()
    closed = root.add_child(name="Closed")
    below = closed.add_child(name="Below")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    made = get_document_model().objects.create
    return [
        made(title=title, file=ContentFile(b"%PDF-1.4", name=f"{title}.pdf"), collection=collection)
        for title, collection in (("Open", root), ("Hidden", below))
    ]


def test_a_programme_names_no_hidden_document(two_files, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(views, "replace", lambda item, documents: documents)
    item = SimpleNamespace(documents=[(document.title, document.pk) for document in two_files])

    with django_assert_num_queries(1):
        [shown] = views.with_documents([item])

    assert [title for title, _url in shown] == ["Open"]


def test_a_call_names_no_hidden_document(two_files):
    call = CallFactory()
    for document in two_files:
        CallDocument.objects.create(call=call, document=document)

    rows = call.documents.filter(downloadable("document__"))
    assert [row.document.title for row in rows] == ["Open"]


def test_a_recording_names_no_hidden_document(two_files):
    replay = Replay.objects.create(event=EventFactory())
    for document in two_files:
        ReplayDocument.objects.create(replay=replay, document=document)

    rows = replay.documents.filter(downloadable("document__"))
    assert [row.document.title for row in rows] == ["Open"]


def test_a_list_of_files_names_no_hidden_document(two_files):
    block = BodyBlock().child_blocks["files"]
    value = block.to_python({"title": "Files", "files": [{"document": row.pk, "title": ""} for row in two_files]})

    assert [row["title"] for row in block.get_context(value)["rows"]] == ["Open"]
