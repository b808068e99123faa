"""Spreadsheets of the CMS, made of a part of the rows at a time: how many there are changes no memory."""

import tempfile
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from wagtail.snippets.views.snippets import IndexView

from coalition.chunks import Parts

IN_MEMORY = 1024 * 1024  # bytes of a sheet; a larger one waits on disk until its reader has it
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetsInParts:
    """A list whose spreadsheets are read and written in parts (coalition/chunks.py)."""

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """Yield the lines of a CSV file."""
        lines: Iterator[bytes] = super().stream_csv(in_parts(queryset))  # type: ignore[misc]
        return lines

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        """Write a workbook to `output`."""
        super().write_xlsx(in_parts(queryset), output)  # type: ignore[misc]

    def write_xlsx_response(self, queryset: Any) -> FileResponse:
        """Return a workbook as a file."""
        output = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # the answer closes it
        self.write_xlsx(queryset, output)
        output.seek(0)
        name = f"{self.get_filename()}.xlsx"  # type: ignore[attr-defined]
        return FileResponse(output, as_attachment=True, content_type=XLSX, filename=name)


def in_parts(rows: Any) -> Any:
    """Return `rows` to be read a part at a time; what a search found is read already, and stays as it is."""
    return Parts(rows) if isinstance(rows, QuerySet) else rows


class SheetIndexView(SheetsInParts, IndexView):
    """A list of snippets with such spreadsheets."""
