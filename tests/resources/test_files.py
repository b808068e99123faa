"""Further files of a resource, and those that its text links, are read, counted and kept like the first."""

from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from charter.followup import model_act
from coalition.pages import signals
from coalition.resources import tasks
from coalition.resources.models import DocumentVersion, ResourceFile
from tests.factories.resources import ResourceFactory, resource_page, resources_page

from .test_text_extraction import hits

pytestmark = pytest.mark.django_db

Place = DocumentVersion.Place


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def document(words: str):
    content = model_act.write_docx([model_act.Paragraph(words)], title="x", language="en", right_to_left=False)
    return get_document_model().objects.create(title=words, file=ContentFile(content, name=f"{words}.docx"))


def linking(*files) -> list:
    return [("paragraph", "".join(f'<p><a linktype="document" id="{file.pk}">{file.title}</a></p>' for file in files))]


@pytest.fixture
def page():
    """A guide with its file, a further one in French, and one that its text links."""
    made = resource_page(resources_page(), resource=ResourceFactory(key="guide"), title="A guide")
    made.document = document("lighthouse")
    made.files = [ResourceFile(document=document("worksheet"), label="Sheets to print", language="fr")]
    made.body = linking(document("harbour"))
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
    first = date(2026, 3, 1)
    assert versions() == {
        "lighthouse": (Place.MAIN, "", True, first),
        "worksheet": (Place.FURTHER, "Sheets to print", True, first),
        "harbour": (Place.TEXT, "", True, first),
    }


@pytest.mark.parametrize("word", ["lighthouse", "worksheet", "harbour"])
def test_the_text_of_each_is_found(client, page, word):
    page.body = [("paragraph", f'<p><a linktype="document" id="{key_of("harbour")}">Plan</a></p>')]
    page.save_revision().publish()
    tasks.read_documents()
    assert hits(client, word)


def key_of(title: str) -> int:
    return get_document_model().objects.get(title=title).pk


def test_each_stays_as_it_is(page):
    Document = get_document_model()
    assert [signals.keeps_its_file(file) for file in Document.objects.all()] == [True] * 3


def test_a_further_file_that_is_replaced_stays_listed_and_is_found_no_more(client, page):
    tasks.read_documents()
    page.files = [ResourceFile(document=document("workbook"), label="Sheets to print", language="fr")]
    page.body = []
    with time_machine.travel("2026-09-01 12:00Z", tick=False):
        page.save_revision().publish()
        page.save_revision().publish()
    tasks.read_documents()
    text = text_of(client)
    assert text.index("workbook.docx") < text.index("Earlier versions") < text.index("worksheet.docx")
    assert "harbour" not in text
    assert {title: (shown, day) for title, (_place, _label, shown, day) in versions().items()} == {
        "lighthouse": (True, date(2026, 3, 1)), "workbook": (True, date(2026, 9, 1)),
        "worksheet": (False, date(2026, 3, 1)), "harbour": (False, date(2026, 3, 1)),
    }  # fmt: skip
    assert [hits(client, word) for word in ("workbook", "worksheet", "harbour")] == [True, False, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_page_costs_the_same_for_any_number_of_files(client, page, rows, django_assert_max_num_queries):
    page.files = [ResourceFile(document=document(f"annex{row}"), language="en") for row in range(rows)]
    page.save_revision().publish()
    client.get("/en/resources/guide/")
    with django_assert_max_num_queries(24):
        assert text_of(client).count("annex") >= rows
