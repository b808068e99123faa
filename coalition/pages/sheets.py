"""Spreadsheets of the CMS, made of a part of the rows at a time: no memory holds all of them, packed or not."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse
from wagtail.snippets.views.snippets import IndexView

from coalition.chunks import Parts

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetsInParts:
    """A list whose spreadsheets are read in parts (coalition/chunks.py), and written line by line."""

    def get_paginate_by(self, queryset: Any) -> int | None:
        """Let spreadsheets have pages too: where a list has none, Wagtail reads and keeps all rows to count them."""
        pages: int | None = super().get_paginate_by(queryset)  # type: ignore[misc]
        return 1 if self.is_export else pages  # type: ignore[attr-defined]

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple[Any, Any, Any, bool]:
        """Return paginator, page, the rows to show, and whether there are more; a spreadsheet has all rows, unread."""
        paginator, page, shown, more = super().paginate_queryset(queryset, page_size)  # type: ignore[misc]
        return paginator, page, queryset if self.is_export else shown, more  # type: ignore[attr-defined]

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """Yield the lines of a CSV file."""
        lines: Iterator[bytes] = super().stream_csv(in_parts(queryset))  # type: ignore[misc]
        return lines

    def write_xlsx_response(self, queryset: Any) -> FileResponse:
        """Answer a workbook that is written to a file of the disk, and deleted once it was sent."""
        output = TemporaryFile()  # noqa: SIM115  # the answer closes it
        try:
            self.write_xlsx(queryset, output)
        except BaseException:
            output.close()
            raise
        output.seek(0)
        name = f"{self.get_filename()}.xlsx"  # type: ignore[attr-defined]
        return FileResponse(output, as_attachment=True, content_type=WORKBOOK, filename=name)

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        """Write a workbook to `output`; what is written is packed as it comes."""
        super().write_xlsx(in_parts(queryset), output)  # type: ignore[misc]


def in_parts(rows: Any) -> Any:
    """Return `rows` to be read a part at a time; what a search found is read already, and stays as it is."""
    return Parts(rows) if isinstance(rows, QuerySet) else rows


class SheetIndexView(SheetsInParts, IndexView):
    """A list of snippets with such spreadsheets."""
