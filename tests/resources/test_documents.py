"""Files of a resource, further ones and those that its text links: read and kept; an earlier one stays listed."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.documents import get_document_model

from coalition.pages import signals
from coalition.resources import tasks
from coalition.resources.models import DocumentVersion, ResourceFile
from tests.factories.files import closed_collection, make_document
from tests.factories.resources import ResourceFactory, resource_page, resources_page

from .test_text_extraction import hits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]

Place = DocumentVersion.Place
FIRST, LATER = date(2026, 3, 1), date(2026, 9, 1)


def linking(*files) -> list:
    return [("paragraph", "".join(f'<p><a linktype="document" id="{file.pk}">{file.title}</a></p>' for file in files))]


@pytest.fixture
def page():
    """A guide with its file, a further one in French, and one that its text links."""
    made = resource_page(resources_page(), resource=ResourceFactory(key="guide"), title="A guide")
    made.document = make_document("lighthouse")
    made.files = [ResourceFile(document=make_document("worksheet"), label="Sheets to print", language="fr")]
    made.body = linking(make_document("harbour"))
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        made.save_revision().publish()
    return made


def versions() -> dict[str, tuple[str, str, bool, date]]:
    rows = DocumentVersion.objects.all()
    return {row.document.title: (row.place, row.label, row.shown, row.dated) for row in rows}


def text_of(client) -> str:
    return client.get("/en/resources/guide/").content.decode().partition("<main")[2].partition("</main")[0]


def test_each_file_is_offered_with_its_name_its_language_and_its_kind(client, page):
    text = text_of(client)
    assert text.index("lighthouse.docx") < text.index("harbour.docx") < text.index("Further files")
    assert 'hreflang="fr"' in text
    assert text.index("Sheets to print") < text.index("French, <bdi>DOCX</bdi>")
    assert versions() == {
        "lighthouse": (Place.MAIN, "", True, FIRST),
        "worksheet": (Place.FURTHER, "Sheets to print", True, FIRST),
        "harbour": (Place.TEXT, "", True, FIRST),
    }


@pytest.mark.parametrize("word", ["lighthouse", "worksheet", "harbour"])
def test_the_text_of_each_is_found(client, page, word):
    page.body = [("paragraph", f'<p><a linktype="document" id="{key_of("harbour")}">Plan</a></p>')]
    page.save_revision().publish()
    tasks.read_documents()
    assert hits(client, word)


def key_of(title: str) -> int:
    return get_document_model().objects.get(title=title).pk


def test_each_stays_as_it_is_and_one_that_was_not_published_does_not(page):
    files = get_document_model().objects.order_by("pk")
    assert [signals.keeps_its_file(file) for file in (*files, make_document("unpublished"))] == [
        True,
        True,
        True,
        False,
    ]
    replace(page, "second")
    with pytest.raises(ProtectedError):
        get_document_model().objects.get(title="lighthouse").delete()


def test_a_further_file_that_is_replaced_stays_listed_and_is_found_no_more(client, page):
    tasks.read_documents()
    page.files = [ResourceFile(document=make_document("workbook"), label="Sheets to print", language="fr")]
    page.body = []
    with time_machine.travel("2026-09-01 12:00Z", tick=False):
        page.save_revision().publish()
        page.save_revision().publish()
    tasks.read_documents()
    text = text_of(client)
    assert text.index("workbook.docx") < text.index("Earlier versions") < text.index("worksheet.docx")
    assert "harbour" not in text
    assert {title: (shown, day) for title, (_place, _label, shown, day) in versions().items()} == {
        "lighthouse": (True, FIRST), "workbook": (True, LATER), "worksheet": (False, FIRST), "harbour": (False, FIRST),
    }  # fmt: skip
    assert [hits(client, word) for word in ("workbook", "worksheet", "harbour")] == [True, False, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_files(client, page, rows, django_assert_max_num_queries):
    page.files = [ResourceFile(document=make_document(f"annex{row}"), language="en") for row in range(rows)]
    page.save_revision().publish()
    client.get("/en/resources/guide/")
    with django_assert_max_num_queries(24):
        assert text_of(client).count("annex") >= rows


def replace(page, words: str, changes: str = "") -> None:
    """Publish `page` with another first file."""
    page.document, page.changes = make_document(words), changes
    page.save_revision().publish()


def test_a_new_file_takes_the_place_of_the_one_before(client, page):
    with time_machine.travel("2026-09-01 12:00Z", tick=False):
        replace(page, "second", "Two new chapters.")
        page.save_revision().publish()  # again, with nothing new
    rows = DocumentVersion.objects.filter(place=Place.MAIN).values_list("document__title", "dated", "changes")
    assert list(rows) == [("second", LATER, "Two new chapters."), ("lighthouse", FIRST, "")]
    text = text_of(client)
    assert text.index("second.docx") < text.index("New in the version of 1 September 2026") < text.index("lighthouse.")
    assert "Version of 1 March 2026" in text
    first = get_document_model().objects.get(title="lighthouse")
    assert b"".join(client.get(first.url))[:2] == b"PK"


def test_a_page_says_nothing_of_the_files_of_a_closed_collection(client, page):
    first = page.document
    replace(page, "second")
    closed, shown = closed_collection(), []
    for moved in (None, first, page.document):
        if moved:
            moved.collection = closed
            moved.save()
        shown.append({name for name in ("lighthouse", "second") if name in text_of(client)})
    assert shown == [{"lighthouse", "second"}, {"second"}, set()]
    assert "Version of" in text_of(client)


def test_who_may_not_delete_or_replace_a_published_file_reads_how_to_take_it_away(admin_client, page):
    told = "To take a file away from the public at once, withdraw it: its address then says so."
    data = {"title": "x", "file": SimpleUploadedFile("other.pdf", b"%PDF-1.7"), "tags": ""}
    data["collection"], first = page.document.collection_id, page.document_id
    replace(page, "second")
    assert told in admin_client.post(reverse("wagtaildocs:edit", args=[first]), data).content.decode()
    for address in (
        reverse("wagtaildocs:delete", args=[first]),
        f"/cms/bulk/wagtaildocs/document/delete/?id={first}",
    ):
        assert told in admin_client.post(address, follow=True).content.decode()
