"""The report as a sheet for Excel or LibreOffice: written from the answers, and read back without loss.

Columns: id of the question, question, answer, what is expected, and the mark of the answer that the sheet was made
with. Every answer is a text, a number or a day, never a formula. A file that comes back is hostile: it is weighed
before it is opened, read row by row, and of it only the answers beside known ids are used.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.encoding import force_str
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from charter.reports.pledges import PLEDGES, Pledge, lines
from charter.reports.questions import QUESTIONS, SECTIONS
from charter.reports.reading import Kind, Question, clean, mark
from coalition.tables import workbooks

if TYPE_CHECKING:  # openpyxl is slow to load, and few processes ever write or read a sheet
    from openpyxl.worksheet.worksheet import Worksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE = "report"  # of the sheet, in every language
MARK = "coalition-report-1"  # in its first cell: what this program wrote
LARGEST_FILE = workbooks.LARGEST_FILE  # bytes as uploaded
MOST_ROWS = 200
WIDTHS = {"A": 24, "B": 60, "C": 60, "D": 60, "E": 4}
ZERO = time(0)
# The format writes a sign as `_xHHHH_` (ECMA-376-1, 22.9.2.19, ST_Xstring): an underscore that looks so is one too.
LITERAL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class SheetRefused(Exception):
    """This file is not read; the sentence says why, and what to do."""


@dataclass
class Answers:
    """What a sheet says: answers, marks and row numbers, each by question id."""

    typed: dict[str, str] = field(default_factory=dict)
    drawn_with: dict[str, str] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)


def write(answers: Mapping[str, str], *, heading: str, rtl: bool = False) -> bytes:
    """Return the workbook with `answers` (by question id), in the active language."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    page = book.active
    if not isinstance(page, Worksheet):
        raise TypeError("A new workbook starts with a sheet.")
    page.title = TITLE
    page.sheet_view.rightToLeft = rtl
    _put(page, 1, (MARK, heading))
    _put(page, 2, ("", _("Question"), _("Answer"), _("What is expected"), ""))
    for cell in (*page[1], *page[2]):
        cell.font = Font(bold=True)
    row = 3
    for section in SECTIONS:
        for question in section.questions:
            typed = answers.get(question.id, "")
            _put(page, row, (question.id, force_str(question.label), "", expected(question), mark(typed)))
            _put_answer(page, row, question, typed)
            row += 1
    for column, width in WIDTHS.items():
        page.column_dimensions[column].width = width
    page.column_dimensions["A"].hidden = page.column_dimensions["E"].hidden = True
    page.freeze_panes = "C3"
    for pledge in PLEDGES:
        _put_pledge(book.create_sheet(pledge.slug), pledge, answers, rtl=rtl)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _put_pledge(page: Worksheet, pledge: Pledge, answers: Mapping[str, str], *, rtl: bool) -> None:
    """Write the same answers in the order of what `pledge` asks for; nobody reads this sheet back."""
    from openpyxl.styles import Font

    page.sheet_view.rightToLeft = rtl
    _put(page, 1, (force_str(pledge.name), pledge.source))
    _put(page, 2, ("", _("Requirement"), _("Question"), _("Answer"), _("Note")))
    for cell in (*page[1], *page[2]):
        cell.font = Font(bold=True)
    for row, line in enumerate(lines(pledge, answers), start=3):
        _put(page, row, line)
    for column in "ABCDE":
        page.column_dimensions[column].width = 30


def expected(question: Question) -> str:
    """Return what an answer looks like, in the active language."""
    if question.kind is Kind.CHOICE:
        return " / ".join(force_str(label) for _code, label in question.choices)
    words = {
        Kind.NUMBER: _("A whole number."),
        Kind.TEXT: _("A few sentences."),
        Kind.LINK: _("A web address."),
        Kind.DATE: _("A day, such as 2026-03-31."),
    }[question.kind]
    return f"{words} {force_str(question.hint)}".strip()


def read(content: bytes) -> Answers:
    """Return what the sheet in `content` says. Raises SheetRefused."""
    from openpyxl import load_workbook

    _weigh(content)
    try:
        book = load_workbook(BytesIO(content), read_only=True, keep_links=False, keep_vba=False)
    except Exception:
        raise _unreadable() from None
    try:
        return _read(book)
    except SheetRefused:
        raise
    except Exception:
        raise _unreadable() from None
    finally:
        book.close()


