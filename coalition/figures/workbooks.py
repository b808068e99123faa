"""A table that came as XLSX, as the CSV that the same spreadsheet would save. A hostile file is weighed first."""

import csv
import io
import zipfile
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

LARGEST_INSIDE = 20_000_000  # bytes, everything inflated
MOST_PARTS = 100
MOST_ROWS, MOST_COLUMNS = 5000, 30
SIGNATURE = b"PK\x03\x04"


class WorkbookRefused(ValueError):
    """This workbook is not read; the sentence says why."""


def is_workbook(content: bytes) -> bool:
    """Say whether `content` is a ZIP archive, and so no CSV."""
    return content.startswith(SIGNATURE)


def as_csv(content: bytes) -> str:
    """Return the first sheet of a workbook as CSV. Raises WorkbookRefused."""
    from openpyxl import load_workbook  # late: few processes read a sheet

    _weigh(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False)
    except Exception:
        raise _unreadable() from None
    try:
        return _text(book.worksheets[0])
    except WorkbookRefused:
        raise
    except Exception:
        raise _unreadable() from None
    finally:
        book.close()


def _weigh(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise _unreadable() from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_INSIDE:
        raise WorkbookRefused(_("This workbook is too large. Save the sheet with the figures as CSV and upload that."))


def _text(sheet: Any) -> str:
    target = io.StringIO()
    writer = csv.writer(target)
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)):
        if number > MOST_ROWS:
            raise WorkbookRefused(_("More than %(count)s rows: split the file.") % {"count": MOST_ROWS})
        cells = [_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        writer.writerow(cells)
    return target.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value).strip()


def _unreadable() -> WorkbookRefused:
    return WorkbookRefused(_("This workbook cannot be read. Save the sheet with the figures as CSV and upload that."))
