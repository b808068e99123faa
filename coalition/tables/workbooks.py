"""XLSX files: those from outside are read apart before they are opened, as cells of text; ours suit an office."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime, time
from typing import Any

from coalition.uploads.files import inspect_file

from .spreadsheets import Unreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST_INSIDE = 8_000_000  # bytes, everything inflated
MOST_COLUMNS = 100


def is_workbook(content: bytes) -> bool:
    """Say whether `content` is packed as workbooks are."""
    return content[:4] == b"PK\x03\x04"


def as_csv(content: bytes, *, rows: int) -> str:
    """Return the first `rows` lines of a workbook's first sheet as the text of a CSV file, as if it were saved so.

    Days and hours are written as 2027-03-10 and 09:30, whole numbers without a point; of a formula, what it showed.
    Raises FileRefused, which says what is wrong, and Unreadable.
    """
    from openpyxl import load_workbook

    inspect_file(content, "library")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_INSIDE:
            raise Unreadable
    out = io.StringIO()
    lines = csv.writer(out)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False)
        try:
            page = book.worksheets[0]
            page.reset_dimensions()
            width = 0
            for row in page.iter_rows(max_row=rows, max_col=MOST_COLUMNS, values_only=True):
                cells = _cells(row)
                width = width or len(cells)  # of the header line
                lines.writerow(cells + [""] * (width - len(cells)))
        finally:
            book.close()
    except Exception:
        raise Unreadable from None
    return out.getvalue()


def _cells(row: Any) -> list[str]:
    """Return the texts of a row up to the last that says something."""
    texts = [_text(value) for value in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


WIDEST = 60  # characters of a column; what is longer is read in its cell
NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")  # of a sheet: Excel opens no file that has one


def plain_name(name: str) -> str:
    """Return `name` as files and sheets may be called."""
    return " ".join(NOT_IN_NAMES.sub(" ", name).strip(" '").split()) or "1"


def written(name: str, headings: list[str], rows: list[list[Any]], *, rtl: bool) -> bytes:
    """Return a workbook of one sheet called `name`: the headings stay in sight and filter, no cell is a formula."""
    from openpyxl import Workbook  # here: it is slow to load, and few processes ever write a workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = plain_name(name)[:31]
    for row in [headings, *rows]:
        sheet.append(row)
    for number, column in enumerate(sheet.columns, start=1):
        for cell in column:
            cell.data_type = "s" if cell.data_type == "f" else cell.data_type
            if isinstance(cell.value, datetime):
                cell.number_format = "yyyy-mm-dd hh:mm"
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 2, WIDEST)
        column[0].font = Font(bold=True)
    sheet.freeze_panes, sheet.auto_filter.ref = "A2", sheet.dimensions
    sheet.sheet_view.rightToLeft = rtl
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()