def _unreadable() -> SheetRefused:
    return SheetRefused(_("This file cannot be read. Download the spreadsheet again and copy your answers there."))


def _put(page: Worksheet, row: int, texts: tuple[str, ...]) -> None:
    for column, text in enumerate(texts, start=1):
        _put_text(page, row, column, text)


def _put_text(page: Worksheet, row: int, column: int, text: str) -> None:
    """Write a text that no program takes for a formula, whatever its first sign is."""
    from openpyxl.styles import Alignment

    cell = page.cell(row=row, column=column)
    if text:
        cell.value = LITERAL.sub("_x005F_", text)
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _put_answer(page: Worksheet, row: int, question: Question, typed: str) -> None:
    """Write an answer as the number, the day or the choice that it is; anything else as the text that was typed."""
    from openpyxl.styles import Alignment
    from openpyxl.worksheet.datavalidation import DataValidation

    cell = page.cell(row=row, column=3)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    labels = {code: force_str(label) for code, label in question.choices}
    if question.choices:
        formula = '"' + ",".join(labels.values()) + '"'
        options = DataValidation(type="list", formula1=formula, allow_blank=True)
        if len(formula) < 255 and not any("," in label for label in labels.values()):  # the format's limit
            page.add_data_validation(options)
            options.add(cell)
    if question.kind is Kind.NUMBER and typed.isascii() and typed.isdigit() and str(int(typed[:15])) == typed:
        cell.value = int(typed)
    elif question.kind is Kind.DATE and (day := _day(typed)):
        cell.value = day
        cell.number_format = "yyyy-mm-dd"
    else:
        _put_text(page, row, 3, labels.get(typed, typed))


def _day(typed: str) -> date | None:
    """Return the day that `typed` is in full, from 1950 on; programs count older ones differently."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if day.year >= 1950 and day.isoformat() == typed else None


def _weigh(content: bytes) -> None:
    """Refuse, in words, what may not even be opened (coalition.tables.workbooks)."""
    try:
        workbooks.weigh(content)
    except workbooks.Refused as refused:
        raise _refusal(refused.why) from None


def _refusal(why: workbooks.Why) -> SheetRefused:
    if why == workbooks.Why.TOO_LARGE:
        return SheetRefused(
            _("This file is too large. Upload the spreadsheet that you downloaded here, with your answers.")
        )
    if why == workbooks.Why.ACTIVE:
        words = _("This file contains macros, links or other files. Upload a spreadsheet with answers only.")
        return SheetRefused(words)
    return SheetRefused(_("This is not one of our spreadsheets. Upload the XLSX file that you downloaded here."))


def _read(book: Any) -> Answers:
    refused = SheetRefused(_("This is not one of our spreadsheets. Upload the XLSX file that you downloaded here."))
    if TITLE not in book.sheetnames:
        raise refused
    page = book[TITLE]
    if not hasattr(page, "reset_dimensions"):  # a chart
        raise refused
    page.reset_dimensions()
    found = Answers()
    for number, row in enumerate(page.iter_rows(max_row=MOST_ROWS, max_col=5), start=1):
        cells = {cell.column: cell for cell in row if cell.value is not None}
        if number == 1:
            if 1 not in cells or cells[1].value != MARK:
                raise refused
            continue
        key = str(cells[1].value) if 1 in cells else ""
        question = QUESTIONS.get(key)
        if question is None:
            continue
        if key in found.typed:
            raise SheetRefused(_("Row %(row)d: this question appears twice.") % {"row": number})
        found.typed[key] = _answer(question, cells.get(3), number)
        found.rows[key] = number
        if 5 in cells:
            found.drawn_with[key] = str(cells[5].value)
    return found


def _answer(question: Question, cell: Any, row: int) -> str:
    """Return what the cell says as it would have been typed."""
    if cell is None:
        return ""
    if cell.data_type in ("f", "e"):
        raise SheetRefused(_("Row %(row)d: write the answer itself, not a formula.") % {"row": row})
    value = cell.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == ZERO else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = clean(ESCAPED.sub(lambda found: chr(int(found[1], 16)), value) if isinstance(value, str) else str(value))
    return _code(question, text)


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
