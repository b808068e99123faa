"""The report as a workbook: its questions and answers."""

from collections.abc import Mapping
from io import BytesIO

from django.utils.encoding import force_str
from django.utils.translation import gettext

from .report_questions import QUESTIONS

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "report"  # of the sheet, in every language
WIDTH = 45  # characters of a column


def write_sheet(answers: Mapping[str, str], *, heading: str, rtl: bool = False) -> bytes:
    """Return the workbook with `answers` (by question id), in the active language. Every cell is a text."""
    from openpyxl import Workbook  # here: it is slow to load, and few processes ever write a workbook
    from openpyxl.styles import Alignment, Font

    said = [(force_str(row.label), row.shown(answers.get(row.id, ""))) for row in QUESTIONS.values()]
    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(TITLE)
    page.sheet_view.rightToLeft = rtl
    for letter in "AB":
        page.column_dimensions[letter].width = WIDTH
    for row, texts in enumerate([(heading,), (gettext("Question"), gettext("Answer")), *said], start=1):
        for column, text in enumerate(texts, start=1):
            cell = page.cell(row=row, column=column)
            cell.value, cell.data_type, cell.quotePrefix = text, "s", True  # never a formula
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=row < 3)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
