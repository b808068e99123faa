"""Spreadsheets of the CMS, made of a part of the rows at a time: no memory holds all of them."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from wagtail.snippets.views.snippets import IndexView

from coalition.chunks import Parts


class SheetsInParts:
    """A list whose spreadsheets are read in parts (coalition/chunks.py), and written line by line."""

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """Yield the lines of a CSV file."""
        lines: Iterator[bytes] = super().stream_csv(in_parts(queryset))  # type: ignore[misc]
        return lines

    def write_xlsx(self, queryset: Any, output: Any) -> None:
        """Write a workbook to `output`; what is written is packed as it comes."""
        super().write_xlsx(in_parts(queryset), output)  # type: ignore[misc]


def in_parts(rows: Any) -> Any:
    """Return `rows` to be read a part at a time; what a search found is read already, and stays as it is."""
    return Parts(rows) if isinstance(rows, QuerySet) else rows


class SheetIndexView(SheetsInParts, IndexView):
    """A list of snippets with such spreadsheets."""
