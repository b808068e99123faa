"""The text of a resource's file is found by search, in the language of its page; what cannot be read breaks nothing."""

import itertools

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Collection

from coalition.pages.search import index_bytes
from coalition.resources import models, tasks, text_extraction
from coalition.resources.models import DocumentText, ResourcePage
from tests.factories.files import close, closed_collection, docx, make_document
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def published(content: bytes, language: str = "en", **facts) -> ResourcePage:
    document = make_document("Guide", file=ContentFile(content, name="guide.docx"), **facts)
    page = resource_page(resources_page(language), resource=ResourceFactory(), title="A guide")
    page.document = document
    page.save_revision().publish()
    return page


def hits(client, question: str, language: str = "en") -> bool:
    groups = client.get(f"/{language}/search/", {"q": question}).context.get("groups") or []
    return "A guide" in [hit.title for group in groups for hit in group.hits]


def test_the_text_of_a_file_is_found_by_its_stem_in_the_language_of_its_page(client):
    published(docx("Accompagnement des victimes éloignées"), "fr")
    assert not hits(client, "éloignée", "fr")
    tasks.read_documents()
    assert hits(client, "eloignee", "fr")
    assert not hits(client, "eloignee", "en")
    assert not text_extraction.owed().exists()


def test_a_new_file_is_read_anew(client):
    page = published(docx("Hearth"))
    tasks.read_documents()
    page.document = make_document("Lighthouse")
    page.save_revision().publish()
    tasks.read_documents()
    assert (hits(client, "hearth"), hits(client, "lighthouse")) == (False, True)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This file is locked with a password"),
        (b"PK\x03\x04 and no more", "This file is damaged"),
        (b"just text", "Search knows the text of PDF and DOCX files only"),
        (docx(" "), "This file has no text"),
    ],
)
def test_a_file_that_cannot_be_read_gives_a_sentence_and_no_error(admin_client, content, told):
    page = published(content)
    tasks.read_documents()
    tasks.read_documents()
    assert DocumentText.objects.get().text.strip() == ""
    page = ResourcePage.objects.get(pk=page.pk)
    assert [file["told"].startswith(told) for file in text_extraction.files(page)] == [True]
    assert admin_client.get(f"/en/resources/{page.slug}/").status_code == 200
    assert told in admin_client.get(f"/cms/pages/{page.pk}/edit/").content.decode()


def test_a_file_that_not_everybody_may_download_is_found_by_nobody(client):
    published(docx("Refuge"), collection=closed_collection())
    tasks.read_documents()
    assert not hits(client, "refuge")


def test_a_file_with_more_different_words_than_the_index_holds_is_found_by_its_first_words(client, monkeypatch):
    holds = 20_000
    monkeypatch.setattr(models, "INDEX_BYTES", holds)
    page = published(docx("Hearth"))
    tasks.read_documents()
    words = " ".join(map("".join, itertools.product(map(chr, range(0xAC00, 0xAC00 + 5 * 60, 5)), repeat=2)))  # Korean
    DocumentText.objects.update(text=f"lighthouse {words}")
    ResourcePage.objects.get(pk=page.pk).save()
    assert hits(client, "lighthouse")
    size = index_bytes(ResourcePage.objects.get(pk=page.pk).search_folded())
    assert holds * 3 // 4 < size <= holds


def test_each_time_that_a_page_is_indexed_the_words_of_its_files_are_read_once(client):
    page = published(docx("Hearth"))
    tasks.read_documents()
    for word in ("lighthouse", "harbour"):
        DocumentText.objects.update(text=word)
        with CaptureQueriesContext(connection) as asked:
            page.save()
        assert sum("resources_documenttext" in query["sql"] for query in asked) == 1
        assert hits(client, word)
    assert not hits(client, "lighthouse")


def folders():
    """Return an open collection and a collection within it."""
    opened = Collection.get_first_root_node().add_child(name="Opened")
    return opened, opened.add_child(name="Inner")


def test_a_file_is_found_no_more_once_its_collection_is_closed_and_again_once_it_is_opened(client):
    opened, within = folders()
    published(docx("Refuge"), collection=within)
    tasks.read_documents()
    assert hits(client, "refuge")
    restriction = close(opened)
    assert not hits(client, "refuge")  # at once, whatever the worker does
    tasks.read_documents()
    assert not hits(client, "refuge")
    restriction.delete()
    tasks.read_documents()
    assert hits(client, "refuge")


def save_document(client, page, opened, closed):
    document = get_document_model().objects.get(pk=page.document_id)
    document.collection = closed
    document.save()


def move_many(client, page, opened, closed):
    address = f"/cms/bulk/wagtaildocs/document/add_to_collection/?id={page.document_id}"
    assert client.post(address, {"collection": closed.pk}).status_code == 302


def move_collection(client, page, opened, closed):
    address = f"/cms/collections/{opened.pk}/"
    assert client.post(address, {"name": "Opened", "parent": closed.pk}).status_code == 302


@pytest.mark.parametrize("move", [save_document, move_many, move_collection])
def test_a_file_that_goes_into_a_closed_collection_is_found_no_more(
    client, admin_client, django_capture_on_commit_callbacks, move
):
    opened, within = folders()
    page = published(docx("Refuge"), collection=within)
    tasks.read_documents()
    assert hits(client, "refuge")
    with django_capture_on_commit_callbacks(execute=True):
        move(admin_client, page, opened, closed_collection())
    tasks.read_documents()
    page.document.refresh_from_db()
    assert page.document.collection.get_view_restrictions().exists()
    assert not hits(client, "refuge")
