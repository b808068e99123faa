"""The report as a sheet for Excel or LibreOffice: written from the answers, and read back without loss.

Columns: id of the question, question, answer, what is expected, and the mark of the answer that the sheet was made
with. Every answer is a text, never a formula. A file that comes back is hostile: it is weighed before it is opened,
read row by row, and of it only the answers beside known ids are used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.encoding import force_str
from django.utils.translation import get_language, gettext, gettext_lazy, override

from charter.reports.pledges import PLEDGES, lines
from charter.reports.questions import QUESTIONS
from charter.reports.reading import Kind, Question, clean, mark
from coalition.members import workbooks

if TYPE_CHECKING:  # openpyxl is slow to load, and few processes ever write or read a sheet
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "report"  # of the sheet, in every language
MARK = "coalition-report-1"  # in its first cell: what this program wrote
LARGEST_FILE = workbooks.LARGEST_FILE  # bytes as uploaded
MOST_ROWS = 200
WIDTHS = {"A": 24, "B": 60, "C": 60, "D": 60, "E": 4}
MOST_LISTED = 255  # characters that the format allows in a list of choices
# The format writes a sign as `_xHHHH_` (ECMA-376-1, 22.9.2.19, ST_Xstring): an underscore that looks so is one too.
LITERAL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
FOREIGN = gettext_lazy("This is not one of our spreadsheets. Upload the XLSX file that you downloaded here.")
REFUSALS = {
    workbooks.Why.TOO_LARGE: gettext_lazy(
        "This file is too large. Upload the spreadsheet that you downloaded here, with your answers."
    ),
    workbooks.Why.ACTIVE: gettext_lazy(
        "This file contains macros, links or other files. Upload a spreadsheet with answers only."
    ),
    workbooks.Why.NO_WORKBOOK: FOREIGN,
    workbooks.Why.UNREADABLE: gettext_lazy(
        "This file cannot be read. Download the spreadsheet again and copy your answers there."
    ),
}


class SheetRefused(Exception):
    """This file is not read; the sentence says why, and what to do."""


@dataclass
class Answers:
    typed: dict[str, str] = field(default_factory=dict)
    drawn_with: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def write(answers: Mapping[str, str], *, heading: str, rtl: bool = False) -> bytes:
    """Return the workbook with `answers` (by question id), in the active language.

    On sheets of their own the same answers stand in the order of what each other pledge asks for; nobody reads these
    back.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(TITLE)
    titles = ("", gettext("Question"), gettext("Answer"), gettext("What is expected"), "")
    _put(page, [(MARK, heading), titles], rtl=rtl, widths=WIDTHS)
    for row, question in enumerate(QUESTIONS.values(), start=3):
        typed = answers.get(question.id, "")
        labels = {code: force_str(label) for code, label in question.choices}
        label, answer = force_str(question.label), labels.get(typed, typed)
        _put(page, [(question.id, label, answer, expected(question), mark(typed))], first=row)
        page.cell(row=row, column=3).number_format = "@"  # what is typed there stays a text
        _offer(page, row, list(labels.values()))
    page.column_dimensions["A"].hidden = page.column_dimensions["E"].hidden = True
    page.freeze_panes = "C3"
    for pledge in PLEDGES:
        page = book.create_sheet(pledge.slug)
        titles = ("", gettext("Requirement"), gettext("Question"), gettext("Answer"), gettext("Note"))
        _put(page, [(force_str(pledge.name), pledge.source), titles], rtl=rtl, widths=dict.fromkeys("ABCDE", 30))
        _put(page, lines(pledge, answers), first=3)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _put(
    page: Worksheet,
    rows: Iterable[tuple[str, ...]],
    *,
    first: int = 1,
    rtl: bool = False,
    widths: Mapping[str, int] | None = None,
) -> None:
    """Write `rows` from row `first` on, as texts that no program takes for a formula; with `widths` as a heading."""
    from openpyxl.styles import Alignment, Font

    for row, texts in enumerate(rows, start=first):
        for column, text in enumerate(texts, start=1):
            cell = page.cell(row=row, column=column)
            if text:
                cell.value = LITERAL.sub("_x005F_", text)
                cell.data_type, cell.quotePrefix = "s", True
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if widths:
                cell.font = Font(bold=True)
    if widths:
        page.sheet_view.rightToLeft = rtl
        for name, width in widths.items():
            page.column_dimensions[name].width = width


