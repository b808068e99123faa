"""The sheet of the report: what goes out comes back, and a hostile file does nothing."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from charter.reports import reading, sheet
from charter.reports.questions import QUESTIONS
from tests.factories.reports import ANSWERS, ReportFactory, link_to

LANGUAGES = [code for code, _name in site.LANGUAGES]
CHOICES = {key: [code for code, _label in question.choices] for key, question in QUESTIONS.items() if question.choices}
TEXTS = st.text(max_size=300).map(reading.clean)
DAYS = st.dates(min_value=date(1900, 1, 1)).map(date.isoformat)
NUMBERS = st.integers(min_value=0, max_value=10**14).map(str)
LEADING = st.sampled_from("=+-@\t'").flatmap(lambda sign: TEXTS.map(lambda text: sign + text))


def answers() -> st.SearchStrategy[dict[str, str]]:
    """Any answers, readable or not, of any question but those with a list, which have its own codes."""
    free = st.one_of(TEXTS, LEADING, DAYS, NUMBERS)
    fields = {key: st.sampled_from(CHOICES[key]) if key in CHOICES else free for key in QUESTIONS}
    return st.fixed_dictionaries({}, optional=fields).map(lambda found: {k: v for k, v in found.items() if v})


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    {"worked": '=HYPERLINK("https://x.example")', "needed": "@SUM(A1)", "budget": "007", "guide_date": "1900-02-28"},
    "fr",
    "en",
)
@example({"worked": "نعمل معًا\n👩🏽‍⚖️ \t_x000D_ _x005F_", "needed": " spaces ", "women_trained": "1 500"}, "ar", "ar")
@example({"worked": "x" * 4000, "needed": "#N/A", "budget": "1e5", "guide_date": "2026-02-30"}, "en", "es")
@given(answers(), st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_what_goes_out_comes_back(typed, written, read):
    with translation.override(written):
        content = sheet.write(typed, heading="=Town 2026", rtl=written == "ar")
    with translation.override(read):
        found = sheet.read(content)
    assert {key: text for key, text in found.typed.items() if text} == typed
    assert found.drawn_with == {key: reading.mark(typed.get(key, "")) for key in QUESTIONS}


@pytest.mark.parametrize("read", LANGUAGES)
def test_every_choice_is_read_in_whatever_language_it_was_written(read):
    """By the catalogs: no label of one choice is another one's in some language."""
    for place in range(max(map(len, CHOICES.values()))):
        typed = {key: codes[place] for key, codes in CHOICES.items() if place < len(codes)}
        with translation.override("fr"):
            content = sheet.write(typed, heading="Town 2026")
        with translation.override(read):
            found = sheet.read(content)
        assert {key: text for key, text in found.typed.items() if text} == typed


@pytest.mark.parametrize("label", ["OUI", " Yes \n", "yes\u00a0", "Sí", "نعم"])
def test_language_case_and_spaces_of_a_choice_make_no_difference(label):
    with translation.override("fr"):
        assert sheet.read(changed(officer=label)).typed["officer"] == "yes"


def test_no_cell_of_the_sheet_is_a_formula():
    typed = dict.fromkeys(QUESTIONS, "=1+1")
    book = load_workbook(BytesIO(sheet.write(typed, heading="=1+1")))
    assert {cell.data_type for row in book[sheet.TITLE].iter_rows() for cell in row if cell.value} == {"s"}


def changed(**cells: object) -> bytes:
    """Return a sheet of ours in which somebody wrote into the answers' column, by question id."""
    book = load_workbook(BytesIO(sheet.write({}, heading="Town 2026")))
    for row in book[sheet.TITLE].iter_rows(min_row=3):
        if row[0].value in cells:
            row[2].value = cells[row[0].value]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_what_people_type_in_excel_is_read_as_they_meant_it():
    with translation.override("en"):
        content = changed(
            women_trained=12.0, men_trained=12.5, guide_date=datetime(2026, 3, 31), officer="Yes", reception="Both"
        )
        found = sheet.read(content)
    assert {key: text for key, text in found.typed.items() if text} == {
        "women_trained": "12",
        "men_trained": "12.5",
        "guide_date": "2026-03-31",
        "officer": "yes",
        "reception": "both",
    }


def test_a_formula_is_refused_by_its_row():
    with pytest.raises(sheet.SheetRefused, match=r"^Row 14: "):
        sheet.read(changed(**{list(QUESTIONS)[11]: "=1+1"}))


def other_workbook() -> bytes:
    file = BytesIO()
    Workbook().save(file)
    return file.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """Return a sheet of ours with one more part inside, or another content of one."""
    source = zipfile.ZipFile(BytesIO(sheet.write(ANSWERS, heading="Town 2026")))
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            if part.filename != name:
                target.writestr(part.filename, source.read(part))
        target.writestr(name, content)
    return file.getvalue()


def lying_about_its_size() -> bytes:
    content = with_part("bomb.bin", b"0" * 9_000_000)
    return content.replace((9_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))


HOSTILE = {
    "no archive": lambda: b"PK\x03\x04 nothing",
    "another workbook": other_workbook,
    "too large": lambda: b"0" * (sheet.LARGEST_FILE + 1),
    "a bomb": lambda: with_part("bomb.bin", b"0" * 9_000_000),
    "a bomb that lies": lying_about_its_size,
    "hidden entities": lambda: with_part("xl/workbook.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode("utf-16")),
    "broken xml": lambda: with_part("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row r='x'><c"),
    "cut": lambda: sheet.write(ANSWERS, heading="Town")[:-200],
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name):
    with pytest.raises(sheet.SheetRefused):
        sheet.read(HOSTILE[name]())


def upload(client, address: str, content: bytes) -> str:
    """Send a sheet back; return the page."""
    return client.post(address, {"file": SimpleUploadedFile("r.xlsx", content)}).content.decode()


@pytest.mark.django_db
def test_an_uploaded_sheet_is_kept_and_its_odd_rows_are_named(client):
    report = ReportFactory(answers={"needed": "Hers"})
    address = f"/en/charter/report/{link_to(report)}/sheet/"
    content = changed(women_trained="a dozen", worked="Meetings", needed="His")
    html = upload(client, address, content)
    rows = {key: place for place, key in enumerate(QUESTIONS, start=3)}
    assert (
        f"<strong>How many women were trained this year?</strong> (row {rows['women_trained']})<br>Write a whole"
        in html
    )
    assert f"(row {rows['needed']})" in html
    report.refresh_from_db()
    assert report.answers == {"women_trained": "a dozen", "worked": "Meetings", "needed": "Hers"}


@pytest.mark.django_db
def test_a_refused_file_changes_nothing(client):
    report = ReportFactory()
    html = upload(client, f"/en/charter/report/{link_to(report)}/sheet/", b"no")
    assert "This is not one of our spreadsheets" in html
    report.refresh_from_db()
    assert report.answers == ANSWERS
