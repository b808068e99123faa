"""Files of a resource: a new one replaces the one before, which stays listed."""

from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from coalition.pages import signals
from coalition.resources.models import DocumentVersion
from tests.factories.resources import ResourceFactory, resource_page, resources_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def document(words: str):
    return get_document_model().objects.create(title=words, file=ContentFile(words.encode(), name=f"{words}.pdf"))


@pytest.fixture
def page():
    """A guide with its first file, published on 1 March."""
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        made = resource_page(resources_page(), resource=ResourceFactory(key="guide"))
        return publish(made, document("first"))


def publish(page, file, changes: str = ""):
    page.document, page.changes = file, changes
    page.save_revision().publish()
    return page


def versions():
    return list(DocumentVersion.objects.values_list("document__title", "dated", "changes"))


def test_a_new_file_takes_the_place_of_the_one_before(client, page):
    with time_machine.travel("2026-09-01 12:00Z", tick=False):
        publish(page, document("second"), "Two new chapters.")
        page.save_revision().publish()  # again, with nothing new
    assert versions() == [("second", date(2026, 9, 1), "Two new chapters."), ("first", date(2026, 3, 1), "")]
    text = client.get("/en/resources/guide/").content.decode()
    assert text.index("second.pdf") < text.index("New in the version of 1 September 2026") < text.index("first.pdf")
    assert "Version of 1 March 2026" in text
    assert b"".join(client.get(f"/documents/{page.versions.last().document_id}/first.pdf")) == b"first"


def test_a_published_file_stays_as_it_is(page):
    first = page.document
    assert signals.keeps_its_file(first)
    assert not signals.keeps_its_file(document("unpublished"))
    publish(page, document("second"))
    with pytest.raises(ProtectedError):
        first.delete()


def test_a_page_says_nothing_of_the_files_of_a_closed_collection(client, page):
    first, second = page.document, document("second")
    publish(page, second)
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    within = closed.add_child(name="Within")
    shown = [names_of_files(client)]
    for moved in (first, second):
        moved.collection = within
        moved.save()
        shown.append(names_of_files(client))
    assert shown == [{"first", "second"}, {"second"}, set()]
    text = client.get("/en/resources/guide/").content.decode()
    assert "Version of" in text


def names_of_files(client) -> set[str]:
    text = client.get("/en/resources/guide/").content.decode().partition("<main")[2].partition("</main")[0]
    return {name for name in ("first", "second") if name in text}


def test_who_may_not_delete_or_replace_a_published_file_reads_how_to_take_it_away(admin_client, page):
    told = "To take a file away from the public at once, withdraw it: its address then says so."
    data = {"title": "x", "file": SimpleUploadedFile("other.pdf", b"%PDF-1.7"), "tags": ""}
    data["collection"] = page.document.collection_id
    publish(page, document("second"))
    first = page.versions.last().document_id
    assert told in admin_client.post(reverse("wagtaildocs:edit", args=[first]), data).content.decode()
    for address in (
        reverse("wagtaildocs:delete", args=[first]),
        f"/cms/bulk/wagtaildocs/document/delete/?id={first}",
    ):
        assert told in admin_client.post(address, follow=True).content.decode()
