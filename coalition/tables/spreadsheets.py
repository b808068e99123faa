"""Tables as spreadsheets write them: in which encoding, and with what between the cells."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalition.typed import one_line

DELIMITERS = {",": _("comma"), ";": _("semicolon"), "\t": _("tab")}
FIRST_LINE = re.compile(r"sep=([,;\t])\r?\n")  # Excel's own note for itself
BYTE_ORDER_MARK = "\ufeff"  # Excel reads a CSV without it as Windows-1252
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Unreadable(ValueError):
    """These bytes are no workbook, or text in no encoding that spreadsheets write."""


def decode(data: bytes) -> str:
    """Return the text of `data`: of Unicode, else Windows-1252, in which Excel saves.

    Raises Unreadable.
    """
    if mark := MARKS.get(data[:2]):
        return _decoded(data, mark)
    if data[1:2] == b"\0":
        return _decoded(data, "utf-16-le")
    try:
        return _decoded(data, "utf-8-sig")
    except Unreadable:
        return _decoded(data, "cp1252")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(encoding) from None
    if "\0" in text:
        raise Unreadable(encoding)
    return text


def delimiter_of(text: str, *, is_known: Callable[[str], bool]) -> str:
    """Return what stands between the cells of `text`: what makes most known columns of its first line, else most."""
    if noted := FIRST_LINE.match(text):
        return noted[1]

    def columns(delimiter: str) -> tuple[int, int]:
        try:
            header = next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return sum(is_known(name) for name in {name.strip() for name in header}), len(header)

    return max(DELIMITERS, key=columns)


class Table:
    """The header line of a text, and its other lines with their numbers. Raises csv.Error while it is read."""

    def __init__(self, text: str, *, is_known: Callable[[str], bool]) -> None:
        self.delimiter = delimiter_of(text, is_known=is_known)
        noted = FIRST_LINE.match(text)
        self._before = 1 if noted else 0
        self._reader = csv.reader(
            io.StringIO(text[noted.end() :] if noted else text, newline=""), delimiter=self.delimiter, strict=True
        )

    @property
    def line(self) -> int:
        """The number of the line that was read last, as an editor of text shows it."""
        return self._reader.line_num + self._before

    def read(self) -> tuple[list[str], list[tuple[int, list[str]]]]:
        """Return the header, and each line that is not empty with its number. Raises csv.Error."""
        header = [name.strip() for name in next(self._reader, [])]
        return header, list(self._lines())

    def _lines(self) -> Iterator[Any]:
        for cells in self._reader:
            if any(cell.strip() for cell in cells):
                yield self.line, [one_line(cell) for cell in cells]


# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV Injection"), in some languages in full width too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LIST_SEPARATOR = ";"


def local_delimiter() -> str:
    """Return what spreadsheets of the active language divide cells by: a comma in English alone."""
    return "," if get_language() == "en" else ";"


def cell(value: Any) -> str:
    """Return `value` as the text of a cell: 1 and 0 for yes and no, `;` between the entries of a list."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        value = LIST_SEPARATOR.join(value)
    return quoted(value) if isinstance(value, str) else str(value)


def quoted(value: Any) -> str:
    """Return `value` as a text that no spreadsheet takes for a formula: what people typed never is one."""
    text = str(value or "")
    return f"'{text}" if text.startswith(_FORMULA) else text


def unquoted(text: str) -> str:
    """Return a cell without spaces around it, and without the apostrophe that `quoted` put before it."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
