"""What a town hall finds before it signs: what is needed, what follows and when, and a model of its council's act."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from lxml import etree

from charter.followup import model_act, services
from charter.followup.model_act import Paragraph
from charter.followup.models import Schedule
from tests.factories.charter import published_version

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES]
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


def test_what_is_typed_into_a_document_is_text_not_markup():
    content = model_act.write_docx([Paragraph("<b> & 'act' ]]>")], title="T & <t>", language="en", right_to_left=False)
    words, _tree = opened(content)
    assert words == ["<b> & 'act' ]]>"]
    again = model_act.write_docx([Paragraph("<b> & 'act' ]]>")], title="T & <t>", language="en", right_to_left=False)
    assert content == again


def test_days_follow_the_schedule_and_the_end_of_a_month():
    Schedule.objects.filter(deliverable="seminar").update(months=1)
    rows = [(row.months, row.day) for row in services.due_after(date(2026, 1, 31))]
    assert rows == [
        (1, date(2026, 2, 28)),
        (12, date(2027, 1, 31)),
        (18, date(2027, 7, 31)),
        (24, date(2028, 1, 31)),
        (30, date(2028, 7, 31)),
    ]


def test_the_first_page_says_what_is_needed_and_when_what_follows(client, time_machine, settings):
    published_version()
    settings.CHARTER_REVIEW_DAYS = 10
    time_machine.move_to("2026-02-01 12:00+00:00")

    page = BeautifulSoup(client.get("/fr/charter/sign/").content, "html.parser").find("main")

    models = {link["hreflang"]: link["href"] for link in page.select(".downloads a")}
    assert models == {code: f"/{code}/charter/model-act.docx" for code in LANGUAGES}
    days = [day["datetime"] for day in page.select(".summary-list time")]
    assert days == ["2027-02-01", "2027-08-01", "2028-02-01", "2028-08-01", "2029-02-01"]
    assert "11 février 2026" in page.select_one(".timeline").get_text()
    assert "8 minutes" in page.get_text()
