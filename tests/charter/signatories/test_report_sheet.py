"""The report as a workbook, and as other pledges ask for it: nothing is invented, and no people are counted."""

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


def rows(content: bytes, slug: str) -> list[tuple[str, ...]]:
    page = load_workbook(BytesIO(content))[slug]
    return [tuple(cell.value or "" for cell in row) for row in page.iter_rows(min_row=3, max_col=5)]


def test_every_question_helps_some_other_pledge():
    used = {key for pledge in report_sheet.PLEDGES for line in pledge.requirements for key in line.questions.split()}
    assert QUESTIONS.keys() == used


def test_the_town_hall_takes_its_answers_along_in_the_order_of_each_pledge(client):
    content = client.get(f"/en/charter/report/{link_to(ReportFactory(answers=ANSWERS))}/sheet.xlsx").content
    assert [line[1] for line in rows(content, report_sheet.TITLE) if line[1]] == [
        "https://town.example/diagnosis", "Both", "50,000", ANSWERS["worked"], ANSWERS["needed"],
    ]  # fmt: skip
    assert [line[2:4] for line in rows(content, "cities-for-cedaw") if line[3]] == [
        ("Where can your shared diagnosis be read?", "https://town.example/diagnosis"),
        ("What did you spend on this policy this year?", "50,000 euros"),
    ]
    (line,) = [line for line in rows(content, "vlr") if line[0] == "SDG 5.2.1"]
    assert line[2:4] == ("", "")
    assert line[4].startswith("Not asked in our report")


def test_no_cell_is_a_formula():
    book = load_workbook(BytesIO(report_sheet.write_sheet(dict.fromkeys(QUESTIONS, "=1+1"), heading="=1+1")))
    assert {cell.data_type for page in book for row in page.iter_rows() for cell in row if cell.value} == {"s"}


def test_no_count_of_people_stands_on_the_sheet_of_a_pledge():
    content = report_sheet.write_sheet({"women_trained": "409110", "women_received": "409130"}, heading="Town 2026")
    assert "4091" not in str([rows(content, pledge.slug) for pledge in report_sheet.PLEDGES])
