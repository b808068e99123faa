"""What a town hall finds before it signs: what is needed, what follows and when, and a model of its council's act."""

import zipfile
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from charter.followup import model_act
from charter.followup.model_act import Paragraph
from charter.followup.models import Schedule
from tests.factories.charter import published_version

pytestmark = pytest.mark.django_db
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes) -> tuple[list[str], etree._Element]:
    """Return the paragraphs of a document and its tree, as a word processor reads them."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        trees = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    body = trees["word/document.xml"]
    return ["".join(row.itertext(f"{WORD}t")) for row in body.iter(f"{WORD}p")], body


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_model_act_is_whole_in_each_language(client, language):
    version = published_version()
    text = version.texts.get(language=language)
    Schedule.objects.filter(deliverable="guide").update(months=7)

    answer = client.get(f"/{language}/charter/model-act.docx")

    assert answer["Content-Type"] == model_act.MEDIA_TYPE
    assert answer["Content-Disposition"] == f'attachment; filename="model-act-{language}.docx"'
    words, tree = opened(answer.content)
    assert [row for row in words if text.title in row and row != text.title]  # the act names what it accedes to
    assert [words.count(part) for part in (text.title, *text.preamble_paragraphs, text.digest)] == [1, 1, 1]
    assert words[-2 - 5 :][0] == "1. Listen"  # two articles of three paragraphs, then the fingerprint
    assert len([row for row in words if row.startswith("–")]) == 5
    assert next(row for row in words if row.startswith("–")).count("7") == 1  # the schedule of now, earliest first
    right_to_left = [row.find(f"{WORD}pPr/{WORD}bidi") is not None for row in tree.iter(f"{WORD}p")]
    assert right_to_left == [language == "ar"] * (len(words) - 1) + [False]


def test_what_is_typed_into_a_document_is_text_not_markup_and_equal_words_give_equal_bytes():
    def written() -> bytes:
        words = [Paragraph("<b> & 'act' ]]>")]
        return model_act.write_docx(words, title="T & <t>", language="en", right_to_left=False)

    words, _tree = opened(written())
    assert words == ["<b> & 'act' ]]>"]
    assert written() == written()


def test_the_first_page_says_what_is_needed_and_when_what_follows(client, time_machine, settings):
    published_version()
    settings.CHARTER_REVIEW_DAYS = 10
    Schedule.objects.filter(deliverable="seminar").update(months=1)
    time_machine.move_to("2026-01-31 12:00+00:00")

    page = BeautifulSoup(client.get("/fr/charter/sign/").content, "html.parser").find("main")

    models = {link["hreflang"]: link["href"] for link in page.select(".downloads a")}
    assert models == {code: f"/{code}/charter/model-act.docx" for code, _name in settings.LANGUAGES}
    days = [day["datetime"] for day in page.select(".summary-list time")]
    assert days == ["2026-02-28", "2027-01-31", "2027-07-31", "2028-01-31", "2028-07-31"]
    assert "10 février 2026" in page.select_one(".timeline").get_text()