def _offer(page: Worksheet, row: int, labels: list[str]) -> None:
    """Let the answer of `row` be chosen from `labels`, where the format can list them."""
    from openpyxl.worksheet.datavalidation import DataValidation

    formula = f'"{",".join(labels)}"'
    if labels and len(formula) < MOST_LISTED and not any("," in label for label in labels):
        options = DataValidation(type="list", formula1=formula, allow_blank=True)
        page.add_data_validation(options)
        options.add(page.cell(row=row, column=3))


def expected(question: Question) -> str:
    """Return what an answer looks like, in the active language."""
    if question.kind is Kind.CHOICE:
        return " / ".join(force_str(label) for _code, label in question.choices)
    words = {
        Kind.NUMBER: gettext("A whole number."),
        Kind.TEXT: gettext("A few sentences."),
        Kind.LINK: gettext("A web address."),
        Kind.DATE: gettext("A day, such as 2026-03-31."),
    }[question.kind]
    return f"{words} {force_str(question.hint)}".strip()


def read(content: bytes) -> Answers:
    """Return what the sheet in `content` says. Raises SheetRefused."""
    from openpyxl import load_workbook

    try:
        workbooks.weigh(content)
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False, keep_vba=False)
        try:
            return _read(book)
        finally:
            book.close()
    except workbooks.Refused as refused:
        raise SheetRefused(str(REFUSALS[refused.why])) from None
    except SheetRefused:
        raise
    except Exception:
        raise SheetRefused(str(REFUSALS[workbooks.Why.UNREADABLE])) from None


def _read(book: Any) -> Answers:
    page = book[TITLE] if TITLE in book.sheetnames else None
    if page is None or not hasattr(page, "reset_dimensions"):  # none, or a chart
        raise SheetRefused(str(FOREIGN))
    page.reset_dimensions()
    found = Answers()
    for number, row in enumerate(page.iter_rows(max_row=MOST_ROWS, max_col=5), start=1):
        cells = {cell.column: cell for cell in row if cell.value is not None}
        if number == 1:
            if 1 not in cells or cells[1].value != MARK:
                raise SheetRefused(str(FOREIGN))
            continue
        key = str(cells[1].value) if 1 in cells else ""
        question = QUESTIONS.get(key)
        if question is None:
            continue
        if key in found.typed:
            raise SheetRefused(gettext("Row %(row)d: this question appears twice.") % {"row": number})
        found.typed[key] = _answer(question, cells.get(3), number)
        found.rows[key] = number
        if 5 in cells:
            found.drawn_with[key] = str(cells[5].value)
    return found


def _answer(question: Question, cell: Any, row: int) -> str:
    if cell is None:
        return ""
    if cell.data_type in ("f", "e"):
        raise SheetRefused(gettext("Row %(row)d: write the answer itself, not a formula.") % {"row": row})
    value = cell.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _code(question, clean(ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))))


def _code(question: Question, text: str) -> str:
    """Return the choice whose label `text` is in any language of the site, the active one first; else `text`."""
    label = _folded(text)
    active = get_language() or settings.LANGUAGE_CODE
    for language in dict.fromkeys([active, *(code for code, _name in settings.LANGUAGES)]):
        if code := _labels(question.id, language).get(label):
            return code
    return text


@cache
def _labels(key: str, language: str) -> dict[str, str]:
    """Return the choices of the question `key` by their labels in `language`, folded."""
    with override(language):
        return {_folded(force_str(label)): code for code, label in QUESTIONS[key].choices}


def _folded(label: str) -> str:
    """Return `label` as it is compared: case, spaces and the ways to compose a letter make no difference."""
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())
