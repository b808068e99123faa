"""The report as a workbook: its answers, as they are read."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from charter.signatories import report_sheet
from charter.signatories.report_questions import QUESTIONS
from tests.factories.reports import ReportFactory, link_to

pytestmark = pytest.mark.django_db
ANSWERS = {
    "diagnosis_link": "https://town.example/diagnosis", "budget": "50000", "reception": "both",
    "worked": "=cmd|' /C calc'!A0", "needed": "about 12\n\u0646\u0639\u0645",
}  # fmt: skip


def test_the_town_hall_takes_its_answers_along(client):
    content = client.get(f"/en/charter/report/{link_to(ReportFactory(answers=ANSWERS))}/sheet.xlsx").content
    book = load_workbook(BytesIO(content))
    answers = [answer.value for _question, answer in book[report_sheet.TITLE].iter_rows(min_row=3) if answer.value]
    assert (book.sheetnames, answers) == (
        ["report"], ["https://town.example/diagnosis", "Both", "50,000", ANSWERS["worked"], ANSWERS["needed"]]
    )  # fmt: skip


def test_no_cell_is_a_formula():
    book = load_workbook(BytesIO(report_sheet.write_sheet(dict.fromkeys(QUESTIONS, "=1+1"), heading="=1+1")))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value} == {"s"}
